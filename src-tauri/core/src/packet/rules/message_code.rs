//! Reads the code of a message, as the profile defines it.

use std::cell::OnceCell;

use super::decoder::{Choice, Decoder};
use crate::frame::leading_integer::LeadingInteger;
use crate::frame::{Direction, Kind};
use crate::packet::code_definition::CODE_REACH;
use crate::packet::codes::CodeValue;
use crate::packet::lens::Lens;

impl Decoder {
    /// The code of a message, as the profile defines it; `None` if the message has none.
    pub fn code_value(&self, kind: Kind, way: Direction, message: &[u8]) -> Option<CodeValue> {
        self.code_of(kind, way, message, message.len())
    }

    /// Like [`code_value`](Self::code_value), for a message of `size` bytes of which only the first
    /// [`CODE_REACH`] may be available.
    pub fn code_of(
        &self,
        kind: Kind,
        way: Direction,
        head: &[u8],
        size: usize,
    ) -> Option<CodeValue> {
        let head = head.get(..CODE_REACH).unwrap_or(head);
        let choice = OnceCell::new();
        self.code.read(
            (kind, way),
            head,
            size,
            Some(&|access| {
                let choice = choice.get_or_init(|| self.choose_of(kind, way, head, size));
                let Choice::Layout(index) = choice else { return None };
                access.get(*index)?.value(self.plans.get(*index)?, head)
            }),
        )
    }

    /// How many bytes of a message's start [`code_of`](Self::code_of) needs.
    pub fn code_reach(&self) -> usize {
        self.code.reach().min(CODE_REACH)
    }

    /// The integer that is the code, if the profile's definition is one that a transcript's index can store.
    pub fn leading_integer(&self) -> Option<LeadingInteger> {
        self.code.leading()
    }

    /// Whether binary messages begin with the original script's int32, as they do unless the profile defines its code.
    pub fn has_int32(&self) -> bool {
        self.code.leading() == Some(LeadingInteger::DEFAULT)
    }

    /// Where the JSON of a message without a layout begins: after the int32, if it has one.
    pub fn json_start(&self, kind: Kind, size: u32) -> u32 {
        if kind == Kind::Binary && size >= 4 && self.has_int32() { 4 } else { 0 }
    }

    /// The lens whose types are the codes.
    pub fn lens_of_codes(&self) -> Option<Lens> {
        self.code.lens()
    }

    /// Whether the profile says that no message has a code.
    pub fn has_no_codes(&self) -> bool {
        self.code.is_none()
    }

    /// Whether a code may be a text.
    pub fn has_text_codes(&self) -> bool {
        self.code.may_be_text()
    }
}
