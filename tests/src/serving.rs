//! A listener on a thread of its own.

use std::net::SocketAddr;
use std::thread::JoinHandle;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// A running listener, stopped on drop.
#[derive(Debug)]
pub struct Serving {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Serving {
    /// Listens on a free port of 127.0.0.1.
    pub fn start<F>(serve: impl FnOnce(TcpListener) -> F + Send + 'static) -> Serving
    where
        F: Future<Output = ()>,
    {
        Serving::start_at(SocketAddr::from(([127, 0, 0, 1], 0)), serve)
    }

    /// Listens on this address.
    pub fn start_at<F>(
        address: SocketAddr,
        serve: impl FnOnce(TcpListener) -> F + Send + 'static,
    ) -> Serving
    where
        F: Future<Output = ()>,
    {
        let listener = std::net::TcpListener::bind(address).expect("bind a port");
        listener.set_nonblocking(true).expect("set the blocking mode");
        let address = listener.local_addr().expect("the local address");
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async {
                let listener = TcpListener::from_std(listener).expect("within a runtime");
                tokio::select! {
                    () = serve(listener) => {}
                    _ = stopped => {}
                }
            });
        });
        Serving { address, stop: Some(stop), thread: Some(thread) }
    }

    /// The address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the thread has been printed to stderr already.
            drop(thread.join());
        }
    }
}
