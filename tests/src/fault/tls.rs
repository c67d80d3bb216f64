//! A TLS front for servers that speak plain TCP.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::server::TlsStream;

use crate::serving::Serving;

/// How the TLS connection ends when the server behind it closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsEnd {
    /// With a `close_notify` (RFC 8446 section 6.1).
    CloseNotify,
    /// TCP ends without a `close_notify`: a truncation attack would look the same.
    Truncated,
}

/// A running front, stopped on drop.
#[derive(Debug)]
pub struct TlsFront(Serving);

impl TlsFront {
    pub fn start(config: ServerConfig, to: SocketAddr, end: TlsEnd) -> TlsFront {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        TlsFront(Serving::start(async move |listener| {
            while let Ok((tcp, _)) = listener.accept().await {
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    let _ = tcp.set_nodelay(true);
                    // A client that does not trust the certificate disconnects; some tests check just that.
                    let Ok(stream) = acceptor.accept(tcp).await else { return };
                    let Ok(server) = TcpStream::connect(to).await else { return };
                    pass(stream, server, end).await;
                });
            }
        }))
    }

    pub fn address(&self) -> SocketAddr {
        self.0.address()
    }

    /// The URL by IP address, which must be in the certificate.
    pub fn url(&self) -> String {
        format!("wss://{}/", self.address())
    }
}

async fn pass(mut client: TlsStream<TcpStream>, mut server: TcpStream, end: TlsEnd) {
    let (mut here, mut there) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
    loop {
        tokio::select! {
            read = client.read(&mut here) => match read {
                Ok(n @ 1..) if server.write_all(&here[..n]).await.is_ok() => {}
                _ => return,
            },
            read = server.read(&mut there) => match read {
                Ok(n @ 1..) => {
                    if client.write_all(&there[..n]).await.is_err() || client.flush().await.is_err() {
                        return;
                    }
                }
                _ => break,
            },
        }
    }
    let _ = match end {
        TlsEnd::CloseNotify => client.shutdown().await,
        TlsEnd::Truncated => client.get_mut().0.shutdown().await,
    };
    // Closing with unread bytes would send a reset.
    let _ = tokio::io::copy(client.get_mut().0, &mut tokio::io::sink()).await;
}
