//! A network of the test's own, in which cables can be pulled.

use std::process::{Command, Stdio};

use crate::cli::{Output, Running};
use crate::peer::say_skipped;

/// Whether this process may make networks. Where it may not, the caller's test is skipped, and the line that says so is
/// counted.
pub fn allowed() -> bool {
    let line = "ip link add a0 type veth peer name b0";
    let mut unshare = Command::new("unshare");
    unshare.args(["-n", "-m", "sh", "-c", line]).stdout(Stdio::null()).stderr(Stdio::null());
    let allowed = unshare.status().is_ok_and(|status| status.success());
    if !allowed {
        say_skipped("no network of our own without root and iproute2");
    }
    allowed
}

/// Runs a shell script in a network namespace, and a mount namespace, of its own, where only `lo` is up. What it leaves
/// running ends with it.
#[track_caller]
pub fn run(script: &str, variables: &[(&str, &str)]) -> Output {
    let mut unshare = Command::new("unshare");
    // The first process of a PID namespace takes all others with it.
    unshare.args(["-n", "-m", "-p", "-f", "--kill-child", "sh", "-euc"]);
    unshare.arg(format!("ip link set lo up\n{script}"));
    for (name, value) in variables {
        unshare.env(name, value);
    }
    Running::start(unshare).finish()
}
