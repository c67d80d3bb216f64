//! Exports and imports.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod exports;
