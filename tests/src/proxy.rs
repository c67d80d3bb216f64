//! A TCP proxy that simulates a bad network: latency, low bandwidth, and connections that end at any byte.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until};

use crate::serving::Serving;

/// Conditions of one direction.
#[derive(Debug, Clone, Copy, Default)]
pub struct Conditions {
    /// Delay of each byte.
    pub latency: Duration,
    /// At most this many bytes a second; 0 for no limit.
    pub rate: u32,
    /// At most this many bytes a write; 0 for no limit.
    pub piece: usize,
    /// Ends the direction after this many bytes.
    pub end: Option<(u64, End)>,
}

/// How a direction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// TCP is closed with a FIN.
    Fin,
    /// TCP is reset.
    Reset,
    /// Nothing more is forwarded, and TCP stays open.
    Stall,
}

/// A running proxy, stopped on drop.
#[derive(Debug)]
pub struct Proxy(Serving);

impl Proxy {
    /// Starts a proxy in front of `to`, on a thread of its own. `up` applies from client to server, `down` from server
    /// to client.
    pub fn start(to: SocketAddr, up: Conditions, down: Conditions) -> Proxy {
        Proxy(Serving::start(async move |listener| serve(listener, to, up, down).await))
    }

    /// The address that the proxy listens on.
    pub fn address(&self) -> SocketAddr {
        self.0.address()
    }

    /// The URL of the proxy.
    pub fn url(&self) -> String {
        format!("ws://{}/", self.address())
    }
}

/// Serves in the caller's runtime, whose clock may be paused. Every connection has the same conditions.
pub async fn serve(listener: TcpListener, to: SocketAddr, up: Conditions, down: Conditions) {
    while let Ok((client, _)) = listener.accept().await {
        tokio::spawn(async move {
            if let Ok(server) = TcpStream::connect(to).await {
                carry(client, server, up, down).await;
            }
        });
    }
}

async fn carry(mut client: TcpStream, mut server: TcpStream, up: Conditions, down: Conditions) {
    for socket in [&client, &server] {
        let _ = socket.set_nodelay(true);
    }
    let end = {
        let (from_client, to_client) = client.split();
        let (from_server, to_server) = server.split();
        let (upwards, downwards) =
            (up.carry(from_client, to_server), down.carry(from_server, to_client));
        tokio::pin!(upwards, downwards);
        // If one direction ends with the stream, the other continues to its own end.
        tokio::select! {
            end = &mut upwards => match end {
                None => downwards.await,
                end => end,
            },
            end = &mut downwards => match end {
                None => upwards.await,
                end => end,
            },
        }
    };
    match end {
        None => {}
        Some(End::Fin) => {
            let _ = client.shutdown().await;
            // Closing with unread bytes would send a reset.
            let _ = tokio::io::copy(&mut client, &mut tokio::io::sink()).await;
        }
        Some(End::Reset) => {
            let _ = client.set_zero_linger();
        }
        Some(End::Stall) => std::future::pending().await,
    }
}

impl Conditions {
    /// Forwards until the stream ends, and passes that on, or until the requested end, and returns it.
    async fn carry(self, mut from: ReadHalf<'_>, mut to: WriteHalf<'_>) -> Option<End> {
        let (push, mut pull) = mpsc::channel::<(Instant, Vec<u8>)>(1024);
        let read = async move {
            let mut buffer = vec![0; 64 * 1024];
            while let Ok(n @ 1..) = from.read(&mut buffer).await {
                let due = Instant::now() + self.latency;
                if push.send((due, buffer[..n].to_vec())).await.is_err() {
                    return;
                }
            }
        };
        let write = async move {
            let mut passed = 0;
            while let Some((due, bytes)) = pull.recv().await {
                sleep_until(due).await;
                let piece = if self.piece == 0 { bytes.len() } else { self.piece };
                for piece in bytes.chunks(piece) {
                    let left = self.end.map_or(u64::MAX, |(after, _)| after - passed);
                    let now = piece.len().min(usize::try_from(left).unwrap_or(usize::MAX));
                    if to.write_all(&piece[..now]).await.is_err() {
                        return None;
                    }
                    passed += now as u64;
                    if let Some((after, end)) = self.end
                        && passed >= after
                    {
                        return Some(end);
                    }
                    if self.rate > 0 {
                        sleep(Duration::from_secs_f64(now as f64 / f64::from(self.rate))).await;
                    }
                }
            }
            let _ = to.shutdown().await;
            None
        };
        // After the end of the stream, what was read is still written.
        let read = async {
            read.await;
            std::future::pending().await
        };
        tokio::select! {
            end = write => end,
            () = read => None,
        }
    }
}
