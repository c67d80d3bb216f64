//! A TCP proxy that does to a stream what bad lines do: delay, narrowness, and ends at any byte.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until};

use crate::serving::Serving;

/// What happens to the bytes of one direction.
#[derive(Debug, Clone, Copy, Default)]
pub struct Way {
    /// Each byte is so much later.
    pub latency: Duration,
    /// Bytes a second at most; 0 for as many as there are.
    pub rate: u32,
    /// Bytes in a packet at most; 0 for as many as there are.
    pub piece: usize,
    /// After so many bytes.
    pub end: Option<(u64, End)>,
}

/// How a direction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// TCP ends, as after a `close`.
    Fin,
    /// TCP is reset.
    Reset,
    /// Nothing more passes, and nobody says so.
    Stall,
}

/// Stands between until it is dropped.
#[derive(Debug)]
pub struct Proxy(Serving);

impl Proxy {
    /// In front of this server, in a thread of its own. `up` leads to it.
    pub fn start(to: SocketAddr, up: Way, down: Way) -> Proxy {
        Proxy(Serving::start(async move |listener| serve(listener, to, up, down).await))
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.0.address()
    }

    /// Through it.
    pub fn url(&self) -> String {
        format!("ws://{}/", self.address())
    }
}

/// In the runtime of the caller, whose clock may be paused. Each connection is carried as the first one.
pub async fn serve(listener: TcpListener, to: SocketAddr, up: Way, down: Way) {
    while let Ok((client, _)) = listener.accept().await {
        tokio::spawn(async move {
            if let Ok(server) = TcpStream::connect(to).await {
                carry(client, server, up, down).await;
            }
        });
    }
}

async fn carry(mut client: TcpStream, mut server: TcpStream, up: Way, down: Way) {
    for socket in [&client, &server] {
        let _ = socket.set_nodelay(true);
    }
    let end = {
        let (from_client, to_client) = client.split();
        let (from_server, to_server) = server.split();
        let (upwards, downwards) =
            (up.carry(from_client, to_server), down.carry(from_server, to_client));
        tokio::pin!(upwards, downwards);
        // A direction that came to its natural end lets the other go on to its own.
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
            // Unread bytes would make a reset of it.
            let _ = tokio::io::copy(&mut client, &mut tokio::io::sink()).await;
        }
        Some(End::Reset) => {
            let _ = client.set_zero_linger();
        }
        Some(End::Stall) => std::future::pending().await,
    }
}

impl Way {
    /// To the end of the stream, which is passed on, or to the one that was asked for.
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
        // What was read is still to be written when no more comes.
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
