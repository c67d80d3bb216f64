//! One WebSocket connection, from a name to a close code.
//!
//! - [`secret_masking`]: finds and masks secrets in what is shown; pure.
//! - [`phase`]: the phases of a connection.
//! - [`certificate`]: a server's certificate, described for people.
//! - [`clock`]: timestamps of messages.
//! - [`compression`]: negotiation of permessage-deflate (RFC 7692); pure.
//! - [`handshake`]: record of the opening handshake.
//! - [`error`]: why a connection could not be made, or broke.
//! - [`connection_end`]: how a connection ended.
//! - [`request`]: from a profile to the upgrade request and the connection's settings; pure.
//! - [`redirect`]: whether a redirect is followed, and to whom; pure.
//! - `http_response`, [`upgrade`]: our own HTTP exchange, recorded byte for byte.
//! - [`http_exchange`]: the HTTP exchange of one hop alone, for tests and fuzzing.
//! - [`status`]: connection status and counters.
//! - `task_panic`: a panic in one of a connection's tasks becomes its error.
//! - [`transport`]: name resolution, sockets, and the stream over TCP or TLS.
//! - `tls`: the TLS handshake, certificate verification, the client certificate.
//! - `proxy`: HTTP and SOCKS proxies.
//! - [`reconnect`]: whether and when to reconnect; pure.
//! - [`session`]: the state machine: events in, actions out; no I/O.
//! - [`misbehave`]: deliberate protocol violations as bytes; pure.
//! - [`receive`]: the receive path: frame decoder, inflating, receive buffer.
//! - `deflater`, [`send_queue`]: the send path: compressing, masking and writing frames.
//! - [`recording`]: settings and transcript header of a recorded connection.
//! - `command`: commands from the handle to the driver.
//! - `context`: what connecting, the open connection and reconnecting share.
//! - `connect_progress`, `connect`: from the name to the first frame, phase by phase.
//! - `event_loop`: the loop of an open connection: read, record, send, flush.
//! - `driver`: the one task that owns a connection.
//! - [`handle`]: what the rest of the program holds of a connection.
//! - [`handshake_store`]: handshakes kept beside a transcript.
//! - [`preflight`]: what settings come to on this machine, before connecting.

pub mod certificate;
pub mod clock;
pub mod command;
pub mod compression;
mod connect;
mod connect_progress;
pub mod connection_end;
mod context;
mod deflater;
mod driver;
pub mod error;
mod event_loop;
pub mod handle;
pub mod handshake;
pub mod handshake_store;
pub mod http_exchange;
mod http_response;
pub mod misbehave;
pub mod phase;
pub mod preflight;
mod proxy;
pub mod receive;
pub mod reconnect;
pub mod recording;
pub mod redirect;
pub mod request;
pub mod secret_masking;
pub mod send_queue;
pub mod session;
pub mod status;
pub mod task_panic;
mod tls;
pub mod transport;
pub mod upgrade;

pub use error::ConnectionError;
pub use handle::ConnectionHandle;
pub use handshake::Handshake;
pub use phase::Phase;
pub use request::Settings;
pub use status::{Counters, Status};

#[cfg(test)]
mod tests;
