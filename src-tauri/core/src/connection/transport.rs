//! Name resolution and sockets, below TLS.
//!
//! - `happy_eyeballs`: connects to one of several addresses (RFC 8305).
//! - `stream`: one stream type for sockets, tunnels through a proxy, and TLS.

mod happy_eyeballs;
mod stream;

use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::path::Path;

use tokio::net::TcpStream;

use super::error::ConnectionError;
use super::handshake::Hop;
use super::request::Route;
use super::task_panic;
use crate::profile::model::IpVersion;
pub use stream::{BaseStream, Stream};

/// The addresses of a name in the order to try them: the system's order, with the address families alternating.
pub(super) async fn resolve(
    host: &str,
    port: u16,
    route: &Route,
) -> Result<Vec<SocketAddr>, ConnectionError> {
    let failed = |what: String| ConnectionError::Resolve { host: host.to_owned(), what };
    let addresses = match (route.host_override(host, port), host.parse::<IpAddr>()) {
        (Some(overrides), _) => overrides,
        // An IP address needs no lookup.
        (None, Ok(ip)) => vec![SocketAddr::new(ip, port)],
        (None, Err(_)) => look_up(host, port).await.map_err(|error| failed(error.to_string()))?,
    };
    if addresses.is_empty() {
        return Err(failed("it has no address".to_owned()));
    }
    let usable: Vec<_> = addresses
        .into_iter()
        .filter(|address| match route.ip {
            IpVersion::Any => true,
            IpVersion::V4 => address.is_ipv4(),
            IpVersion::V6 => address.is_ipv6(),
        })
        .collect();
    match route.ip {
        _ if !usable.is_empty() => Ok(happy_eyeballs::interleave(usable)),
        IpVersion::V4 => {
            Err(failed("it has no IPv4 address, and connection.ip asks for one".to_owned()))
        }
        _ => Err(failed("it has no IPv6 address, and connection.ip asks for one".to_owned())),
    }
}

/// Calls the system's resolver, which blocks, on another thread.
async fn look_up(host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
    let name = (host.to_owned(), port);
    let found = tokio::task::spawn_blocking(move || {
        task_panic::trip("resolver");
        name.to_socket_addrs().map(Vec::from_iter)
    });
    task_panic::joined(found.await)?
}

/// Connects to the first address that answers; records the attempts in `hop`.
pub(super) async fn connect(
    addresses: &[SocketAddr],
    hop: &mut Hop,
) -> Result<TcpStream, ConnectionError> {
    match happy_eyeballs::race(addresses, TcpStream::connect, &mut hop.tries).await {
        Ok((stream, address)) => {
            hop.peer = Some(address.to_string());
            // Small messages must be sent at once.
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "no TCP_NODELAY");
            }
            Ok(stream)
        }
        Err(Some((address, error))) if error.kind() == io::ErrorKind::ConnectionRefused => {
            Err(ConnectionError::Refused { address })
        }
        Err(Some((address, error))) => {
            Err(ConnectionError::Connect { address: address.to_string(), what: error.to_string() })
        }
        Err(None) => Err(ConnectionError::Resolve {
            host: String::new(),
            what: "it has no address".to_owned(),
        }),
    }
}

/// Connects to a Unix socket.
#[cfg(unix)]
pub(super) async fn connect_unix(
    path: &Path,
    hop: &mut Hop,
) -> Result<BaseStream, ConnectionError> {
    match tokio::net::UnixStream::connect(path).await {
        Ok(stream) => {
            hop.peer = Some(path.display().to_string());
            Ok(BaseStream::Unix(stream))
        }
        Err(error) => Err(ConnectionError::Connect {
            address: path.display().to_string(),
            what: error.to_string(),
        }),
    }
}

/// Fails: this system has no Unix sockets.
#[cfg(not(unix))]
pub(super) async fn connect_unix(path: &Path, _: &mut Hop) -> Result<BaseStream, ConnectionError> {
    Err(ConnectionError::Connect {
        address: path.display().to_string(),
        what: "this system has no Unix sockets for us".to_owned(),
    })
}
