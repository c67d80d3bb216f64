//! Connections: connect, send, close, repeated sends and scenarios; the demo server.

pub(crate) mod commands;
pub(crate) mod demo;
pub(crate) mod dto;
pub(crate) mod live;
pub(crate) mod repeat;
