//! A python3 that has the original's library.

use std::ffi::OsString;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// WIRELARK_PYTHON, or the system's.
pub fn interpreter() -> OsString {
    std::env::var_os("WIRELARK_PYTHON").unwrap_or_else(|| "python3".into())
}

/// Whether it has `websockets`. Where it has not, the caller's test is skipped, and the line that says so
/// is counted; on a build server it fails instead, since nobody reads such lines there.
pub fn has_websockets(test: &str) -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    static SKIPPED: AtomicU32 = AtomicU32::new(0);
    let found = *FOUND.get_or_init(|| {
        let mut python = Command::new(interpreter());
        python.args(["-c", "import websockets"]).stdout(Stdio::null()).stderr(Stdio::null());
        python.status().is_ok_and(|status| status.success())
    });
    if !found {
        let python = interpreter();
        assert!(
            std::env::var_os("CI").is_none_or(|ci| ci != "true"),
            "{} has no 'websockets': set WIRELARK_PYTHON to one that has",
            python.display()
        );
        let n = SKIPPED.fetch_add(1, Ordering::Relaxed) + 1;
        // Not print!: the test harness keeps to itself what a test that passes prints.
        let _ = writeln!(
            std::io::stderr(),
            "skipped: {} has no 'websockets', so {test} was not run ({n} skipped)",
            python.display()
        );
    }
    found
}
