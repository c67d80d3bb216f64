//! The reply that a login waited for in vain.

use std::fmt;

use crate::text::escape_for_display;

/// The reply that a login waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectedReply {
    /// A message with this leading int32.
    Code(i32),
    /// A message that this filter matches.
    Filter(String),
}

/// Names the reply as in "no reply {} came".
impl fmt::Display for ExpectedReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExpectedReply::Code(code) => write!(f, "with code {code}"),
            ExpectedReply::Filter(filter) => {
                write!(f, "that matches '{}'", escape_for_display(filter))
            }
        }
    }
}

impl ExpectedReply {
    /// What to check when the reply does not come.
    pub(super) fn advice(&self) -> &'static str {
        match self {
            ExpectedReply::Code(_) => "check the login's fields, or login.reply",
            ExpectedReply::Filter(_) => "check the login's messages, or this filter",
        }
    }

    /// The arguments of the translation.
    pub(super) fn args(&self) -> Vec<(&'static str, String)> {
        let (by, code, filter) = match self {
            ExpectedReply::Code(code) => ("code", code.to_string(), String::new()),
            ExpectedReply::Filter(filter) => ("filter", String::new(), filter.clone()),
        };
        vec![("by", by.to_owned()), ("code", code), ("filter", filter)]
    }
}
