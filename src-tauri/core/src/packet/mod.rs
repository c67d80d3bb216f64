//! Encodes and decodes messages: packed binary data, JSON and its binary relatives, byte for byte like the original
//! Python script.
//!
//! # Layout
//!
//! - [`budget`]: limits the work, memory and time of a build or decoding.
//! - [`mod@hex`]: parses and encodes hex digits.
//! - [`mod@format`]: parses struct formats such as `=ib` into characters, counts, offsets and sizes.
//! - [`encoding`]: text encodings: UTF-8, GBK and Latin-1.
//! - [`mod@float16`]: converts 16-bit floats.
//! - [`mod@json`]: parses JSON, formats it for reading, writes it in the styles sent on the wire.
//! - [`mod@value`]: the value of one field; parses typed text and formats values for scripts.
//! - [`mod@pack`]: packs values into bytes, with CPython's errors and warnings about lost data.
//! - [`mod@unpack`]: unpacks values from bytes.
//! - [`codes`]: codes of messages, and their names and tones.
//! - [`mod@literal`]: values as the user typed them.
//! - [`paste`]: recognises pasted text.
//! - [`escape`]: writes bytes and messages as Python or C source code.
//! - [`faults`]: kinds of faults that a message can have.
//! - [`tree`]: the tree of nodes into which messages are decoded.
//! - [`binary`]: CBOR, MessagePack and Protobuf.
//! - [`layout`]: formats with named fields, labels, checksums and tails.
//! - [`mod@inspect`]: interprets the bytes at an offset as every supported type.
//! - [`mod@lens`]: built-in readers of protocols such as STOMP and MQTT.
//! - [`code_definition`]: where the code of a message is read.
//! - [`mod@joined`]: protocol messages in a stream of bytes.
//! - [`rules`]: chooses the layout of a message.
//! - [`sequences`]: sequence numbers, timestamps and heartbeats in a series of messages.
//! - [`mod@original_commands`]: the two commands of the original script.

pub mod binary;
pub mod budget;
pub mod code_definition;
pub mod codes;
pub mod encoding;
pub mod escape;
pub mod faults;
pub mod float16;
pub mod format;
pub mod hex;
pub mod inspect;
pub mod joined;
pub mod json;
pub mod layout;
pub mod lens;
pub mod literal;
pub mod original_commands;
pub mod pack;
pub mod paste;
pub mod rules;
pub mod sequences;
pub mod tree;
pub mod unpack;
pub mod value;

#[cfg(test)]
mod tests;

/// Keeps default values out of a profile's JSON.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
