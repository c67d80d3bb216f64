//! Protocol messages in a stream of bytes: where one ends and the next begins, by a length field or an end mark.
//!
//! A protocol made for TCP may put a part of a message, or several, into one WebSocket message. State machines over
//! bytes that arrive piece by piece; which pieces belong together is decided by the transcript.

mod delimiter;
mod model;
#[cfg(test)]
mod tests;

pub use delimiter::{Delimiter, DelimiterFault, MessageProgress, SplitFault};
pub use model::{JoinedBody, JoinedLength, JoinedMessages};

/// Limit of a profile's definitions; the rest is ignored.
pub const JOINED: usize = 16;
/// Default limit of a protocol message in bytes.
pub const DEFAULT_JOINED_BYTES: u32 = 16 << 20;
/// Largest limit of a protocol message in bytes.
pub const MAX_JOINED_BYTES: u32 = 64 << 20;
/// Maximum number of WebSocket messages over which a protocol message is spread.
pub const MAX_PARTS: u32 = 65_536;
/// Maximum number of protocol messages of a row that are looked at.
pub const MAX_MESSAGES: usize = 65_536;
/// Maximum bytes of the part that is read to find a message's length: up to the end mark, or the length field.
pub const MAX_HEAD: usize = 64 << 10;
/// Maximum bytes of an end mark.
const MAX_MARK: usize = 64;
/// Maximum characters of a regular expression.
const MAX_PATTERN: usize = 1024;
