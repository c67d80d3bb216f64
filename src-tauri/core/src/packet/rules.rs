//! Which layout a message has: rules, first match wins; names of codes; columns.

mod choose;
mod general;
mod model;
mod pairing;
mod paths;
mod protos;
mod ready;
mod table;
#[cfg(test)]
mod tests;

pub use choose::{Choice, Decoder, LAYOUTS, RULES, RuleProblem};
pub use model::{Column, Decoding, Proto, Rule, Size, Wire};
pub use pairing::{CodePair, PairBy, Pairing};
pub use paths::paths;
pub use table::{Head, TableColumns};
