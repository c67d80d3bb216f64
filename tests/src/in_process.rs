//! Runs a connection of the core inside the test's process, where the clock can be paused, and tasks and sockets
//! counted.

use std::net::SocketAddr;
use std::path::Path;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use wirelark_core::connection::command::Revision;
use wirelark_core::connection::{ConnectionHandle, Settings};
use wirelark_core::profile::store;
use wirelark_core::transcript::{Header, Writer, WriterOptions};

use crate::fault::{self, Behaviour};
use crate::scratch::Scratch;

/// A single-threaded runtime, like that of `wirelark-cli`; the clock can be paused only in such a runtime.
pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// Starts connecting with a profile that has this `connection`. Must be called within a runtime.
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

/// Starts a fault server in the same runtime, so that both share one clock; returns its address.
pub async fn serve(behaviour: Behaviour) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("the local address");
    tokio::spawn(fault::serve(listener, behaviour, std::sync::mpsc::channel().0));
    address
}

/// Whether a socket connected to `peer` waits with nothing in flight for the peer's receive window to open.
pub fn probes_zero_window(peer: SocketAddr) -> bool {
    const ZERO_WINDOW_PROBE: &str = "04";
    tcp_sockets_to(peer)
        .iter()
        .any(|fields| fields[3] == ESTABLISHED && fields[5].starts_with(ZERO_WINDOW_PROBE))
}

const ESTABLISHED: &str = "01";
const CLOSE_WAIT: &str = "08";

/// Number of open sockets connected to `peer`, of this process or of another in its network namespace. Sockets that
/// only the kernel still holds, as in TIME_WAIT, do not count.
pub fn sockets_to(peer: SocketAddr) -> usize {
    let states = [ESTABLISHED, CLOSE_WAIT];
    tcp_sockets_to(peer).iter().filter(|fields| states.contains(&fields[3].as_str())).count()
}

/// The fields of each line of `/proc/net/tcp` whose remote port is that of `peer`.
fn tcp_sockets_to(peer: SocketAddr) -> Vec<Vec<String>> {
    let remote = format!(":{:04X}", peer.port());
    let table = std::fs::read_to_string("/proc/net/tcp").expect("read the file");
    let lines = table.lines().skip(1);
    lines
        .map(|line| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .filter(|fields| fields[2].ends_with(&remote))
        .collect()
}
