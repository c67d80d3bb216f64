//! A python3 that has the original's library.

use std::ffi::OsString;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::peer::say_skipped;

/// WIRELARK_PYTHON, or the system's.
pub fn interpreter() -> OsString {
    std::env::var_os("WIRELARK_PYTHON").unwrap_or_else(|| "python3".into())
}

/// Whether it has `websockets`; see [`there`].
pub fn has_websockets(test: &str) -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    let found = *FOUND.get_or_init(|| imports("websockets"));
    there("websockets", found, test)
}

/// Whether it has the reader of HAR; see [`there`].
pub fn has_haralyzer(test: &str) -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    let found = *FOUND.get_or_init(|| imports("haralyzer"));
    there("haralyzer", found, test)
}

/// Whether Wireshark's reader is installed; see [`there`].
pub fn has_tshark(test: &str) -> bool {
    let mut tshark = Command::new("tshark");
    tshark.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    there("tshark", tshark.status().is_ok_and(|status| status.success()), test)
}

fn imports(module: &str) -> bool {
    let mut python = Command::new(interpreter());
    python.arg("-c").arg(format!("import {module}"));
    python.stdout(Stdio::null()).stderr(Stdio::null());
    python.status().is_ok_and(|status| status.success())
}

/// Where it is not there, the caller's test is skipped, and the line that says so is counted; on a build server it fails
/// instead, since nobody reads such lines there.
fn there(what: &str, found: bool, test: &str) -> bool {
    if !found {
        let python = interpreter();
        assert!(
            std::env::var_os("CI").is_none_or(|ci| ci != "true"),
            "no '{what}', with {}: `cargo xtask test` installs it",
            python.display()
        );
        say_skipped(&format!("no '{what}', so {test} was not run"));
    }
    found
}
