use crate::cli_calls::Calls;

#[test]
fn help_and_version() {
    let mut calls = Calls::new("cli/help");
    for (name, args) in [
        ("none", &[][..]),
        ("help", &["--help"]),
        ("help-short", &["-h"]),
        ("help-word", &["help"]),
        ("help-of-run", &["help", "run"]),
        ("version", &["--version"]),
        ("demo-server", &["demo-server", "--help"]),
        ("pack", &["pack", "--help"]),
        ("unpack", &["unpack", "--help"]),
        ("run", &["run", "--help"]),
        ("capture", &["capture", "--help"]),
        ("transcript-none", &["transcript"]),
        ("transcript", &["transcript", "--help"]),
        ("transcript-info", &["transcript", "info", "--help"]),
        ("transcript-count", &["transcript", "count", "--help"]),
        ("transcript-export", &["transcript", "export", "--help"]),
        ("transcript-import", &["transcript", "import", "--help"]),
        ("transcript-compare", &["transcript", "compare", "--help"]),
        ("profile", &["profile", "--help"]),
        ("profile-check", &["profile", "check", "--help"]),
        ("import", &["import", "--help"]),
        ("export-code", &["export-code", "--help"]),
    ] {
        calls.call(name, args);
    }
    calls.check();
}
