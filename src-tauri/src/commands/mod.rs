//! What the page may ask, one file per room. Each is an adapter: the work is done elsewhere.
//!
//! All are async: a plain `fn` would run on the window's own thread.

pub(crate) mod app;
pub(crate) mod connection;
pub(crate) mod decoding;
pub(crate) mod demo;
pub(crate) mod details;
pub(crate) mod export;
pub(crate) mod find;
pub(crate) mod history;
pub(crate) mod layouts;
pub(crate) mod message;
pub(crate) mod misbehave;
pub(crate) mod notes;
pub(crate) mod profiles;
pub(crate) mod settings;
pub(crate) mod statistics;
pub(crate) mod transcript;
pub(crate) mod transcript_comparison;
