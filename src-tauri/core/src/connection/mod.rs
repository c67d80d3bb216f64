//! One WebSocket connection, from resolving the host name to the close code.
//!
//! - [`secret_masking`]: finds and masks secrets in bytes that are shown; pure.
//! - [`phase`]: the phases of a connection.
//! - [`certificate`]: a certificate's fields as text.
//! - [`clock`]: timestamps of messages.
//! - [`compression`]: negotiation of permessage-deflate (RFC 7692); pure.
//! - [`handshake`]: record of the opening handshake.
//! - [`error`]: why a connection could not be made, or broke.
//! - [`connection_end`]: how a connection ended.
//! - [`request`]: builds the upgrade request and the settings from a profile; pure.
//! - [`automatic`]: schedules automatic replies and heartbeats; pure.
//! - [`redirect`]: whether a redirect is followed, and to which host; pure.
//! - `http_response`, [`upgrade`]: the HTTP upgrade, recorded byte for byte.
//! - [`http_exchange`]: the HTTP upgrade alone over any stream, for tests and fuzzing.
//! - [`status`]: connection status and counters.
//! - `task_panic`: turns a panic in one of a connection's tasks into its error.
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
//! - `connect_progress`, `connect`: connecting, phase by phase, up to the first frame.
//! - `event_loop`: the loop of an open connection: read, record, send, flush.
//! - `driver`: the task that owns a connection.
//! - [`handle`]: the handle by which the rest of the program controls a connection.
//! - [`handshake_store`]: stores handshakes beside a transcript.
//! - [`preflight`]: checks settings against this machine before connecting.

pub mod automatic;
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
