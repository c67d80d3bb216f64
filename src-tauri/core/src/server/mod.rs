//! The built-in demo server, which implements the protocol that the original script uses.
//!
//! - [`demo_protocol`]: the protocol; messages in, messages out.
//! - [`demo`]: the sockets around it, on 127.0.0.1 only.
//! - [`demo_profile`]: profiles for the demo server.
//!
//! Binary messages are little-endian. The first message must be the login, as JSON text. The server accepts it with
//! int32 1 and JSON, or rejects it with int32 -1 and closes with 4401. int32 2 followed by a JSON list sets the
//! services, each of which then pushes int32 100, int64 sequence, float64 Unix time and its name. int32 0 followed by
//! an int8 frees the services. Text is echoed after the login. At `/echo` there is no login and every message is
//! echoed.

pub mod demo;
pub mod demo_profile;
pub mod demo_protocol;

pub use demo::{Demo, DemoOptions};

/// Reply code: the login was accepted.
pub const LOGIN: i32 = 1;
/// Reply code: the login was rejected.
pub const LOGIN_REFUSED: i32 = -1;
/// Command and reply code: set the services.
pub const SERVICES: i32 = 2;
/// Command and reply code: free the services.
pub const FREE: i32 = 0;
/// Code of a push.
pub const PUSH: i32 = 100;
/// Reply code: invalid command.
pub const UNKNOWN: i32 = -2;
