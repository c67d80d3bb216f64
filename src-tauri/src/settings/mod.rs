//! The connection settings of a profile: checks while typing, facts about this machine, choosing files, handshakes.

pub(crate) mod checks;
pub(crate) mod commands;
pub(crate) mod dto;
