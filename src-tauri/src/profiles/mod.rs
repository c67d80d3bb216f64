//! Profiles: the list and its files, unsaved drafts, and trust questions before a profile connects.
//!
//! - [`files`]: opening, saving, deleting and restoring profile files.
//! - [`drafts`]: unsaved work that survives a crash.
//! - [`trust`]: questions about risky settings, and confirmed hosts.

pub(crate) mod commands;
pub(crate) mod drafts;
pub(crate) mod dto;
pub(crate) mod files;
pub(crate) mod trust;
