//! One WebSocket connection, from a name to a close code.
//!
//! - [`request`]: from the profile to the upgrade request; pure.
//! - [`session`]: the state machine: events in, actions out; no I/O.
//! - [`transport`]: names, TCP, TLS.
//! - [`upgrade`]: our own HTTP exchange, kept as it was sent and received.
//! - [`head`]: reads frame heads out of any slicing of the stream; pure.
//! - [`wire`]: the layer below the WebSocket library that sees each frame head.
//! - [`one_waker`]: from async to the blocking-style calls that tungstenite makes.
//! - [`open`]: the open connection's loop: read, record, send, flush.
//! - [`driver`]: the one task that owns all of them.
//! - [`handle`]: what the rest of the program holds of a connection.
//! - [`status`]: what is told of a connection, and its counters.
//! - [`error`]: why it could not be made, or broke.

pub mod driver;
pub mod error;
pub mod handle;
pub mod head;
pub mod one_waker;
pub mod open;
pub mod request;
pub mod session;
pub mod status;
pub mod transport;
pub mod upgrade;
pub mod wire;

pub use error::ConnectionError;
pub use handle::Connection;
pub use request::Settings;
pub use status::{Counters, Phase, Status};

#[cfg(test)]
mod tests;
