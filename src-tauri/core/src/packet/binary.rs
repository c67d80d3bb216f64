//! Decodes CBOR, MessagePack and Protobuf into the tree of nodes, and encodes JSON text as them.

pub mod cbor;
mod error;
mod item_reader;
pub mod msgpack;
mod node_builder;
pub mod protobuf;
#[cfg(test)]
mod tests;

pub use error::{BinaryError, ProtoLimit, ProtoPlace};
