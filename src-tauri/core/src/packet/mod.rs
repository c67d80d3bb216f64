//! Packed binary and JSON: bytes <-> values, exactly as the Python original has them.
//!
//! # Layout
//!
//! - [`budget`]: the work, memory and time that one build or decoding may take.
//! - [`mod@hex`]: hex digits as people paste them.
//! - [`mod@format`]: a struct format such as `=ib`, parsed: characters, counts, offsets, sizes.
//! - [`encoding`]: UTF-8, GBK, Latin-1.
//! - [`mod@float16`]: the 16-bit float, which neither Rust nor byteorder has.
//! - [`mod@json`]: JSON in the styles that go on the wire, and pretty for reading.
//! - [`mod@value`]: one field's value; read from what a person typed, written for scripts.
//! - [`mod@pack`]: values to bytes, with CPython's errors, and warnings where CPython is silent.
//! - [`mod@unpack`]: bytes to values.
//! - [`mod@literal`]: a typed value, kept as it was typed.
//! - [`paste`]: what a person pasted, recognised.
//! - [`escape`]: bytes and messages as Python and C to copy.
//! - [`tree`]: the tree of named values that a message decodes to.
//! - [`binary`]: CBOR, MessagePack, Protobuf.
//! - [`layout`]: a format with names, labels, checksums and a tail: bytes <-> named fields.
//! - [`mod@inspect`]: the bytes under the cursor, read as everything they could be.
//! - [`codes`]: names and tones of codes.
//! - [`rules`]: which layout a message has.
//! - [`mod@original_commands`]: the original script's own two commands.

pub mod binary;
pub mod budget;
pub mod codes;
pub mod encoding;
pub mod escape;
pub mod float16;
pub mod format;
pub mod hex;
pub mod inspect;
pub mod json;
pub mod layout;
pub mod literal;
pub mod original_commands;
pub mod pack;
pub mod paste;
pub mod rules;
pub mod tree;
pub mod unpack;
pub mod value;

#[cfg(test)]
mod tests;
