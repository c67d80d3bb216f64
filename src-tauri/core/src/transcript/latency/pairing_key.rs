//! Pairing keys: what a reply must have in common with its request.

use std::sync::Arc;
use std::time::Duration;

use super::super::format::IndexEntry;
use super::super::lazy_message::{LazyMessage, find};
use super::super::{CodesFrom, RowCodes};
use crate::frame::Direction;
use crate::packet::codes::CodeValue;
use crate::packet::lens::Lens;
use crate::packet::rules::{CodePair, Decoder, Decoding, PairBy};
use crate::profile::duration;

/// Default timeout for replies.
const DEFAULT_WITHIN: Duration = Duration::from_secs(60);
/// Maximum length of a value that serves as an id.
const MAX_VALUE: usize = 256;

/// A key that a request and its reply share.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum PairingKey {
    /// Any reply answers.
    Next,
    /// The request's code; a text that is a number as that number.
    Code(CodeValue),
    /// The value of an echoed field.
    Value(Box<str>),
    /// An id that the lens reads, and the direction of the request.
    Id(Direction, Box<str>),
}

impl PairingKey {
    fn of(code: &CodeValue) -> PairingKey {
        PairingKey::Code(code.number().map_or_else(|| code.clone(), CodeValue::Number))
    }
}

/// Label of a command, by which latencies are grouped.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CommandLabel {
    /// The code.
    Code(CodeValue),
    /// A text message without a code.
    Text,
    /// A binary message without a code.
    Binary,
}

impl CommandLabel {
    pub(super) fn of(index: &IndexEntry, code: Option<&CodeValue>) -> CommandLabel {
        match (code.cloned(), index.kind) {
            (Some(code), _) => CommandLabel::Code(code),
            (None, crate::frame::Kind::Text) => CommandLabel::Text,
            (None, _) => CommandLabel::Binary,
        }
    }
}

/// A profile's pairing rule.
#[derive(Debug)]
pub(super) struct PairingRule {
    pub by: PairBy,
    pub within_ns: i64,
    field: String,
    reply_field: String,
    codes: Vec<CodePair>,
    pub decoder: Arc<Decoder>,
}

impl PairingRule {
    pub(super) fn new(decoding: &Decoding, decoder: Arc<Decoder>) -> PairingRule {
        let rule = decoding.latency.clone().unwrap_or_default();
        // An invalid duration was reported when the profile was validated.
        let within = rule.within.as_deref().and_then(|text| duration::parse(text).ok());
        let reply_field = match rule.reply_field.as_str() {
            "" => rule.field.clone(),
            other => other.to_owned(),
        };
        PairingRule {
            by: decoding.pair_by(),
            within_ns: within.unwrap_or(DEFAULT_WITHIN).as_nanos() as i64,
            field: rule.field,
            reply_field,
            codes: rule.codes,
            decoder,
        }
    }

    pub(super) fn name_of(&self, command: &CommandLabel) -> Option<&str> {
        let CommandLabel::Code(code) = command else { return None };
        self.decoder.code(crate::frame::Direction::Sent, code).map(|code| code.name.as_str())
    }

    /// The lens that pairs messages.
    pub(super) fn lens(&self) -> Option<Lens> {
        self.decoder.lens().filter(|_| self.by == PairBy::Lens)
    }

    /// Whether the rule needs the payload of a request, whose code is its label, or of a reply.
    pub(super) fn needs_payload(&self, codes: &RowCodes, is_request: bool) -> bool {
        match self.by {
            PairBy::Field | PairBy::Lens => true,
            PairBy::Next => is_request && codes.from() == CodesFrom::Payload,
            PairBy::SameCode | PairBy::Codes => codes.from() == CodesFrom::Payload,
        }
    }

    /// Whether a data message with this index row can be a request or a reply.
    pub(super) fn concerns(&self, codes: &RowCodes, index: &IndexEntry) -> bool {
        match (self.by, codes.from()) {
            (PairBy::Next | PairBy::Field | PairBy::Lens, _) | (_, CodesFrom::Payload) => true,
            (PairBy::SameCode | PairBy::Codes, CodesFrom::Index) => index.code.is_some(),
            (PairBy::SameCode | PairBy::Codes, CodesFrom::Nowhere) => false,
        }
    }

    /// The key that a reply to this request must have.
    pub(super) fn request(
        &self,
        index: &IndexEntry,
        code: Option<&CodeValue>,
        payload: &[u8],
    ) -> Option<PairingKey> {
        match self.by {
            PairBy::Next => Some(PairingKey::Next),
            PairBy::SameCode => code.map(PairingKey::of),
            PairBy::Codes => code
                .filter(|code| self.codes.iter().any(|pair| pair.request.is(code)))
                .map(PairingKey::of),
            PairBy::Field => self.value(index, payload, &self.field),
            // A lens pairs in both directions; see `Latency::scan_lens_row`.
            PairBy::Lens => None,
        }
    }

    /// The keys of requests that this message answers.
    pub(super) fn reply(
        &self,
        index: &IndexEntry,
        code: Option<&CodeValue>,
        payload: &[u8],
    ) -> Option<Vec<PairingKey>> {
        let keys: Vec<PairingKey> = match self.by {
            PairBy::Next => vec![PairingKey::Next],
            PairBy::SameCode => code.map(PairingKey::of).into_iter().collect(),
            PairBy::Codes => {
                let code = code?;
                let matching = self.codes.iter().filter(|pair| pair.reply.is(code));
                matching.map(|pair| PairingKey::of(&pair.request)).collect()
            }
            PairBy::Field => self.value(index, payload, &self.reply_field).into_iter().collect(),
            PairBy::Lens => Vec::new(),
        };
        (!keys.is_empty()).then_some(keys)
    }

    fn value(&self, index: &IndexEntry, payload: &[u8], path: &str) -> Option<PairingKey> {
        let mut message = LazyMessage::new(index.kind, index.direction, payload);
        let node = find(message.tree(&self.decoder), path)?;
        let is_scalar = node.children.is_empty() && node.value.len() <= MAX_VALUE;
        is_scalar.then(|| PairingKey::Value(node.value.as_str().into()))
    }
}
