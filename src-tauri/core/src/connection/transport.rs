//! Names, TCP, TLS.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{CertificateError, ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::error::{ConnectionError, TlsError};

/// Plain or TLS; one type, so that the driver is one task over one stream.
#[derive(Debug)]
pub enum Stream {
    /// `ws`
    Plain(TcpStream),
    /// `wss`
    Tls(Box<TlsStream<TcpStream>>),
}

/// The addresses of a name, in the system's order.
pub async fn resolve(host: &str, port: u16) -> Result<Vec<SocketAddr>, ConnectionError> {
    let failed =
        |what: String| ConnectionError::Resolve { host: host.to_owned(), what: what.to_owned() };
    let found: Vec<_> = tokio::net::lookup_host((host, port))
        .await
        .map_err(|error| failed(error.to_string()))?
        .collect();
    match found.is_empty() {
        true => Err(failed("it has no address".to_owned())),
        false => Ok(found),
    }
}

/// The first address that answers.
pub async fn connect(addresses: &[SocketAddr]) -> Result<TcpStream, ConnectionError> {
    let mut last = None;
    for &address in addresses {
        match TcpStream::connect(address).await {
            Ok(stream) => {
                // A tester's message is small and wants to go out at once.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "no TCP_NODELAY");
                }
                return Ok(stream);
            }
            Err(error) => {
                tracing::debug!(%address, %error, "no connection");
                last = Some((address, error));
            }
        }
    }
    Err(match last {
        Some((address, error)) if error.kind() == io::ErrorKind::ConnectionRefused => {
            ConnectionError::Refused { address }
        }
        Some((address, error)) => ConnectionError::Connect { address, what: error.to_string() },
        None => {
            ConnectionError::Resolve { host: String::new(), what: "it has no address".to_owned() }
        }
    })
}

/// Trust in the system's roots and, where given, a PEM file's.
pub fn trust(ca_file: Option<&Path>) -> Result<ClientConfig, TlsError> {
    let mut roots = RootCertStore::empty();
    let system = rustls_native_certs::load_native_certs();
    for error in &system.errors {
        tracing::warn!(%error, "some of the system's trusted certificates cannot be read");
    }
    roots.add_parsable_certificates(system.certs);
    if let Some(path) = ca_file {
        add_file(&mut roots, path)
            .map_err(|what| TlsError::CaFile { path: path.display().to_string(), what })?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| TlsError::Other { host: String::new(), what: error.to_string() })?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

fn add_file(roots: &mut RootCertStore, path: &Path) -> Result<(), String> {
    let pem = fs::read(path).map_err(|error| error.to_string())?;
    let mut found = 0;
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let certificate = certificate.map_err(|error| error.to_string())?;
        roots.add(certificate).map_err(|error| error.to_string())?;
        found += 1;
    }
    match found {
        0 => Err("it holds no PEM certificate".to_owned()),
        _ => Ok(()),
    }
}

/// The TLS handshake.
pub async fn secure(
    tcp: TcpStream,
    host: &str,
    port: u16,
    ca_file: Option<&Path>,
) -> Result<Stream, ConnectionError> {
    // Reading the system's store takes milliseconds and blocks.
    let file = ca_file.map(Path::to_owned);
    let config = tokio::task::spawn_blocking(move || trust(file.as_deref()))
        .await
        .map_err(|error| TlsError::Other { host: host.to_owned(), what: error.to_string() })??;
    let name = ServerName::try_from(host.to_owned())
        .map_err(|error| TlsError::Other { host: host.to_owned(), what: error.to_string() })?;
    match TlsConnector::from(Arc::new(config)).connect(name, tcp).await {
        Ok(stream) => Ok(Stream::Tls(Box::new(stream))),
        Err(error) => Err(explain(host, port, error).into()),
    }
}

/// What rustls found, in words that say what to do.
fn explain(host: &str, port: u16, error: io::Error) -> TlsError {
    let host_text = host.to_owned();
    let peer = format!("{host}:{port}");
    let inner = error.get_ref().and_then(|e| e.downcast_ref::<rustls::Error>());
    match inner {
        Some(rustls::Error::InvalidCertificate(certificate)) => match certificate {
            CertificateError::UnknownIssuer => TlsError::UnknownIssuer { host: host_text },
            CertificateError::Expired => TlsError::Expired { host: host_text, when: String::new() },
            CertificateError::ExpiredContext { time, not_after } => TlsError::Expired {
                host: host_text,
                when: format!(": valid until {}, here it is {}", date(not_after), date(time)),
            },
            CertificateError::NotValidYet => {
                TlsError::NotYetValid { host: host_text, when: String::new() }
            }
            CertificateError::NotValidYetContext { time, not_before } => TlsError::NotYetValid {
                host: host_text,
                when: format!(": valid from {}, here it is {}", date(not_before), date(time)),
            },
            CertificateError::NotValidForName => {
                TlsError::WrongHost { host: host_text, names: String::new() }
            }
            CertificateError::NotValidForNameContext { presented, .. } => TlsError::WrongHost {
                host: host_text,
                names: match presented.is_empty() {
                    true => String::new(),
                    false => format!(", but for {}", presented.join(", ")),
                },
            },
            other => TlsError::Other { host: host_text, what: other.to_string() },
        },
        Some(rustls::Error::InvalidMessage(_)) => TlsError::NotTls { host: peer },
        Some(other) => TlsError::Other { host: host_text, what: other.to_string() },
        None if error.kind() == io::ErrorKind::UnexpectedEof
            || error.kind() == io::ErrorKind::ConnectionReset =>
        {
            TlsError::Other {
                host: peer,
                what: "the server ended the connection during the handshake; does it speak TLS on this port?"
                    .to_owned(),
            }
        }
        None => TlsError::Other { host: host_text, what: error.to_string() },
    }
}

fn date(time: &rustls::pki_types::UnixTime) -> String {
    i64::try_from(time.as_secs())
        .ok()
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
        .map_or_else(|| format!("second {}", time.as_secs()), |time| time.to_string())
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match &mut *self {
            Stream::Plain(stream) => Pin::new(stream).poll_read(cx, buf),
            Stream::Tls(stream) => Pin::new(stream).poll_read(cx, buf),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut *self {
            Stream::Plain(stream) => Pin::new(stream).poll_write(cx, bytes),
            Stream::Tls(stream) => Pin::new(stream).poll_write(cx, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut *self {
            Stream::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Stream::Tls(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut *self {
            Stream::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Stream::Tls(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
