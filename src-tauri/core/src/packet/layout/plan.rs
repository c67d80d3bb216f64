//! A layout, checked and ready to use.

mod build;
mod error;

use super::labels::Labels;
use super::model::{Bits, Checksum, Display, Layout, Tail};
use crate::packet::binary::protobuf::{MessageType, Protos};
use crate::packet::budget::Budget;
use crate::packet::format::{self, StructFormat};
use crate::packet::value::Value;

pub use error::{Args, LayoutError, LayoutFault};

/// More values than this nobody names; a format may have billions.
pub const MOST_VALUES: usize = 4096;
/// How deep layouts may lie in each other.
pub const MOST_DEEP: usize = 8;

/// What a layout may refer to.
#[derive(Debug, Clone, Copy, Default)]
pub struct LayoutContext<'a> {
    /// The profile's layouts, for repeats by name.
    pub layouts: &'a [Layout],
    /// The profile's Protobuf message types.
    pub protos: Option<&'a Protos>,
}

/// A layout, ready: every name resolved, every place known. The default is a layout of nothing.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    pub(super) name: String,
    /// The fields and their tail, what follows that tail and its own tail, and so on.
    pub(super) parts: Vec<PlanPart>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct PlanPart {
    /// The format as it was written.
    pub(super) text: String,
    pub(super) format: StructFormat,
    pub(super) slots: Vec<Slot>,
    pub(super) tail: Option<TailPlan>,
}

/// One value.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) place: format::FormatField,
    pub(super) name: String,
    pub(super) constant: Option<(String, Value)>,
    pub(super) default: Option<String>,
    pub(super) labels: Labels,
    pub(super) display: Display,
    pub(super) bits: Vec<Bits>,
    pub(super) checksum: Option<Checksum>,
    pub(super) colour: u16,
}

#[derive(Debug, Clone)]
pub(super) struct TailPlan {
    pub(super) name: String,
    /// As written, without its `then` and its element.
    pub(super) spec: Tail,
    pub(super) element: Option<Box<Plan>>,
    pub(super) message: Option<MessageType>,
    pub(super) colour: u16,
}

impl Plan {
    /// Checks a layout; all that is wrong with it, where something is.
    pub fn new(layout: &Layout, known: LayoutContext<'_>) -> Result<Plan, Vec<LayoutError>> {
        Plan::new_within(layout, known, &mut Budget::layout())
    }

    /// The same for one of many layouts, which share a budget.
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

    /// The fewest bytes a message of this layout has.
    pub fn least_size(&self) -> usize {
        self.parts.iter().fold(0, |sum, part| sum.saturating_add(part.format.size()))
    }

    /// Whether a message's size alone says if it fits: no tail's size depends on what is in the message.
    pub fn is_plain(&self) -> bool {
        let plain = |tail: &TailPlan| tail.element.is_none() && tail.spec.length.is_empty();
        match self.parts.as_slice() {
            [] => true,
            [part] => part.tail.as_ref().is_none_or(plain),
            _ => false,
        }
    }

    /// Whether the size of a tail lies in this field, or in a part of it.
    pub(super) fn refers_to(&self, field: &str) -> bool {
        let mut tails = self.parts.iter().filter_map(|part| part.tail.as_ref());
        tails.any(|tail| tail.spec.length.starts_with(field) || tail.spec.count.starts_with(field))
    }

    /// How many nodes an item of a list has that is made of nothing but fields, itself included.
    pub(super) fn nodes_each(&self) -> usize {
        self.parts.iter().fold(1, |sum, part| sum + part.slots.len())
    }

    /// Whether anything may follow the fields.
    pub(super) fn has_tail(&self) -> bool {
        self.parts.iter().any(|part| part.tail.is_some())
    }

    /// Whether a tail is called this.
    pub fn is_tail(&self, name: &str) -> bool {
        self.parts.iter().filter_map(|part| part.tail.as_ref()).any(|tail| tail.name == name)
    }

    /// What its fields are called, and its tails, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().flat_map(|part| {
            let slots = part.slots.iter().map(|slot| slot.name.as_str());
            slots.chain(part.tail.iter().map(|tail| tail.name.as_str()))
        })
    }
}
