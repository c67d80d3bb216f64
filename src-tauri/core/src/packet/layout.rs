//! A layout: a struct format with names, and what follows it. Bytes <-> named fields.
//!
//! - [`model`]: what a person writes down and shares.
//! - [`labels`]: names of values.
//! - [`checksum`]: sums and CRCs.
//! - [`plan`]: a layout, checked and ready to use; what is wrong with one that is not.
//! - [`mod@decode`]: bytes to the tree.
//! - [`mod@encode`]: named values to bytes.
//! - [`mod@suggest`]: a layout for a message that has none.
//! - [`mod@form`]: the lines of a form.
//! - [`mod@column`]: chosen fields as text, without the tree.

pub mod checksum;
pub mod column;
pub mod decode;
pub(crate) mod display;
pub mod encode;
pub mod form;
mod json_tree;
pub mod labels;
mod limits;
pub mod model;
pub mod plan;
mod python;
pub mod suggest;
mod tail;
#[cfg(test)]
mod tests;
mod value_node;

pub use super::tree::node::{Decoded, Node, NodeKind};
pub use decode::decode;
pub use encode::{EncodeNote, Encoded, LayoutValues, TailValue, encode};
pub use form::{FormLine, form};
pub use model::{Bits, Checksum, Display, Field, Layout, Tail, TailKind};
pub use plan::{LayoutError, Plan};
pub use python::python;
pub use suggest::propose;
