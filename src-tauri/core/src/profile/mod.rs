//! What a person saves and shares.
//!
//! - [`model`]: the file's shape.
//! - [`settings_table`]: every setting of a connection, with its type, range and default.
//! - [`duration`]: `500ms`, `12s`, `2m`.
//! - [`retention`]: `all`, `1000000 messages`, `10 GB`.
//! - [`secret`]: `{{secret:NAME}}` and the values that never reach a file.
//! - [`masked_url`]: a URL without its credentials.
//! - [`server`]: the server that a URL names; the only place that says so.
//! - [`variable`]: `{{name}}` and generators, filled in when something is sent.
//! - [`trust`]: risky settings of profiles that this person did not write, and the answers about them.
//! - [`message`]: from a message of the profile to its bytes.
//! - [`check`]: what is wrong with a profile, with JSON paths.
//! - [`unknown_keys`]: keys that this version does not know, with their paths.
//! - [`library`]: the profiles that the window lists.
//! - [`json_location`]: line and column of a JSON path.
//! - [`store`]: reading with line and column, writing atomically.
//! - [`paste`]: what a person pasted, as messages.
//! - [`original_script`]: the original script as a profile.

pub mod check;
pub mod duration;
pub mod json_location;
pub mod library;
pub mod masked_url;
pub mod message;
pub mod model;
pub mod original_script;
pub mod paste;
pub mod retention;
pub mod secret;
pub mod server;
pub mod settings_table;
pub mod store;
pub mod trust;
pub mod unknown_keys;
pub mod variable;

pub use crate::packet::literal;
