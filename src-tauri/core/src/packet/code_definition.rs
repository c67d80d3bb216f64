//! Where a profile says that the code of a message is read: an integer, a field, a text prefix or a value in JSON.
//!
//! The default is the original script's leading little-endian int32 of binary messages.

mod integer_form;
mod json_path;
mod model;
mod reader;
#[cfg(test)]
mod tests;

pub(crate) use integer_form::IntegerForm;
pub use model::{ByteOrder, CodeDefinition, CodeDefinitions, CodeSource};
pub(crate) use reader::CodeReader;

/// Limit of a profile's definitions; the first that yields a code wins.
pub const CODE_DEFINITIONS: usize = 8;
/// Maximum bytes of a message's start in which a code is looked for.
pub const CODE_REACH: usize = 1 << 20;
/// Maximum characters of a text prefix that is a code.
pub const CODE_PREFIX: usize = 64;
/// A code in the profile is a text, but no message has one.
pub(crate) const CODE_TEXT_FAULT: &str =
    "messages have no text as their code: write a number, or define where the code is: `code`";
/// Maximum bytes of the text that ends a prefix.
const UNTIL: usize = 16;
/// Maximum bytes of a JSON path.
const PATH: usize = 256;
