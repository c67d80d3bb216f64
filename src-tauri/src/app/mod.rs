//! The app itself: preferences, window, dialogs, files to open, language and clock.
//!
//! - [`clock`]: the time zone of shown and typed times.
//! - [`dialog`], [`last_folders`]: native file dialogs and the folder that each starts in.
//! - [`files_to_open`]: files given by the command line, a second start or a drop.
//! - [`locale`]: the page's translations for text that Rust draws.
//! - [`menu_bar`]: the menu bar on macOS.
//! - [`page_queue`]: what the page takes one by one.
//! - [`single_instance`]: one running app for each data folder.
//! - [`startup_failure`]: a message box if the app cannot start.
//! - [`webview`], [`window_state`]: navigation guard, zoom, theme and drawing; the window's saved position.

pub(crate) mod clock;
pub(crate) mod commands;
pub(crate) mod dialog;
pub(crate) mod dto;
pub(crate) mod files_to_open;
pub(crate) mod last_folders;
pub(crate) mod locale;
pub(crate) mod menu_bar;
pub(crate) mod page_queue;
pub(crate) mod single_instance;
pub(crate) mod startup_failure;
pub(crate) mod webview;
pub(crate) mod window_state;
