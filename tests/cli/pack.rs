use wirelark_tests::cli::Cli;

#[track_caller]
fn assert_prints(args: &[&str], wanted: &str) {
    assert_eq!(Cli::run(args).success().stdout, format!("{wanted}\n"), "{args:?}");
}

/// The original's two commands, as typed in a shell.
#[test]
fn the_originals_bytes() {
    assert_prints(&["pack", "=ib", "0", "0"], "0000000000");
    let tail = ["--tail-json", r#"["first","test"]"#, "--json-style", "python"];
    let hex = "020000005b226669727374222c202274657374225d";
    assert_prints(&[&["pack", "=i", "2"][..], &tail].concat(), hex);
    assert_prints(&["unpack", "=ib", "0000000000"], "[0, 0]");
}

#[test]
fn values_of_every_kind() {
    assert_prints(&["pack", "<hH", "-1", "65535"], "ffffffff");
    assert_prints(&["pack", "<h", "--", "-2"], "feff");
    assert_prints(&["pack", "<d", "nan"], "000000000000f87f");
    assert_prints(&["pack", "<f", "-inf"], "000080ff");
    assert_prints(&["pack", "?4s3p", "true", "hex:0aff", "text:hi"], "010aff0000026869");
    assert_prints(&["pack", "@l", "1"], "0100000000000000");
    assert_prints(&["pack", "@l", "1", "--data-model", "llp64"], "01000000");
    assert_prints(&["unpack", "<q", "ffffffffffffff7f"], r#"["9223372036854775807"]"#);
    assert_prints(&["unpack", "<d2s", "000000000000f07f6162"], r#"["inf", "hex:6162"]"#);
    assert_prints(&["unpack", "<h", "ffff0100ffff", "--from", "2"], "[1]");
}

#[test]
fn errors_are_one_line_and_exit_code_2() {
    for (args, word) in [
        (vec!["pack", "=b", "128"], "128"),
        (vec!["pack", "=i"], "1"),
        (vec!["pack", "=y", "1"], "y"),
        (vec!["unpack", "=i", "0000"], "4"),
        (vec!["unpack", "=i", "00000g00"], "g"),
    ] {
        let output = Cli::run(&args);
        let (_, text) = output.failed(2);
        assert!(text.contains(word), "{word} in: {text}");
        assert_eq!(output.stdout, "");
    }
}
