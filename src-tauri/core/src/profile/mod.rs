//! Profiles: the settings, messages, layouts and scenarios that a user saves and shares in one file.
//!
//! - [`model`]: the data model of a profile file.
//! - [`settings_table`]: every setting of a connection, with its type, range and default.
//! - [`duration`]: parses durations such as `500ms`, `12s` and `2m`.
//! - [`retention`]: parses limits such as `all`, `1000000 messages` and `10 GB`.
//! - [`text_escapes`]: backslash escapes in typed text, such as `\r\n` and `\x1e`.
//! - [`payload_files`]: the files whose content messages send.
//! - [`variable`]: `{{name}}` variables and generators, filled in when something is sent.
//! - [`secret`]: `{{secret:NAME}}` placeholders, whose values are never written to a file.
//! - [`masked_url`]: masks credentials in URLs.
//! - [`server`]: the host and port that a URL names; no other module derives them.
//! - [`json_location`]: finds the line and column of a JSON path.
//! - [`store`]: loads and atomically saves profile files.
//! - [`file_name`]: names of profile files.
//! - [`environment`]: values of variables for staging, production and so on, as files beside the profiles.
//! - `inherit`: what a profile takes over from a more general one.
//! - [`lenses`]: what a profile inherits from its lens.
//! - [`trust`]: risky settings of profiles from others, and the user's answers about them.
//! - [`message`]: builds the bytes of a profile's messages.
//! - [`unknown_keys`]: finds keys that this version does not know.
//! - [`library`]: the profiles that the window lists.
//! - [`paste`]: turns pasted text into messages.
//! - [`original_script`]: the original script as a profile.
//! - [`import`]: reads other tools' files into profiles.

pub mod duration;
pub mod environment;
pub mod file_name;
pub mod import;
mod inherit;
pub mod json_location;
pub mod lenses;
pub mod library;
pub mod masked_url;
pub mod message;
pub mod model;
pub mod original_script;
pub mod paste;
pub mod payload_files;
pub mod retention;
pub mod secret;
pub mod server;
pub mod settings_table;
pub mod store;
pub mod text_escapes;
pub mod trust;
pub mod unknown_keys;
pub mod variable;

pub use crate::packet::literal;
