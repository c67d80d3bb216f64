//! Connections: connecting, sending, closing, repeated sends and scenarios; the demo server.
//!
//! - [`prepare`]: fills in variables and secrets and builds what is sent.
//! - [`start`]: checks trust and starts a connection.
//! - [`live`]: a connection with its transcript, rate and scenario.
//! - [`automatic`]: automatic replies and heartbeats.
//! - [`repeat`]: sending a message repeatedly.
//! - [`demo`]: commands of the built-in server.

pub(crate) mod automatic;
pub(crate) mod commands;
pub(crate) mod demo;
pub(crate) mod dto;
pub(crate) mod live;
pub(crate) mod prepare;
pub(crate) mod repeat;
pub(crate) mod start;
