//! The tree of named values that a message decodes to, whatever decodes it: a layout, JSON, CBOR, MessagePack or Protobuf.
//!
//! - [`node`]: one value, its name, its place in the bytes, and what is wrong with it.
//! - `window`: the part of a long tree that is built.

pub mod node;
pub(crate) mod window;
