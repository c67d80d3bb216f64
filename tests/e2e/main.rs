//! End to end: the real app in a real window, driven as a person would.
//!
//! Run by `cargo xtask test window`, which gives it a display, a session bus and the app (`WIRELARK_APP`, built with
//! the `e2e` feature: file dialogs, which WebDriver cannot reach, are answered from a queue).

/// axe-core on every page; regions, dialogs and commands from the keyboard.
mod access;
/// What is wrong is told beside its field, with what to do.
mod bad_input;
/// A busy stream: everything stored, the window alive.
mod busy;
/// The table's columns, latency, notes, comparison, copies.
mod columns;
/// Layouts: fields in columns, in the tree beside the bytes, and 64-bit numbers all the way.
mod decoded;
/// Unsaved work that survives a crash.
mod drafts;
/// The filter language, clicks on cells, saved filters, colours, find and go to.
mod filter;
/// A home that an earlier build left: opened, it shows the same.
mod frozen_home;
/// Past connections, exports, limits, charts.
mod history;
/// Layouts, rules, codes, columns: made by clicking and typing, tried on what arrives.
mod layouts;
/// Text boxes keep CR LF.
mod line_ends;
/// Nothing shows through; one make of selects; bytes that use their room.
mod look;
/// What a long stream leaves behind in the page's process.
mod memory;
/// What breaks the protocol on purpose; other ends of a connection; pings by hand; lost connections.
mod misbehave;
/// What a desktop app does without being asked: its window's place, one instance, dialogs, dropped files.
mod native;
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
/// Small things: the box's row, what floats over the table, a column whose field is gone.
mod small;
/// Several connections at once, each in its tab.
mod tabs;
/// Tasks, by the number of actions that they take.
mod tasks;
/// Times in local time or UTC.
mod times;
/// Other hosts, settings of profiles from elsewhere, secrets: what is asked first.
mod trust;
/// Ten million rows, the zoom, a full disk, transcripts compared.
mod volume;
/// The original script's whole job, from first run to restart.
mod whole_job;
/// Every width of the window, its panes, the details' side.
mod widths;

use wirelark_tests::app;
