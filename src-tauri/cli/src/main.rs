//! Wirelark without a window, for pipelines.
fn main() {}
