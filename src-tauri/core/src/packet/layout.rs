//! Layouts: struct formats with named fields and tails, for decoding and encoding messages.
//!
//! - [`model`]: the data model of a layout in a profile.
//! - [`labels`]: names of values.
//! - [`checksum`]: sums and CRCs.
//! - [`scale`]: fixed-point scales.
//! - [`varint`]: integers of variable length.
//! - [`expression`]: expressions over earlier fields.
//! - [`plan`]: validates layouts and prepares them for use.
//! - [`mod@decode`]: decodes bytes into the tree.
//! - [`mod@check`]: finds the faults of a message, without the tree where possible.
//! - [`mod@encode`]: encodes named values as bytes.
//! - [`mod@suggest`]: proposes a layout for messages.
//! - [`mod@form`]: the lines of a layout's form.
//! - [`mod@column`]: formats selected fields as text without building the tree.

pub mod check;
pub mod checksum;
pub mod column;
pub mod decode;
pub(crate) mod display;
pub mod encode;
pub mod expression;
mod fixed_pieces;
pub mod form;
pub(crate) mod json_tree;
pub mod labels;
mod limits;
pub mod model;
pub mod plan;
mod python;
pub mod scale;
pub mod suggest;
mod tail;
#[cfg(test)]
mod tests;
mod value_node;
pub mod varint;

pub use super::tree::node::{Decoded, Node, NodeKind};
pub use decode::decode;
pub use encode::{EncodeNote, Encoded, LayoutValues, TailValue, encode};
pub use form::{FormLine, form};
pub use model::{Bits, Checksum, Display, Field, Layout, Tail, TailKind, ValueRange};
pub use plan::{LayoutError, Plan};
pub use python::python;
pub use suggest::{Proposal, ProposalReason, propose, propose_for};
