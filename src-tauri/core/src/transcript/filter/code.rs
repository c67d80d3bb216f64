//! Tests of a message's code.

use std::sync::Arc;

use super::super::error::FilterError;
use super::Context;
use super::compile::CompiledFilter;
use super::expr::{CodeItem, Codes, Numbers};
use crate::frame::Direction;
use crate::packet::codes::CodeValue;
use crate::packet::rules::Decoder;
use crate::transcript::format::IndexEntry;
use crate::transcript::lazy_message::LazyMessage;

/// A test of a code, compiled.
#[derive(Debug)]
pub(crate) struct CodeTest {
    decoder: Arc<Decoder>,
    /// `None` if any code will do.
    accepted: Option<Vec<(Option<Direction>, CodeMatch)>>,
}

#[derive(Debug)]
enum CodeMatch {
    /// A number within these ends, both included.
    Within(i64, i64),
    /// The code of a name.
    Code(CodeValue),
    /// A text, exactly.
    Exact(String),
    /// A text in upper or lower case, given in lower case.
    AnyCase(String),
}

impl CodeTest {
    /// Compiles a test. A text that is neither a known name nor, because codes are numbers, possibly a code is an
    /// error.
    pub(super) fn new(
        context: &Context,
        codes: &Codes,
        column: u32,
    ) -> Result<CodeTest, FilterError> {
        let decoder = Arc::clone(&context.decoder);
        let within = |(from, to)| (None, CodeMatch::Within(from, to));
        let items = match codes {
            Codes::Any => return Ok(CodeTest { decoder, accepted: None }),
            Codes::Is(op, n) => {
                let ranges = Numbers::Is(*op, *n).ranges();
                let accepted = Some(ranges.into_iter().map(within).collect());
                return Ok(CodeTest { decoder, accepted });
            }
            Codes::In(items) => items,
        };
        let mut accepted = Vec::new();
        for item in items {
            match item {
                CodeItem::Range((from, to)) => {
                    accepted.push(within((from.unwrap_or(i64::MIN), to.unwrap_or(i64::MAX))));
                }
                CodeItem::Text(word) => {
                    let before = accepted.len();
                    let lower = word.text.to_lowercase();
                    for code in decoder.codes() {
                        if code.name.to_lowercase() == lower {
                            accepted.push((code.direction, CodeMatch::Code(code.code.clone())));
                        }
                    }
                    if decoder.has_text_codes() {
                        let text = match word.quoted {
                            true => CodeMatch::Exact(word.text.clone()),
                            false => CodeMatch::AnyCase(lower),
                        };
                        accepted.push((None, text));
                    } else if accepted.len() == before && !context.unknown_names {
                        let name = word.text.clone();
                        return Err(FilterError::NoSuchCode { column, name });
                    }
                }
            }
        }
        Ok(CodeTest { decoder, accepted: Some(accepted) })
    }

    /// The same test of the integers in an index.
    pub(super) fn of_index(self) -> CompiledFilter {
        let Some(accepted) = self.accepted else { return CompiledFilter::AnyCode };
        let numbers = accepted.into_iter().filter_map(|(direction, code)| match code {
            CodeMatch::Within(from, to) => Some((direction, from, to)),
            CodeMatch::Code(code) => code.number().map(|number| (direction, number, number)),
            CodeMatch::Exact(_) | CodeMatch::AnyCase(_) => None,
        });
        CompiledFilter::Code(numbers.collect())
    }

    /// Whether a message passes, given its payload or the start of it.
    pub(super) fn is_match(&self, index: &IndexEntry, message: &LazyMessage<'_>) -> bool {
        let (kind, direction, size) = (index.kind, index.direction, index.len as usize);
        if let Some(messages) = &message.messages {
            let code =
                |one: &LazyMessage<'_>| self.decoder.code_value(kind, direction, one.payload);
            return self.accepts(direction, messages.iter().find_map(code).as_ref());
        }
        let payload = message.payload;
        self.accepts(direction, self.decoder.code_of(kind, direction, payload, size).as_ref())
    }

    /// Whether a message with this code passes.
    pub(super) fn accepts(&self, direction: Direction, code: Option<&CodeValue>) -> bool {
        let Some(code) = code else { return false };
        let Some(accepted) = &self.accepted else { return true };
        accepted
            .iter()
            .any(|(way, wanted)| way.is_none_or(|way| way == direction) && wanted.is_match(code))
    }
}

impl CodeMatch {
    fn is_match(&self, code: &CodeValue) -> bool {
        match (self, code) {
            (CodeMatch::Within(from, to), code) => {
                code.number().is_some_and(|number| (*from..=*to).contains(&number))
            }
            (CodeMatch::Code(wanted), code) => wanted.is(code),
            (CodeMatch::Exact(wanted), CodeValue::Text(text)) => wanted == text,
            (CodeMatch::AnyCase(wanted), CodeValue::Text(text)) => *wanted == text.to_lowercase(),
            (CodeMatch::Exact(_) | CodeMatch::AnyCase(_), CodeValue::Number(_)) => false,
        }
    }
}
