//! The app itself: preferences, window, dialogs, files to open, language and clock.
//!
//! - [`clock`]: the time zone of shown and typed times.
//! - [`dialog`], [`last_folders`]: native file dialogs and the folder that each starts in.
//! - [`files_to_open`]: files given by the command line, a second start or a drop.
//! - [`locale`]: the page's translations for text that Rust draws.
//! - [`single_instance`]: one running app for each data folder.
//! - [`webview`], [`window_state`]: navigation guard, zoom and drawing; the window's saved position.

pub(crate) mod clock;
pub(crate) mod commands;
pub(crate) mod dialog;
pub(crate) mod dto;
pub(crate) mod files_to_open;
pub(crate) mod last_folders;
pub(crate) mod locale;
pub(crate) mod single_instance;
pub(crate) mod webview;
pub(crate) mod window_state;
