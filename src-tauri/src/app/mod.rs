//! The app itself: preferences, window, dialogs, files to open, language and clock.

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
