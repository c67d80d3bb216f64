//! Names and sockets: what lies below TLS.
//!
//! - `happy_eyeballs`: several addresses of one name (RFC 8305).
//! - `stream`: a socket, a tunnel through a proxy, TLS over either, as one type.

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

/// The addresses of a name in the order in which they are tried: as the system says, families taking turns.
pub(super) async fn resolve(
    host: &str,
    port: u16,
    route: &Route,
) -> Result<Vec<SocketAddr>, ConnectionError> {
    let failed = |what: String| ConnectionError::Resolve { host: host.to_owned(), what };
    let found = match (route.answer(host, port), host.parse::<IpAddr>()) {
        (Some(found), _) => found,
        // An address is no question to a name server.
        (None, Ok(ip)) => vec![SocketAddr::new(ip, port)],
        (None, Err(_)) => look_up(host, port).await.map_err(|error| failed(error.to_string()))?,
    };
    if found.is_empty() {
        return Err(failed("it has no address".to_owned()));
    }
    let wanted: Vec<_> = found
        .into_iter()
        .filter(|address| match route.ip {
            IpVersion::Any => true,
            IpVersion::V4 => address.is_ipv4(),
            IpVersion::V6 => address.is_ipv6(),
        })
        .collect();
    match route.ip {
        _ if !wanted.is_empty() => Ok(happy_eyeballs::take_turns(wanted)),
        IpVersion::V4 => {
            Err(failed("it has no IPv4 address, and connection.ip asks for one".to_owned()))
        }
        _ => Err(failed("it has no IPv6 address, and connection.ip asks for one".to_owned())),
    }
}

/// Asks the system, which blocks.
async fn look_up(host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
    let name = (host.to_owned(), port);
    let found = tokio::task::spawn_blocking(move || {
        task_panic::trip("resolver");
        name.to_socket_addrs().map(Vec::from_iter)
    });
    task_panic::joined(found.await)?
}

/// The first address that answers; what was tried goes to `hop`.
pub(super) async fn connect(
    addresses: &[SocketAddr],
    hop: &mut Hop,
) -> Result<TcpStream, ConnectionError> {
    match happy_eyeballs::race(addresses, TcpStream::connect, &mut hop.tries).await {
        Ok((stream, address)) => {
            hop.peer = Some(address.to_string());
            // A tester's message is small and wants to go out at once.
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

/// A Unix socket.
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

/// A Unix socket, where there are none.
#[cfg(not(unix))]
pub(super) async fn connect_unix(path: &Path, _: &mut Hop) -> Result<BaseStream, ConnectionError> {
    Err(ConnectionError::Connect {
        address: path.display().to_string(),
        what: "this system has no Unix sockets for us".to_owned(),
    })
}
