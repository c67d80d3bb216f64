//! Deliberate protocol violations, raw bytes and control frames.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod preview;
