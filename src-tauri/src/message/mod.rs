//! The message box: previews, pasted text, and sending a row again.

pub(crate) mod commands;
pub(crate) mod dto;
