//! What a person saves and shares.
//!
//! - [`model`]: the file's shape.
//! - [`duration`]: `500ms`, `12s`, `2m`.
//! - [`keep`]: `all`, `1000000 messages`, `10 GB`.
//! - [`secret`]: `{{secret:NAME}}` and the values that never reach a file.
//! - [`unverified`]: which profiles may connect without a look at the certificate.
//! - [`variable`]: `{{name}}` and generators, filled in when something is sent.
//! - [`message`]: from a message of the profile to its bytes.
//! - [`check`]: what is wrong with a profile, with JSON paths.
//! - [`library`]: the profiles that the window lists.
//! - [`locate`]: line and column of a JSON path.
//! - [`store`]: reading with line and column, writing atomically.
//! - [`paste`]: what a person pasted, as messages.
//! - [`original`]: the original script as a profile.

pub mod check;
pub mod duration;
pub mod keep;
pub mod library;
pub mod locate;
pub mod message;
pub mod model;
pub mod original;
pub mod paste;
pub mod secret;
pub mod store;
pub mod unverified;
pub mod variable;

pub use crate::packet::literal;
