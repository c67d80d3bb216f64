//! End to end: the real app in a real window, driven as a person would.
//!
//! Run by `cargo xtask test window`, which gives it a display, a session bus and the app (`WIRELARK_APP`, built with
//! the `e2e` feature: file dialogs, which WebDriver cannot reach, are answered from a queue).

/// What is wrong is told beside its field, with what to do.
mod bad_input;
/// A busy stream: everything stored, the window alive.
mod busy;
/// The table's columns, latency, notes, comparison, copies.
mod columns;
/// Layouts: fields in columns, in the tree beside the bytes, and 64-bit numbers all the way.
mod decoded;
/// The filter language, clicks on cells, saved filters, colours, find and go to.
mod filter;
/// Past connections, exports, limits, charts.
mod history;
/// Layouts, rules, codes, columns: made by clicking and typing, tried on what arrives.
mod layouts;
/// What breaks the protocol on purpose; other ends of a connection; pings by hand; lost connections.
mod misbehave;
/// Packed messages: built by clicking, pasted, repeated.
mod packets;
/// A lost connection is made again in sight.
mod reconnect;
/// Rows: filter, details, copy, save.
mod rows;
/// How a profile connects, set by clicking; the handshake page; trust in certificates.
mod settings;
/// Pictures for the README; made on demand.
mod shots;
/// Several connections at once, each in its tab.
mod tabs;
/// Ten million rows, the zoom, a full disk, transcripts compared.
mod volume;
/// The original script's whole job, from first run to restart.
mod whole_job;

use wirelark_tests::app;
