//! Latency by command, and charts of rate, bytes and latency over time.

pub(crate) mod charts;
pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod latency;
