//! Exports of rows to other formats, and imports of HAR and JSON Lines. Both run in the background.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod exports;
