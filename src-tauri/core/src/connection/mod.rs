//! One WebSocket connection, from a name to a close code.
//!
//! - [`secret_masking`]: secrets in what is shown; pure.
//! - [`request`]: from the profile to the upgrade request; pure.
//! - [`session`]: the state machine: events in, actions out; no I/O.
//! - [`transport`]: names and sockets.
//! - `proxy`: between us and the server.
//! - `tls`: whom we trust, who we are.
//! - `http_response`, [`upgrade`]: our own HTTP exchange, kept as it was sent and received.
//! - [`redirect`]: an answer that points elsewhere, and who may be gone to; pure.
//! - [`handshake`], [`certificate`]: what was said and found until the first frame could pass.
//! - [`handshake_store`]: handshakes, kept beside a transcript.
//! - [`preflight`]: what settings come to on this machine, told before anything is tried.
//! - `connect`, `connect_progress`: from the name to the first frame, phase by phase.
//! - [`http_exchange`]: the HTTP exchange of one hop alone.
//! - [`compression`]: permessage-deflate as it is offered and agreed on; pure.
//! - [`clock`]: stamps messages.
//! - [`receive`]: the receive path: frame decoder, inflating, receive buffer.
//! - [`send_queue`], `deflater`: the send path: frames masked, compressed and written.
//! - [`event_loop`]: the open connection's loop: read, record, send, flush.
//! - [`misbehave`]: bytes that break the protocol on purpose; pure.
//! - [`driver`]: the one task that owns all of them.
//! - [`recording`]: settings and transcript header of a recorded connection.
//! - [`reconnect`]: whether one that ended is made again, and when; pure.
//! - [`handle`]: what the rest of the program holds of a connection.
//! - [`status`]: what is told of a connection, and its counters.
//! - [`error`]: why it could not be made, or broke.
//! - [`task_panic`]: a panic in one of its tasks.

pub mod certificate;
pub mod clock;
pub mod compression;
mod connect;
mod connect_progress;
mod deflater;
pub mod driver;
pub mod error;
pub mod event_loop;
pub mod handle;
pub mod handshake;
pub mod handshake_store;
pub mod http_exchange;
mod http_response;
pub mod misbehave;
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
pub use request::Settings;
pub use status::{Counters, Phase, Status};

#[cfg(test)]
mod tests;
