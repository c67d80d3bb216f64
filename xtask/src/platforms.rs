//! Checks of what is built for each operating system.

pub(crate) mod linux;
