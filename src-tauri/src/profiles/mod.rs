//! Profiles: the list and files, unsaved drafts, and the questions before an untrusted profile connects.

pub(crate) mod commands;
pub(crate) mod drafts;
pub(crate) mod dto;
pub(crate) mod trust;
