//! One WebSocket connection, from a name to a close code.
//!
//! - [`request`]: from the profile to the upgrade request; pure.
//! - [`session`]: the state machine: events in, actions out; no I/O.
//! - [`transport`]: names and sockets.
//! - `proxy`: between us and the server.
//! - `tls`: whom we trust, who we are.
//! - `response`, [`upgrade`]: our own HTTP exchange, kept as it was sent and received.
//! - `redirect`: an answer that points elsewhere; pure.
//! - [`handshake`], [`certificate`]: what was said and found until the first frame could pass.
//! - [`kept`]: handshakes, kept beside a transcript.
//! - [`facts`]: what settings come to on this machine, told before anything is tried.
//! - `establish`, `journey`: from the name to the first frame, phase by phase.
//! - [`compression`]: permessage-deflate as it is offered and agreed on; pure.
//! - [`head`]: a frame's head; pure.
//! - [`wire`]: the layer below the WebSocket library that judges each frame, and inflates.
//! - [`outgoing`], `deflater`: what goes out.
//! - [`one_waker`]: from async to the blocking-style calls that tungstenite makes.
//! - [`open`]: the open connection's loop: read, record, send, flush.
//! - [`misbehave`]: bytes that break the protocol on purpose; pure.
//! - [`driver`]: the one task that owns all of them.
//! - [`reconnect`]: whether one that ended is made again, and when; pure.
//! - [`handle`]: what the rest of the program holds of a connection.
//! - [`status`]: what is told of a connection, and its counters.
//! - [`error`]: why it could not be made, or broke.

pub mod certificate;
pub mod compression;
mod deflater;
pub mod driver;
pub mod error;
mod establish;
pub mod facts;
pub mod handle;
pub mod handshake;
pub mod head;
mod journey;
pub mod kept;
pub mod misbehave;
pub mod one_waker;
pub mod open;
pub mod outgoing;
mod proxy;
pub mod reconnect;
mod redirect;
pub mod request;
mod response;
pub mod session;
pub mod status;
mod tls;
pub mod transport;
pub mod upgrade;
pub mod wire;

pub use error::ConnectionError;
pub use handle::Connection;
pub use handshake::Handshake;
pub use request::Settings;
pub use status::{Counters, Phase, Status};

#[cfg(test)]
mod tests;
