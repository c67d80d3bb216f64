//! Validated layouts, prepared for encoding and decoding.

mod build;
mod error;

use super::labels::Labels;
use super::model::{Bits, Checksum, Display, Layout, Tail};
use crate::packet::binary::protobuf::{MessageType, Protos};
use crate::packet::budget::Budget;
use crate::packet::format::{self, StructFormat};
use crate::packet::value::Value;

pub use error::{Args, LayoutError, LayoutFault};

/// Limit of the values in a format; a few characters can describe billions.
pub const MOST_VALUES: usize = 4096;
/// Limit of the nesting depth of layouts.
pub const MOST_DEEP: usize = 8;

/// The definitions that a layout can refer to.
#[derive(Debug, Clone, Copy, Default)]
pub struct LayoutContext<'a> {
    /// The profile's layouts, for repeats by name.
    pub layouts: &'a [Layout],
    /// The profile's Protobuf message types.
    pub protos: Option<&'a Protos>,
}

/// A validated layout with resolved names and known places. The default is an empty layout.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    pub(super) name: String,
    /// The fields with their tail, then the layout after the tail with its own tail, and so on.
    pub(super) parts: Vec<PlanPart>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct PlanPart {
    /// The format as written.
    pub text: String,
    pub format: StructFormat,
    pub slots: Vec<Slot>,
    pub tail: Option<TailPlan>,
}

/// One value of the format.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub place: format::FormatField,
    pub name: String,
    pub constant: Option<(String, Value)>,
    pub default: Option<String>,
    pub labels: Labels,
    pub display: Display,
    pub bits: Vec<Bits>,
    /// The smallest and the largest valid number.
    pub range: Option<(Option<Value>, Option<Value>)>,
    pub checksum: Option<Checksum>,
    pub colour: u16,
}

#[derive(Debug, Clone)]
pub(super) struct TailPlan {
    pub name: String,
    /// The tail as written, without its `then` and its element.
    pub spec: Tail,
    pub element: Option<Box<Plan>>,
    pub message: Option<MessageType>,
    pub colour: u16,
}

impl Plan {
    /// Validates a layout; fails with all of its faults.
    pub fn new(layout: &Layout, known: LayoutContext<'_>) -> Result<Plan, Vec<LayoutError>> {
        Plan::new_within(layout, known, &mut Budget::layout())
    }

    /// Like [`new`](Self::new), for many layouts that share a budget.
    pub fn new_within(
        layout: &Layout,
        known: LayoutContext<'_>,
        budget: &mut Budget,
    ) -> Result<Plan, Vec<LayoutError>> {
        build::plan(layout, known, budget)
    }

    /// The layout's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The minimum size of a message of this layout, in bytes.
    pub fn least_size(&self) -> usize {
        self.parts.iter().fold(0, |sum, part| sum.saturating_add(part.format.size()))
    }

    /// Whether a message's size alone determines whether it fits, because no tail's size depends on the content.
    pub fn is_plain(&self) -> bool {
        let plain = |tail: &TailPlan| tail.element.is_none() && tail.spec.length.is_empty();
        match self.parts.as_slice() {
            [] => true,
            [part] => part.tail.as_ref().is_none_or(plain),
            _ => false,
        }
    }

    /// Whether a tail's length or count refers to this field or to one of its bit groups.
    pub(super) fn refers_to(&self, field: &str) -> bool {
        let mut tails = self.parts.iter().filter_map(|part| part.tail.as_ref());
        tails.any(|tail| tail.spec.length.starts_with(field) || tail.spec.count.starts_with(field))
    }

    /// The number of nodes of a list item that has only fields, including its own.
    pub(super) fn nodes_each(&self) -> usize {
        self.parts.iter().fold(1, |sum, part| sum + part.slots.len())
    }

    /// Whether the layout has a tail.
    pub(super) fn has_tail(&self) -> bool {
        self.parts.iter().any(|part| part.tail.is_some())
    }

    /// Whether a tail has this name.
    pub fn is_tail(&self, name: &str) -> bool {
        self.parts.iter().filter_map(|part| part.tail.as_ref()).any(|tail| tail.name == name)
    }

    /// The names of the fields and tails, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().flat_map(|part| {
            let slots = part.slots.iter().map(|slot| slot.name.as_str());
            slots.chain(part.tail.iter().map(|tail| tail.name.as_str()))
        })
    }
}
