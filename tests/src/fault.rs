//! A server that violates the protocol on purpose. It writes raw TCP, so that no library corrects it.
//!
//! - `attacks`: the behaviours by request path.
//! - `behaviour`: what the server does with a connection.
//! - `step`: the building blocks of a behaviour.
//! - `client`: reads what the client sends.
//! - `frames`: encodes and decodes frames (RFC 6455 section 5.2).
//! - `received`: the recorded bytes of one client.
//! - `tls`: a TLS front for any of these servers.

mod attacks;
mod behaviour;
mod client;
pub mod frames;
mod received;
mod step;
pub mod tls;

use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, Sender, channel};

use tokio::net::TcpListener;

pub use attacks::{Attack, attacks};
pub use behaviour::{Behaviour, Then, numbered};
pub use received::Received;
pub use step::{Pace, Step};

use crate::PATIENCE;
use crate::serving::Serving;

/// Serves in the caller's runtime, whose clock may be paused. Sends what each client sent to `to` when the client
/// disconnects.
pub async fn serve(listener: TcpListener, behaviour: Behaviour, to: Sender<Received>) {
    while let Ok((tcp, _)) = listener.accept().await {
        let (behaviour, to) = (behaviour.clone(), to.clone());
        tokio::spawn(async move {
            // The test may have stopped listening.
            let _ = to.send(behaviour.serve_client(tcp).await);
        });
    }
}

/// A running fault server with one behaviour for every client, stopped on drop.
#[derive(Debug)]
pub struct FaultServer {
    serving: Serving,
    received: Receiver<Received>,
}

impl FaultServer {
    /// Behaves as the path of each request says; see [`attacks`].
    pub fn by_path() -> FaultServer {
        FaultServer::start(Behaviour::ByPath)
    }

    /// Like [`FaultServer::by_path`], on this address.
    pub fn by_path_at(address: SocketAddr) -> FaultServer {
        FaultServer::start_at(address, Behaviour::ByPath)
    }

    /// Listens on a free port of 127.0.0.1.
    pub fn start(behaviour: Behaviour) -> FaultServer {
        FaultServer::start_at(SocketAddr::from(([127, 0, 0, 1], 0)), behaviour)
    }

    fn start_at(address: SocketAddr, behaviour: Behaviour) -> FaultServer {
        let (to, received) = channel();
        let serve = async move |listener| serve(listener, behaviour, to).await;
        FaultServer { serving: Serving::start_at(address, serve), received }
    }

    pub fn url(&self) -> String {
        format!("ws://{}/", self.address())
    }

    /// The URL of an attack's path. Panics if there is no such attack.
    #[track_caller]
    pub fn at(&self, path: &str) -> String {
        assert!(attacks::attack(path).is_some(), "no such attack: {path}");
        format!("ws://{}{path}", self.address())
    }

    /// The address that the server listens on.
    pub fn address(&self) -> SocketAddr {
        self.serving.address()
    }

    /// `IP:PORT`, as error messages name the server.
    pub fn peer(&self) -> String {
        self.address().to_string()
    }

    /// Waits until the next client has disconnected, and returns what it sent.
    #[track_caller]
    pub fn received(&self) -> Received {
        self.received.recv_timeout(PATIENCE).expect("a client that connects and disconnects")
    }
}
