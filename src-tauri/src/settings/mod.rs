//! The connection settings of a profile: checks, preflight facts, files to choose.

pub(crate) mod commands;
pub(crate) mod dto;
