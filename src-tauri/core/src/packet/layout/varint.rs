//! Integers of variable length: seven bits per byte, the least significant first.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The kind of a variable-length integer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(rename = "VarintKind")]
#[serde(rename_all = "lowercase")]
pub enum VarintKind {
    /// Unsigned LEB128, as in WebAssembly, Protobuf and SignalR: at most 10 bytes.
    #[default]
    Leb128,
    /// Signed LEB128 (two's complement): at most 10 bytes.
    Sleb128,
    /// Protobuf's `sint`: unsigned LEB128 of 0, -1, 1, -2, 2 and so on.
    Zigzag,
    /// MQTT's remaining length: at most 4 bytes.
    Mqtt,
}

/// A decoded integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Varint {
    /// The value.
    pub value: i128,
    /// Size in bytes.
    pub size: usize,
    /// Whether fewer bytes would do.
    pub overlong: bool,
}

/// Why bytes are not a variable-length integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VarintError {
    /// The bytes end before the integer.
    Short,
    /// More bytes or bits than the kind allows.
    TooLong,
}

impl VarintKind {
    /// Limit of the size in bytes.
    pub fn most(self) -> usize {
        if self == VarintKind::Mqtt { 4 } else { 10 }
    }

    /// The smallest and the largest value.
    pub fn range(self) -> (i128, i128) {
        match self {
            VarintKind::Leb128 => (0, u64::MAX.into()),
            VarintKind::Sleb128 | VarintKind::Zigzag => (i64::MIN.into(), i64::MAX.into()),
            VarintKind::Mqtt => (0, (1 << 28) - 1),
        }
    }

    /// The format character that takes the same values.
    pub(super) fn ch(self) -> char {
        if self.range().0 < 0 { 'q' } else { 'Q' }
    }

    /// Reads the integer at the start of the bytes.
    pub fn read(self, bytes: &[u8]) -> Result<Varint, VarintError> {
        let mut bits: u128 = 0;
        for (index, byte) in bytes.iter().take(self.most()).enumerate() {
            bits |= u128::from(byte & 0x7f) << (7 * index);
            if byte & 0x80 != 0 {
                continue;
            }
            let size = index + 1;
            let value = self.of_bits(bits, size).ok_or(VarintError::TooLong)?;
            let overlong = self.write(value).len() < size;
            return Ok(Varint { value, size, overlong });
        }
        Err(if bytes.len() < self.most() { VarintError::Short } else { VarintError::TooLong })
    }

    fn of_bits(self, bits: u128, size: usize) -> Option<i128> {
        let unsigned = || u64::try_from(bits).ok();
        match self {
            VarintKind::Leb128 | VarintKind::Mqtt => unsigned().map(i128::from),
            VarintKind::Zigzag => {
                unsigned().map(|bits| i128::from((bits >> 1) as i64 ^ -((bits & 1) as i64)))
            }
            VarintKind::Sleb128 => {
                let width = 7 * size;
                let negative = bits >> (width - 1) & 1 == 1;
                let value = bits as i128 - if negative { 1 << width } else { 0 };
                i64::try_from(value).ok().map(i128::from)
            }
        }
    }

    /// Writes a value in the fewest bytes. The value lies within [`range`](Self::range).
    pub fn write(self, value: i128) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut rest = match self {
            VarintKind::Zigzag => (value << 1) ^ (value >> 127),
            _ => value,
        };
        loop {
            let low = (rest & 0x7f) as u8;
            rest >>= 7;
            let done = match self {
                // The sign bit of the last byte is the value's sign.
                VarintKind::Sleb128 => rest == if low & 0x40 == 0 { 0 } else { -1 },
                _ => rest == 0,
            };
            if done || bytes.len() + 1 >= self.most() {
                bytes.push(low);
                return bytes;
            }
            bytes.push(low | 0x80);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KINDS: [VarintKind; 4] =
        [VarintKind::Leb128, VarintKind::Sleb128, VarintKind::Zigzag, VarintKind::Mqtt];

    #[test]
    fn reads_the_examples_of_the_specifications() {
        let read = |kind: VarintKind, bytes: &[u8]| {
            kind.read(bytes).map(|found| (found.value, found.size, found.overlong))
        };
        // DWARF, appendix C; Protobuf's encoding page; MQTT 5, section 1.5.5.
        assert_eq!(read(VarintKind::Leb128, &[0xe5, 0x8e, 0x26]), Ok((624_485, 3, false)));
        assert_eq!(read(VarintKind::Sleb128, &[0xc0, 0xbb, 0x78]), Ok((-123_456, 3, false)));
        assert_eq!(read(VarintKind::Zigzag, &[3]), Ok((-2, 1, false)));
        assert_eq!(
            read(VarintKind::Mqtt, &[0xff, 0xff, 0xff, 0x7f, 9]),
            Ok((268_435_455, 4, false))
        );
        assert_eq!(read(VarintKind::Mqtt, &[0xff, 0xff, 0xff, 0xff]), Err(VarintError::TooLong));
        assert_eq!(read(VarintKind::Leb128, &[0x80]), Err(VarintError::Short));
        assert_eq!(read(VarintKind::Leb128, &[]), Err(VarintError::Short));
        assert_eq!(read(VarintKind::Leb128, &[0x81, 0x80, 0]), Ok((1, 3, true)), "overlong");
        assert_eq!(read(VarintKind::Sleb128, &[0xff, 0x7f]), Ok((-1, 2, true)), "overlong");
        let mut beyond = [0xff; 10];
        beyond[9] = 0x02;
        assert_eq!(read(VarintKind::Leb128, &beyond), Err(VarintError::TooLong));
    }

    proptest! {
        #[test]
        fn reading_reverses_writing(number in any::<i64>(), shift in 0u32..64, kind in 0usize..4) {
            let kind = KINDS[kind];
            let (low, high) = kind.range();
            let value = i128::from(number >> shift).clamp(low, high);
            let bytes = kind.write(value);
            prop_assert_eq!(kind.read(&bytes), Ok(Varint { value, size: bytes.len(), overlong: false }));
        }

        #[test]
        fn reading_is_total(bytes in prop::collection::vec(any::<u8>(), 0..14), kind in 0usize..4) {
            if let Ok(found) = KINDS[kind].read(&bytes) {
                let (low, high) = KINDS[kind].range();
                prop_assert!(found.size <= bytes.len() && (low..=high).contains(&found.value));
                prop_assert_eq!(found.overlong, KINDS[kind].write(found.value) != bytes[..found.size]);
            }
        }
    }
}
