//! Network namespaces, in which a link can be cut.

use std::process::{Command, Stdio};

use serde_json::Value;

use crate::cli::{Cli, Output, Running};
use crate::peer::print_skipped;
use crate::scratch::Scratch;

/// Two machines and a link between them: the server's is the network namespace `s` with 10.9.0.2; the client's has
/// 10.9.0.1.
const TWO_MACHINES: &str = "
    mount -t tmpfs tmpfs /run
    ip netns add s
    ip link add a0 type veth peer name b0 netns s
    ip addr add 10.9.0.1/24 dev a0
    ip link set a0 up
    ip netns exec s ip addr add 10.9.0.2/24 dev b0
    ip netns exec s ip link set b0 up
    ip netns exec s \"$SERVER\" $SERVE 10.9.0.2:9000 > \"$FOLDER/said\" &
    until [ -s \"$FOLDER/said\" ]; do sleep 0.01; done
    # Rows of the transcript that this filter lets through.
    rows() { \"$CLI\" transcript count \"$TRANSCRIPT\" --filter \"$1\" 2> \"$FOLDER/no\" || echo 0; }
    come() { until [ \"$(rows \"$1\")\" -ge \"$2\" ]; do sleep 0.01; done; }
    pulled() { ip netns exec s ip link set b0 down; }
    start() { \"$CLI\" \"$@\" --transcript \"$TRANSCRIPT\" --json > \"$FOLDER/out\" & child=$!; }
    ended() { code=0; wait $child || code=$?; cat \"$FOLDER/out\"; exit $code; }";

/// Whether this process may create network namespaces. If not, the calling test is skipped, with a `skipped:` line.
pub fn allowed() -> bool {
    let line = "ip link add a0 type veth peer name b0";
    let mut unshare = Command::new("unshare");
    unshare.args(["-n", "-m", "sh", "-c", line]).stdout(Stdio::null()).stderr(Stdio::null());
    let allowed = unshare.status().is_ok_and(|status| status.success());
    if !allowed {
        print_skipped("no network of our own without root and iproute2");
    }
    allowed
}

/// Runs a shell script in a network and mount namespace of its own, where only `lo` is up. Processes that it leaves
/// running are killed when it ends.
#[track_caller]
pub fn run(script: &str, variables: &[(&str, &str)]) -> Output {
    let mut unshare = Command::new("unshare");
    // When the first process of a PID namespace exits, the kernel kills the others.
    unshare.args(["-n", "-m", "-p", "-f", "--kill-child", "sh", "-euc"]);
    unshare.arg(format!("ip link set lo up\n{script}"));
    for (name, value) in variables {
        unshare.env(name, value);
    }
    Running::start(unshare).finish()
}

/// Runs a shell script on one of two machines; on the other, a fault server listens on 10.9.0.2:9000. `$PROFILE` is a
/// profile of these parts. The script may call `start` (the command line), `come` (wait for a number of rows) and
/// `pulled` (the link is cut), and must call `ended`.
///
/// `server` is the server's program and its arguments before the address.
#[track_caller]
pub fn on_two_machines(
    scratch: &Scratch,
    parts: Value,
    (server, serve): (&str, &str),
    script: &str,
) -> Output {
    let (profile, transcript) = (scratch.profile(parts), scratch.path("t.wlt"));
    let cli = Cli::path().to_str().expect("a UTF-8 path");
    run(
        &format!("{TWO_MACHINES}\n{script}"),
        &[
            ("CLI", cli),
            ("SERVER", server),
            ("SERVE", serve),
            ("PROFILE", &profile),
            ("TRANSCRIPT", &transcript),
            ("FOLDER", &scratch.path("")),
        ],
    )
}
