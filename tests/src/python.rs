//! Python interpreters with the libraries that tests compare with.

use std::ffi::OsString;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::peer::print_skipped;

/// `WIRELARK_PYTHON`, or the system's `python3`.
pub fn interpreter() -> OsString {
    std::env::var_os("WIRELARK_PYTHON").unwrap_or_else(|| "python3".into())
}

/// Whether `websockets` is installed; see [`is_available`].
pub fn has_websockets(test: &str) -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    let found = *FOUND.get_or_init(|| imports("websockets"));
    is_available("websockets", found, test)
}

/// Whether `haralyzer`, which reads HAR, is installed; see [`is_available`].
pub fn has_haralyzer(test: &str) -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    let found = *FOUND.get_or_init(|| imports("haralyzer"));
    is_available("haralyzer", found, test)
}

/// Whether `websockets` and `msgpack`, with which servers of the tests are written, are installed; see
/// [`is_available`].
pub fn has_msgpack(test: &str) -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    let found = *FOUND.get_or_init(|| imports("msgpack"));
    has_websockets(test) && is_available("msgpack", found, test)
}

/// Whether `tshark` is installed; see [`is_available`].
pub fn has_tshark(test: &str) -> bool {
    let mut tshark = Command::new("tshark");
    tshark.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    is_available("tshark", tshark.status().is_ok_and(|status| status.success()), test)
}

fn imports(module: &str) -> bool {
    let mut python = Command::new(interpreter());
    python.arg("-c").arg(format!("import {module}"));
    python.stdout(Stdio::null()).stderr(Stdio::null());
    python.status().is_ok_and(|status| status.success())
}

/// If it is not available, the calling test is skipped, with a `skipped:` line; in CI it fails instead, because skipped
/// tests would go unnoticed there.
fn is_available(what: &str, found: bool, test: &str) -> bool {
    if !found {
        let python = interpreter();
        assert!(
            std::env::var_os("CI").is_none_or(|ci| ci != "true"),
            "no '{what}', with {}: `cargo xtask test` installs it",
            python.display()
        );
        print_skipped(&format!("no '{what}', so {test} was not run"));
    }
    found
}
