//! Latency by command, and the charts of rate, bytes and latency.

pub(crate) mod charts;
pub(crate) mod commands;
pub(crate) mod dto;
pub(crate) mod latency;
