//! The demo server's sockets. Listens on 127.0.0.1 only; the protocol is in [`demo_protocol`](super::demo_protocol).

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures_util::{SinkExt, StreamExt};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tempfile::NamedTempFile;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, sleep_until};
use tokio_rustls::TlsAcceptor;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, accept_hdr_async};

use super::demo_protocol::{DemoClient, DemoMessage};

/// Options of the demo server.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoOptions {
    /// Port to listen on; 0 picks a free one.
    pub port: u16,
    /// Pushes per second to each client, over all its services.
    pub push_rate: f64,
    /// Serves `wss` with a certificate from its own certificate authority.
    pub tls: bool,
}

impl Default for DemoOptions {
    fn default() -> Self {
        DemoOptions { port: 0, push_rate: 2.0, tls: false }
    }
}

/// Minimum time between groups of pushes, which keeps high rates cheap.
const BEAT: Duration = Duration::from_millis(5);
/// Upper limit on the pushes sent at once after a stall.
const MOST_AT_ONCE: u64 = 100_000;

/// A running demo server. Stops when dropped.
#[derive(Debug)]
pub struct Demo {
    address: SocketAddr,
    clients: Arc<AtomicU32>,
    ca: Option<NamedTempFile>,
    task: JoinHandle<()>,
}

impl Demo {
    /// Starts the server on 127.0.0.1.
    pub async fn start(options: DemoOptions) -> io::Result<Demo> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let address = listener.local_addr()?;
        let clients = Arc::new(AtomicU32::new(0));
        let (acceptor, ca) = match options.tls {
            true => certificate().map(|(acceptor, ca)| (Some(acceptor), Some(ca)))?,
            false => (None, None),
        };
        let task = tokio::spawn(accept(listener, acceptor, options.push_rate, clients.clone()));
        Ok(Demo { address, clients, ca, task })
    }

    /// `ws://127.0.0.1:PORT/`, or `wss://…` with TLS.
    pub fn url(&self) -> String {
        let scheme = if self.ca.is_some() { "wss" } else { "ws" };
        format!("{scheme}://{}/", self.address)
    }

    /// With TLS, the CA certificate to trust. The file is deleted with the server.
    pub fn ca_file(&self) -> Option<&Path> {
        self.ca.as_ref().map(|file| file.path())
    }

    /// The number of open connections.
    pub fn clients(&self) -> u32 {
        self.clients.load(Relaxed)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(
    listener: TcpListener,
    acceptor: Option<TlsAcceptor>,
    rate: f64,
    clients: Arc<AtomicU32>,
) {
    // Dropping the set aborts its tasks.
    let mut serving = JoinSet::new();
    loop {
        let tcp = match listener.accept().await {
            Ok((tcp, _)) => tcp,
            Err(error) => {
                // For example out of file descriptors; a later attempt may succeed.
                tracing::warn!(%error, "demo server: accept");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        while serving.try_join_next().is_some() {}
        let (acceptor, clients) = (acceptor.clone(), clients.clone());
        serving.spawn(async move {
            clients.fetch_add(1, Relaxed);
            let served = serve_tcp(tcp, acceptor, rate).await;
            clients.fetch_sub(1, Relaxed);
            if let Err(error) = served {
                tracing::debug!(%error, "demo server: a client ended");
            }
        });
    }
}

async fn serve_tcp(tcp: TcpStream, acceptor: Option<TlsAcceptor>, rate: f64) -> Result<(), Error> {
    tcp.set_nodelay(true)?;
    match acceptor {
        Some(acceptor) => serve(acceptor.accept(tcp).await?, rate).await,
        None => serve(tcp, rate).await,
    }
}

async fn serve<S: AsyncRead + AsyncWrite + Unpin>(stream: S, rate: f64) -> Result<(), Error> {
    let mut client = DemoClient::at("/");
    // `accept_hdr_async` dictates the callback's large error type.
    #[allow(clippy::result_large_err)]
    let path = |request: &Request, response: Response| {
        client = DemoClient::at(request.uri().path());
        Ok(response)
    };
    let mut ws = accept_hdr_async(stream, path).await?;
    let mut pushes = Pushes::at(rate);
    loop {
        tokio::select! {
            message = ws.next() => {
                let message = match message {
                    None => return Ok(()),
                    Some(message) => match message? {
                        Message::Text(text) => DemoMessage::Text(text.as_str().to_owned()),
                        Message::Binary(bytes) => DemoMessage::Binary(bytes.to_vec()),
                        _ => continue,
                    },
                };
                for answer in client.on(message) {
                    send(&mut ws, answer).await?;
                }
                pushes.run(client.pushes());
            }
            () = pushes.due() => {
                for _ in 0..pushes.take() {
                    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                    let Some(push) = client.push(now.as_secs_f64()) else { break };
                    ws.feed(Message::binary(push)).await?;
                }
                ws.flush().await?;
            }
        }
    }
}

async fn send<S: AsyncRead + AsyncWrite + Unpin>(
    ws: &mut WebSocketStream<S>,
    message: DemoMessage,
) -> Result<(), Error> {
    match message {
        DemoMessage::Text(text) => ws.send(Message::text(text)).await,
        DemoMessage::Binary(bytes) => ws.send(Message::binary(bytes)).await,
        DemoMessage::Close(code, reason) => {
            ws.close(Some(CloseFrame { code: code.into(), reason: reason.into() })).await
        }
    }
}

/// The push schedule of a client.
struct Pushes {
    rate: f64,
    /// When pushing started, and how many pushes have been sent since.
    running: Option<(Instant, u64)>,
    /// When pushes were last sent, so that a client that sends continuously cannot delay them.
    last: Instant,
}

impl Pushes {
    fn at(rate: f64) -> Self {
        Pushes { rate, running: None, last: Instant::now() }
    }

    /// Starts or stops pushing.
    fn run(&mut self, on: bool) {
        match (on && self.rate > 0.0, self.running) {
            (true, None) => self.running = Some((Instant::now(), 0)),
            (false, Some(_)) => self.running = None,
            _ => {}
        }
    }

    /// Waits until a push is due; never completes while pushing is stopped.
    async fn due(&self) {
        match self.running {
            None => std::future::pending().await,
            Some((since, sent)) => {
                let next = Duration::try_from_secs_f64((sent + 1) as f64 / self.rate);
                let at = since + next.unwrap_or(Duration::MAX / 4);
                let soonest = if self.rate > 200.0 { self.last + BEAT } else { at };
                sleep_until(at.max(soonest)).await;
            }
        }
    }

    /// Returns how many pushes are due and counts them as sent.
    fn take(&mut self) -> u64 {
        let Some((since, sent)) = &mut self.running else { return 0 };
        self.last = Instant::now();
        let all = (since.elapsed().as_secs_f64() * self.rate) as u64;
        let due = all.saturating_sub(*sent).clamp(1, MOST_AT_ONCE);
        *sent = all.max(*sent + due);
        due
    }
}

/// Creates a certificate authority and a certificate for localhost signed by it. Returns the acceptor and a file with
/// the CA certificate.
fn certificate() -> io::Result<(TlsAcceptor, NamedTempFile)> {
    let other = |error: rcgen::Error| io::Error::other(error.to_string());
    let mut ca_params = CertificateParams::new(vec![]).map_err(other)?;
    ca_params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    ca_params.distinguished_name.push(rcgen::DnType::CommonName, "Wirelark demo server");
    let ca_key = KeyPair::generate().map_err(other)?;
    let ca = ca_params.self_signed(&ca_key).map_err(other)?;
    let issuer = Issuer::new(ca_params, ca_key);
    let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    let params = CertificateParams::new(names).map_err(other)?;
    let key = KeyPair::generate().map_err(other)?;
    let leaf = params.signed_by(&key, &issuer).map_err(other)?;

    let mut file = tempfile::Builder::new().prefix("wirelark-demo-").suffix(".pem").tempfile()?;
    io::Write::write_all(&mut file, ca.pem().as_bytes())?;
    let key = PrivateKeyDer::try_from(key.serialize_der()).map_err(io::Error::other)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], key)
        .map_err(io::Error::other)?;
    Ok((TlsAcceptor::from(Arc::new(config)), file))
}
