//! Wirelark without a window.
//!
//! # Layout
//!
//! In the order of the data's way; each module may only use those above it.
//!
//! - [`text`]: invisible characters, and text from outside made safe to show.
//! - [`mod@file`]: files on the disk: which may be read, who may read what is written, which are in use.
//! - [`frame`]: what passes on a connection: direction, kind, bytes, time.
//! - [`packet`]: struct formats, layouts, rules, JSON and its binary kin, pasted text: bytes <-> named values.
//! - [`profile`]: what a person saves and shares; validation, load, save, secrets.
//! - [`transcript`]: the append-only file of everything that passed; index, filter, export.
//! - [`connection`]: request, state machine, transport, upgrade, wire layer and the driver that owns them.
//! - [`profile_check`]: what is wrong with a profile beyond the shape of its JSON.
//! - [`field_rename`]: follows the renaming of a layout's field.
//! - [`scenario`]: the steps of a profile, run on a connection.
//! - [`server`]: the built-in server that speaks the original script's protocol.
//! - [`log`]: tracing to a rolling file.

pub mod connection;
pub mod field_rename;
pub mod file;
pub mod frame;
pub mod log;
pub mod packet;
pub mod profile;
pub mod profile_check;
pub mod scenario;
pub mod server;
pub mod text;
pub mod transcript;
#[cfg(test)]
mod under_wine;
