//! Deliberate protocol violations, raw bytes and control frames, with a preview of their bytes and frames.

pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod preview;
