//! A connection of the core in the test's own process: where the clock can be stopped, and tasks and sockets counted.

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

/// Sockets of this process, or of any other in its network namespace, whose other end is there; those that only the
/// system still keeps (TIME_WAIT and the like) are nobody's.
pub fn sockets_to(peer: SocketAddr) -> usize {
    const ESTABLISHED: &str = "01";
    const CLOSE_WAIT: &str = "08";
    let wanted = format!(":{:04X}", peer.port());
    let table = std::fs::read_to_string("/proc/net/tcp").expect("Linux");
    let lines = table.lines().skip(1).map(|line| line.split_whitespace().collect::<Vec<_>>());
    lines
        .filter(|fields| fields[2].ends_with(&wanted))
        .filter(|fields| [ESTABLISHED, CLOSE_WAIT].contains(&fields[3]))
        .count()
}
