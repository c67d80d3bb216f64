//! The tree of nodes into which messages are decoded, by a layout or from JSON, CBOR, MessagePack or Protobuf.
//!
//! - [`node`]: one value with its name, its position in the message and its problems.
//! - `window`: the part of a long tree that is built.

pub mod node;
pub(crate) mod window;
