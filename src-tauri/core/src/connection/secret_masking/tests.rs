use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use percent_encoding::{CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;

use super::*;

fn masks(secret: &str) -> SecretMasks {
    let mut masks = SecretMasks::default();
    masks.add(secret);
    masks
}

/// JSON with every character escaped.
fn json(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect()
}

fn html(text: &str) -> String {
    text.chars().map(|ch| format!("&#{};", u32::from(ch))).collect()
}

/// Every encoding in which a server may return a value.
fn encodings(value: &str) -> Vec<String> {
    let percent = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let short_json = serde_json::Value::from(value).to_string();
    vec![
        value.to_owned(),
        percent(value),
        value.bytes().map(|byte| format!("%{byte:02x}")).collect(),
        utf8_percent_encode(value, CONTROLS).to_string(),
        short_json.trim_matches('"').to_owned(),
        json(value),
        html(value),
        value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;"),
        percent(&json(value)),
        percent(&percent(value)),
        STANDARD.encode(value),
        STANDARD_NO_PAD.encode(value),
        URL_SAFE.encode(value),
        URL_SAFE_NO_PAD.encode(value),
        percent(&STANDARD.encode(value)),
        STANDARD.encode(format!("user:{value}")),
        URL_SAFE_NO_PAD.encode(format!("u:{value}\n")),
        STANDARD.encode(format!("us:{value}, more")),
    ]
}

#[test]
fn hostile_11_a_secret_is_found_in_every_encoding() {
    for secret in ["p@ss-word", "s3cr3t/+=?&", "grün und \"blau\" 🗝", "a\\b\nc d", "%41bc%zz"] {
        let masks = masks(secret);
        for (i, encoded) in encodings(secret).into_iter().enumerate() {
            // A user name (RFC 7617) is not part of the secret.
            let text = format!("X-Said: [{encoded}]; done");
            let shown = masks.text(&text);
            assert!(shown.contains(MASK), "{secret:?} as encoding {i}: {shown}");
            if i < 15 {
                assert_eq!(shown, format!("X-Said: [{MASK}]; done"), "{secret:?} as {encoded}");
            }
            assert!(shown.ends_with("]; done"), "{shown}");
        }
    }
}

#[test]
fn text_without_secrets_is_unchanged() {
    let masks = masks("p@ss-word");
    for text in ["", "password", "p%40ss", "&#112;&", "%", "\\u12", "100 % & more \\", "&#x;"] {
        assert_eq!(masks.text(text), text);
    }
    let mut short = SecretMasks::default();
    short.add("ab");
    short.add("");
    assert!(short.is_empty());
}

proptest! {
    /// Whatever surrounds the secret, no base64 of it decodes to the secret.
    #[test]
    fn hostile_11_no_base64_gives_it_back(
        before in proptest::collection::vec(any::<u8>(), 0..7),
        secret in "[ -~]{6,24}",
        after in proptest::collection::vec(any::<u8>(), 0..7),
    ) {
        let whole = [&before[..], secret.as_bytes(), &after].concat();
        for text in [STANDARD.encode(&whole), URL_SAFE_NO_PAD.encode(&whole)] {
            let shown = masks(&secret).text(&text);
            prop_assert!(shown.contains(MASK), "{text} shows {secret}");
            let left = shown.replace(MASK, "");
            // At most the characters of the surrounding bytes.
            prop_assert!(left.len() <= (before.len() + after.len()) * 8 / 6 + 4, "{shown}");
        }
    }

    /// Ranges lie within the bytes, in order and not adjacent.
    #[test]
    fn ranges_lie_within_any_bytes(
        bytes in proptest::collection::vec(
            prop_oneof![any::<u8>(), Just(b'%'), Just(b'\\'), Just(b'&'), Just(b'4'), Just(b'u')],
            0..200,
        ),
        secret in "[a-z4%]{3,5}",
    ) {
        let mut at = 0;
        for range in masks(&secret).ranges(&bytes) {
            prop_assert!(range.start >= at && range.end > range.start && range.end <= bytes.len());
            at = range.end + 1;
        }
    }
}
