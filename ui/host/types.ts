// Generated from the Rust DTOs by `cargo xtask types`. Do not edit. (Hand-written until that first runs.)
