//! Tests that cannot pass under Wine, for a reason that is Wine's.

use std::io::Write;

/// Whether the tests run under Wine, as `cargo xtask platforms` says. Prints a `skipped:` line with the reason, which
/// `cargo xtask` counts; not by `println!`, whose output the harness captures.
pub(crate) fn is_skipped(why: &str) -> bool {
    let under_wine = std::env::var_os("WIRELARK_UNDER_WINE").is_some();
    if under_wine {
        let _ = writeln!(std::io::stdout(), "\nskipped: under Wine: {why}");
    }
    under_wine
}
