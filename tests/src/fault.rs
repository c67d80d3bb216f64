//! A server that does what no server should, on raw TCP, so that no library puts it right.
//!
//! - `behaviour`: what it does, and the doing.
//! - `frames`: bytes of frames, as a server writes them and as a client does.
//! - `seen`: what a client sent.

mod behaviour;
pub mod frames;
mod seen;

use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub use behaviour::{Behaviour, Then, numbered};
pub use seen::Seen;

use crate::PATIENCE;

/// Behaves the same towards everyone who connects, until it is dropped.
#[derive(Debug)]
pub struct Fault {
    address: SocketAddr,
    seen: Receiver<Seen>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Fault {
    /// Listens on a free port of 127.0.0.1.
    pub fn start(behaviour: Behaviour) -> Fault {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.set_nonblocking(true).expect("for tokio");
        let address = listener.local_addr().expect("bound");
        let (stop, stopped) = oneshot::channel();
        let (to, seen) = channel();
        let serve = async move {
            let listener = TcpListener::from_std(listener).expect("within a runtime");
            while let Ok((tcp, _)) = listener.accept().await {
                let (behaviour, to) = (behaviour.clone(), to.clone());
                tokio::spawn(async move {
                    // A test that has seen enough listens no more.
                    let _ = to.send(behaviour.towards(tcp).await);
                });
            }
        };
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async {
                tokio::select! {
                    () = serve => {}
                    _ = stopped => {}
                }
            });
        });
        Fault { address, seen, stop: Some(stop), thread: Some(thread) }
    }

    pub fn url(&self) -> String {
        format!("ws://{}/", self.address)
    }

    /// `127.0.0.1:PORT`, as messages name it.
    pub fn peer(&self) -> String {
        self.address.to_string()
    }

    /// What the next client sent, once it has gone.
    #[track_caller]
    pub fn seen(&self) -> Seen {
        self.seen.recv_timeout(PATIENCE).expect("a client that came and went")
    }
}

impl Drop for Fault {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // What its panic had to say is on stderr.
            drop(thread.join());
        }
    }
}
