//! A server that does what no server should, on raw TCP, so that no library puts it right.
//!
//! - `attacks`: what it does at which path.
//! - `behaviour`: what it does, and the doing.
//! - `step`: one thing of several.
//! - `client`: the client's side, as it is heard.
//! - `frames`: bytes of frames, as a server writes them and as a client does.
//! - `seen`: what a client sent.
//! - `tls`: the same over TLS.

mod attacks;
mod behaviour;
mod client;
pub mod frames;
mod seen;
mod step;
pub mod tls;

use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, Sender, channel};

use tokio::net::TcpListener;

pub use attacks::{Attack, attacks};
pub use behaviour::{Behaviour, Then, numbered};
pub use seen::Seen;
pub use step::{Pace, Step};

use crate::PATIENCE;
use crate::serving::Serving;

/// In the runtime of the caller, whose clock may be paused.
pub async fn serve(listener: TcpListener, behaviour: Behaviour, to: Sender<Seen>) {
    while let Ok((tcp, _)) = listener.accept().await {
        let (behaviour, to) = (behaviour.clone(), to.clone());
        tokio::spawn(async move {
            // A test that has seen enough listens no more.
            let _ = to.send(behaviour.towards(tcp).await);
        });
    }
}

/// Behaves the same towards everyone who connects, until it is dropped.
#[derive(Debug)]
pub struct Fault {
    serving: Serving,
    seen: Receiver<Seen>,
}

impl Fault {
    /// Does what the path of each request names.
    pub fn by_path() -> Fault {
        Fault::start(Behaviour::ByPath)
    }

    /// The same there.
    pub fn by_path_at(address: SocketAddr) -> Fault {
        Fault::start_at(address, Behaviour::ByPath)
    }

    /// Listens on a free port of 127.0.0.1.
    pub fn start(behaviour: Behaviour) -> Fault {
        Fault::start_at(SocketAddr::from(([127, 0, 0, 1], 0)), behaviour)
    }

    fn start_at(address: SocketAddr, behaviour: Behaviour) -> Fault {
        let (to, seen) = channel();
        let serve = async move |listener| serve(listener, behaviour, to).await;
        Fault { serving: Serving::start_at(address, serve), seen }
    }

    pub fn url(&self) -> String {
        format!("ws://{}/", self.address())
    }

    /// The server at the path of an attack, of which there must be one.
    #[track_caller]
    pub fn at(&self, path: &str) -> String {
        assert!(attacks::attack(path).is_some(), "no such attack: {path}");
        format!("ws://{}{path}", self.address())
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.serving.address()
    }

    /// `127.0.0.1:PORT`, as messages name it.
    pub fn peer(&self) -> String {
        self.address().to_string()
    }

    /// What the next client sent, once it has gone.
    #[track_caller]
    pub fn seen(&self) -> Seen {
        self.seen.recv_timeout(PATIENCE).expect("a client that came and went")
    }
}
