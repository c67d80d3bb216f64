use crate::cli_calls::Calls;

#[test]
fn pack_and_unpack() {
    let mut calls = Calls::new("cli/pack");
    for (name, args) in [
        ("integers", &["pack", "=ib", "7", "-1"][..]),
        (
            "every-integer",
            &["pack", "<bBhHiIlLqQ", "-1", "2", "-3", "4", "-5", "6", "-7", "8", "-9", "10"],
        ),
        ("native", &["pack", "@bil", "1", "2", "3"]),
        ("native-llp64", &["pack", "@l", "1", "--data-model", "llp64"]),
        ("bases", &["pack", ">hhh", "0x10", "0b11", "1_000"]),
        ("floats", &["pack", "<efd", "1.5", "-inf", "nan"]),
        ("bytes", &["pack", "2s3pc?", "hex:41 42", "text:ab", "text:c", "true"]),
        ("tail-json", &["pack", "=i", "2", "--tail-json", r#"["first,","test", 1.0]"#]),
        (
            "tail-json-compact",
            &["pack", "=i", "2", "--json-style", "compact", "--tail-json", r#"{"é": [1, 2]}"#],
        ),
        ("tail-text", &["pack", "=b", "1", "--tail-text", "-é"]),
        ("bad-char", &["pack", "=z", "1"]),
        ("bad-count", &["pack", "=i"]),
        ("bad-range", &["pack", "=b", "128"]),
        ("bad-integer", &["pack", "=i", "x"]),
        ("bad-json", &["pack", "=i", "2", "--tail-json", "["]),
        ("bad-option", &["pack", "=i", "2", "--tail", "x"]),
        ("bad-model", &["pack", "l", "2", "--data-model", "x"]),
        ("two-tails", &["pack", "=i", "2", "--tail-json", "1", "--tail-text", "a"]),
        ("missing-value", &["pack", "=i", "2", "--tail-text"]),
        ("cut-bytes", &["pack", "2s", "text:abc"]),
        ("unpack", &["unpack", "=ib", "07 00 00 00 ff"]),
        ("unpack-large", &["unpack", "<qQd", "0100000000002000 ffffffffffffffff 0000000000000080"]),
        ("unpack-kinds", &["unpack", "<e2s?c3p", "007e 4142 02 43 026162"]),
        ("unpack-from", &["unpack", "<h", "01 02 03 04", "--from=-2"]),
        ("unpack-short", &["unpack", "<i", "010203"]),
        ("unpack-beyond", &["unpack", "<i", "0102030405", "--from", "6"]),
        ("unpack-no-hex", &["unpack", "<i", "0g"]),
        ("unpack-odd", &["unpack", "<i", "010"]),
    ] {
        calls.call(name, args);
    }
    calls.check();
}
