//! Text encodings: UTF-8, GBK and Latin-1.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A text encoding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// GBK, common in Chinese software, as defined by the WHATWG Encoding Standard.
    #[serde(rename = "gbk")]
    Gbk,
    /// ISO 8859-1: each byte is the code point of a character.
    #[serde(rename = "latin-1")]
    Latin1,
}

impl Encoding {
    /// The name in a profile.
    pub fn word(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Gbk => "gbk",
            Encoding::Latin1 => "latin-1",
        }
    }

    /// Decodes bytes. Invalid sequences become U+FFFD, in which case the flag is true.
    pub fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        match self {
            Encoding::Utf8 => match str::from_utf8(bytes) {
                Ok(text) => (Cow::Borrowed(text), false),
                Err(_) => (String::from_utf8_lossy(bytes), true),
            },
            Encoding::Gbk => encoding_rs::GBK.decode_without_bom_handling(bytes),
            Encoding::Latin1 => (bytes.iter().map(|byte| char::from(*byte)).collect(), false),
        }
    }

    /// Encodes text. The error is the first character that cannot be encoded.
    pub fn encode(self, text: &str) -> Result<Vec<u8>, char> {
        match self {
            Encoding::Utf8 => Ok(text.as_bytes().to_vec()),
            Encoding::Gbk => {
                let (bytes, _, lost) = encoding_rs::GBK.encode(text);
                if !lost {
                    return Ok(bytes.into_owned());
                }
                let missing = |ch: &char| encoding_rs::GBK.encode(ch.encode_utf8(&mut [0; 4])).2;
                Err(text.chars().find(missing).unwrap_or(char::REPLACEMENT_CHARACTER))
            }
            Encoding::Latin1 => text.chars().map(|ch| u8::try_from(ch).map_err(|_| ch)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_and_decodes_all_encodings() {
        assert_eq!(Encoding::Gbk.encode("行情"), Ok(vec![0xd0, 0xd0, 0xc7, 0xe9]));
        assert_eq!(Encoding::Gbk.decode(&[0xd0, 0xd0, 0xc7, 0xe9]).0, "行情");
        assert_eq!(Encoding::Latin1.encode("é"), Ok(vec![0xe9]));
        assert_eq!(Encoding::Latin1.encode("a行"), Err('行'));
        assert_eq!(Encoding::Gbk.encode("a😀\u{1f9ff}"), Err('😀'));
        assert_eq!(Encoding::Utf8.decode(b"\xff"), ("\u{fffd}".into(), true));
        assert!(Encoding::Gbk.decode(b"\xff").1);
    }
}
