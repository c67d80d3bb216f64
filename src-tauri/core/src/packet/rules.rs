//! Chooses the layout of a message by rules, the first match of which wins, and fills table columns.

mod compiled_rule;
mod decoder;
mod default_layout;
mod field_paths;
mod field_preview;
mod joined_streams;
mod message_code;
mod model;
mod pairing;
mod protobuf_types;
mod series;
mod table_columns;
#[cfg(test)]
mod tests;

pub use decoder::{Choice, Decoder, LAYOUTS, RULES, RuleProblem};
pub use field_paths::paths;
pub use joined_streams::JoinedStream;
pub use model::{Column, Decoding, Proto, Rule, Size};

pub use crate::frame::Wire;
pub use pairing::{CodePair, PairBy, Pairing};
pub use series::{HeartbeatCheck, SERIES, Sequence, SeriesPath, Timestamps, WrapAround, is_of};
pub use table_columns::{MessagePrefix, TableColumns};
