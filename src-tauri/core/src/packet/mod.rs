//! Packed binary and JSON: bytes <-> values, exactly as the Python original has them.
//!
//! # Layout
//!
//! - [`format`]: a struct format such as `=ib`, parsed: characters, counts, offsets, sizes.
//! - [`value`]: one field's value; read from what a person typed, written for scripts.
//! - [`half`]: the 16-bit float, which neither Rust nor byteorder has.
//! - [`pack`]: values to bytes, with CPython's errors, and warnings where CPython is silent.
//! - [`unpack`]: bytes to values.
//! - [`hex`]: hex digits as people paste them.
//! - [`json`]: JSON in the styles that go on the wire, and pretty for reading.
//! - [`original`]: the original script's own two commands.

pub mod format;
pub mod half;
pub mod hex;
pub mod json;
pub mod original;
pub mod pack;
pub mod unpack;
pub mod value;

#[cfg(test)]
mod tests;
