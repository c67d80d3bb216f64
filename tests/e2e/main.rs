//! End-to-end tests: drive the app in a real window, as a user would.
//!
//! Run by `cargo xtask test window`, which provides a display, a session bus and the app (`WIRELARK_APP`, built with
//! the `e2e` feature: file dialogs, which WebDriver cannot reach, answer from a queue).

/// Accessibility: axe-core on every page; regions, dialogs and commands by keyboard.
mod accessibility;
/// Consistent appearance: nothing shows through, selects look alike, the hex view uses its width.
mod appearance;
/// Errors beside the field they concern, with what to do.
mod bad_input;
/// A busy stream: everything is stored, and the window stays responsive.
mod busy_stream;
/// The table's columns, latency, notes, comparison, copying.
mod columns;
/// Escapes, terminators, files, rows that become messages, scenarios.
mod compose;
/// Decoded messages: fields in columns, in the tree beside the bytes, and exact 64-bit numbers.
mod decoded;
/// Desktop conventions: window state, single instance, dialogs, dropped files.
mod desktop;
/// Unsaved work survives a crash.
mod drafts;
/// Faults of rows: the count that leads to them, marked cells, sequences set by clicking.
mod faults;
/// The filter language, clicks on cells, saved filters, colours, find and go to.
mod filter;
/// Files written by an earlier build open to the same state.
mod frozen_home;
/// History, exports, retention limits, charts.
mod history;
/// Messages that are spread over several rows.
mod joined;
/// Layouts, rules, codes, columns: created by clicking and typing, and previewed on received messages.
mod layouts;
/// A protocol's lens: chosen by clicking, its messages sent, its heartbeats hidden.
mod lens;
/// Text boxes keep CR LF.
mod line_ends;
/// Memory of the web process after a long stream.
mod memory;
/// Protocol violations on purpose; other ways to close; manual pings; reconnecting.
mod misbehave;
/// Packed messages: built by clicking, pasted, repeated.
mod packets;
/// Details: the row of JSON controls, the notice of new rows, a column whose field is gone.
mod real_servers;
/// The countdown to a reconnect.
mod reconnect;
/// Automatic replies and heartbeats: written by clicking, switched on, counted; a login of messages.
mod replies;
/// Rows: filter, details, copy, save.
mod rows;
/// Screenshots for the README; run on demand.
mod screenshots;
/// Connection settings set by clicking; the handshake page; trust in certificates.
mod settings;
/// Several connections at once, each in its tab.
mod tabs;
/// Common tasks, by the number of actions they take.
mod tasks;
/// Times in local time or UTC.
mod time_display;
/// Questions before connecting: other hosts, risky settings of foreign profiles, secrets.
mod trust;
/// Ten million rows, the zoom, a full disk, comparing transcripts.
mod volume;
/// Every width of the window, its panes, and the side of the details.
mod window_widths;
/// The original script's whole workflow, from first run to restart.
mod workflow;

use wirelark_tests::app;
