//! A connection of the core in the test's own process: where the clock can be stopped, and tasks and sockets counted.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use wirelark_core::connection::handle::Revision;
use wirelark_core::connection::{ConnectionHandle, Settings};
use wirelark_core::profile::store;
use wirelark_core::transcript::{Header, Writer, WriterOptions};

use crate::PATIENCE;
use crate::fault::{self, Behaviour};
use crate::scratch::Scratch;

/// One thread, as `wirelark-cli` has it; the clock can be paused in no other.
pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// Begins to connect as a profile with this `connection` says. Within a runtime.
#[track_caller]
pub fn connect(scratch: &Scratch, connection: Value) -> ConnectionHandle {
    let path = scratch.profile(serde_json::json!({"connection": connection}));
    let profile = store::load(Path::new(&path)).unwrap_or_else(|e| panic!("{e}: {connection}"));
    let settings = Settings::from_profile(&profile, scratch.folder());
    let settings = settings.unwrap_or_else(|error| panic!("{error}: {connection}"));
    let options = WriterOptions { replace: true, ..WriterOptions::default() };
    let path = scratch.path("inside.wlt");
    let writer = Writer::create(path, &Header::default(), options, Box::new(|| {}));
    ConnectionHandle::open(settings, writer.expect("a transcript"), Revision::new())
}

/// A fault server in the same runtime, so that one clock is everybody's; answers where it listens.
pub async fn serve(behaviour: Behaviour) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    tokio::spawn(fault::serve(listener, behaviour, std::sync::mpsc::channel().0));
    address
}

/// Waits until the runtime is idle because the kernel takes nothing more that is sent to `peer`, and returns with the
/// clock paused. Fails after [`PATIENCE`].
pub async fn until_write_blocks(peer: SocketAddr) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        while !probes_zero_window(peer) {
            assert!(Instant::now() < deadline, "{peer} still accepts data");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        // A paused clock moves only when every task waits: after this sleep the driver has written all it can.
        tokio::time::pause();
        tokio::time::sleep(Duration::from_millis(1)).await;
        if probes_zero_window(peer) {
            return;
        }
        tokio::time::resume();
    }
}

/// Whether a socket connected to `peer` waits for the closed receive window to open, with nothing in flight.
fn probes_zero_window(peer: SocketAddr) -> bool {
    const ZERO_WINDOW_PROBE: &str = "04";
    tcp_sockets_to(peer)
        .iter()
        .any(|fields| fields[3] == ESTABLISHED && fields[5].starts_with(ZERO_WINDOW_PROBE))
}

const ESTABLISHED: &str = "01";
const CLOSE_WAIT: &str = "08";

/// Sockets of this process, or of any other in its network namespace, whose other end is there; those that only the
/// system still keeps (TIME_WAIT and the like) are nobody's.
pub fn sockets_to(peer: SocketAddr) -> usize {
    let states = [ESTABLISHED, CLOSE_WAIT];
    tcp_sockets_to(peer).iter().filter(|fields| states.contains(&fields[3].as_str())).count()
}

/// The fields of each line of `/proc/net/tcp` whose remote port is that of `peer`.
fn tcp_sockets_to(peer: SocketAddr) -> Vec<Vec<String>> {
    let remote = format!(":{:04X}", peer.port());
    let table = std::fs::read_to_string("/proc/net/tcp").expect("read /proc/net/tcp");
    let lines = table.lines().skip(1);
    lines
        .map(|line| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .filter(|fields| fields[2].ends_with(&remote))
        .collect()
}
