//! JSON's binary kin: bytes to the same tree, JSON text to bytes.

pub mod cbor;
mod error;
mod items;
pub mod msgpack;
pub mod protobuf;
#[cfg(test)]
mod tests;
mod twig;

pub use error::{BinaryError, ProtoLimit, ProtoPlace};
