//! The built-in server: what the original script talks to, made concrete.
//!
//! - [`demo_protocol`]: what it says to what; pure.
//! - [`demo`]: the sockets around it, on 127.0.0.1 only.
//! - [`demo_profile`]: profiles for it.
//!
//! Everything binary is little-endian. The first message is the login, JSON text; it is answered by int32 1
//! and JSON, or refused by int32 -1 and 4401. int32 2 and a JSON list sets the services, which from then on
//! push: int32 100, int64 sequence, float64 Unix time, name. int32 0 and int8 frees. Text is echoed.
//! At `/echo` everything is, and there is no login.

pub mod demo;
pub mod demo_profile;
pub mod demo_protocol;

pub use demo::{Demo, DemoOptions};

/// A login was accepted.
pub const LOGIN: i32 = 1;
/// A login was refused.
pub const LOGIN_REFUSED: i32 = -1;
/// Set the services; they are set.
pub const SERVICES: i32 = 2;
/// Free; freed.
pub const FREE: i32 = 0;
/// A push.
pub const PUSH: i32 = 100;
/// A command that is none.
pub const UNKNOWN: i32 = -2;
