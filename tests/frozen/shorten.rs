//! Shortens long values in frozen text.

/// Longer strings are shortened, in bytes.
const MOST: usize = 600;
/// Bytes kept of a long string.
const KEPT: usize = 64;

/// Replaces the rest of each long string (between `"`) with its length and a hash of the whole string, so that any
/// difference still shows.
pub fn shorten(text: &str) -> String {
    let cut = |string: &str| {
        let kept = (0..=KEPT).rev().find(|&at| string.is_char_boundary(at)).unwrap_or(0);
        let (size, hash) = (string.len(), hash(string.as_bytes()));
        format!("{}<{size} bytes, FNV-1a {hash:016x}>", &string[..kept])
    };
    let strings = text.split('"').map(|string| match string.len() > MOST {
        true => cut(string),
        false => string.to_owned(),
    });
    strings.collect::<Vec<_>>().join("\"")
}

/// FNV-1a with 64 bits. The standard library's hash may change between versions.
pub fn hash(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

#[test]
fn only_long_strings_are_shortened() {
    assert_eq!(shorten("{\"a\":\"b\"}"), "{\"a\":\"b\"}");
    let long = shorten(&format!("{{\"a\":\"{}\"}}", "é".repeat(301)));
    assert!(long.starts_with("{\"a\":\"é") && long.ends_with(">\"}"), "{long}");
    assert!(long.contains("<602 bytes, FNV-1a "), "{long}");
    assert_eq!(hash(b"a"), 0xaf63_dc4c_8601_ec8c);
}
