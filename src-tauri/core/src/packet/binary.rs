//! JSON's binary kin: bytes to the same tree, JSON text to bytes.

pub mod cbor;
mod error;
mod item_reader;
pub mod msgpack;
mod node_builder;
pub mod protobuf;
#[cfg(test)]
mod tests;

pub use error::{BinaryError, ProtoLimit, ProtoPlace};
