//! The message box: previewing and repeating a message, recognising pasted text, resending a row.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod preview;
