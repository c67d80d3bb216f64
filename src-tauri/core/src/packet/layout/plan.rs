//! Validated layouts, prepared for encoding and decoding.

mod build;
mod error;
mod references;

use super::display::DisplayRule;
use super::expression::Expression;
use super::labels::Labels;
use super::model::{Bits, Checksum, Display, Layout, Tail, TailKind};
use super::scale::Scale;
use crate::packet::binary::protobuf::{MessageType, Protos};
use crate::packet::budget::Budget;
use crate::packet::format::{self, StructFormat};
use crate::packet::value::Value;

pub use error::{Args, LayoutError, LayoutFault};
pub(super) use references::inside;

/// Limit of the values in a format; a few characters can describe billions.
pub const MOST_VALUES: usize = 4096;
/// Limit of the nesting depth of layouts.
pub const MOST_DEEP: usize = 8;
/// Limit of the parts of one layout: its fields and tail, and those that follow its tails.
pub const MOST_PARTS: usize = 32;
/// Limit of a terminator or separator in bytes.
pub const MOST_MARK: usize = 16;

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
    /// Paths of integers of the layout around this one that its expressions use.
    pub(super) outer: Vec<String>,
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
    pub scale: Option<Scale>,
    pub bits: Vec<Bits>,
    /// The smallest and the largest valid number.
    pub range: Option<(Option<Value>, Option<Value>)>,
    pub checksum: Option<Checksum>,
    pub colour: u16,
    /// Whether an expression uses the value or some of its bits.
    pub watched: bool,
}

impl Slot {
    pub(super) fn display_rule(&self) -> DisplayRule<'_> {
        DisplayRule { display: self.display, scale: self.scale, labels: &self.labels }
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct TailPlan {
    pub name: String,
    /// The tail as written, without its `then` and its element.
    pub spec: Tail,
    /// The layout of the elements, or of the content of a `layout` tail.
    pub element: Option<Box<Plan>>,
    /// The kind of each element, instead of a layout.
    pub each: Option<Box<TailPlan>>,
    pub message: Option<MessageType>,
    pub colour: u16,
    pub length: Option<Expression>,
    pub count: Option<Expression>,
    pub when: Option<Expression>,
    pub at: Option<Expression>,
    pub on: Option<Expression>,
    /// The bytes after the content; empty if there are none.
    pub until: Vec<u8>,
    /// The bytes between elements; empty if there are none.
    pub separator: Vec<u8>,
    /// The layouts of a `switch`, by value.
    pub cases: Vec<(i128, Plan)>,
    pub otherwise: Option<Box<Plan>>,
    /// The integer of a `varint`.
    pub number: Option<Box<Slot>>,
    /// Whether an expression uses an integer inside.
    pub watched: bool,
    /// Whether the tail ends before the message does, so that something may follow.
    pub bounded: bool,
}

impl TailPlan {
    /// The layout that a `switch` chooses for a value.
    pub(super) fn case(&self, value: i128) -> Option<&Plan> {
        let case = self.cases.iter().find(|(case, _)| *case == value).map(|(_, plan)| plan);
        case.or(self.otherwise.as_deref())
    }

    /// The layouts that the tail may contain.
    pub(super) fn plans(&self) -> impl Iterator<Item = &Plan> {
        let cases = self.cases.iter().map(|(_, plan)| plan);
        self.element.as_deref().into_iter().chain(cases).chain(self.otherwise.as_deref())
    }

    pub(super) fn plans_mut(&mut self) -> impl Iterator<Item = &mut Plan> {
        let cases = self.cases.iter_mut().map(|(_, plan)| plan);
        self.element.as_deref_mut().into_iter().chain(cases).chain(self.otherwise.as_deref_mut())
    }

    /// Whether the tail takes all remaining bytes, whatever they are.
    fn is_plain(&self) -> bool {
        let expressions = [&self.length, &self.count, &self.when, &self.at, &self.on];
        self.plans().next().is_none()
            && self.each.is_none()
            && self.number.is_none()
            && self.until.is_empty()
            && self.separator.is_empty()
            && expressions.into_iter().all(Option::is_none)
    }
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
        match self.parts.as_slice() {
            [] => true,
            [part] => part.tail.as_ref().is_none_or(TailPlan::is_plain),
            _ => false,
        }
    }

    /// Whether the layout ends before the message does.
    pub(super) fn is_bounded(&self) -> bool {
        self.parts.last().and_then(|part| part.tail.as_ref()).is_none_or(|tail| tail.bounded)
    }

    /// The number of nodes of a list item that has only fields, including its own.
    pub(super) fn nodes_each(&self) -> usize {
        self.parts.iter().fold(1, |sum, part| sum + part.slots.len())
    }

    /// Whether the layout has a tail.
    pub(super) fn has_tail(&self) -> bool {
        self.parts.iter().any(|part| part.tail.is_some())
    }

    /// The tails, in order.
    pub(super) fn tails(&self) -> impl Iterator<Item = &TailPlan> {
        self.parts.iter().filter_map(|part| part.tail.as_ref())
    }

    /// The fields and the integers of variable length, in order.
    pub(super) fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.parts.iter().flat_map(|part| {
            let number = part.tail.iter().filter_map(|tail| tail.number.as_deref());
            part.slots.iter().chain(number)
        })
    }

    /// Whether a message sets the value as the content of a tail.
    pub fn is_tail(&self, name: &str) -> bool {
        self.tails().any(|tail| tail.name == name && tail.spec.kind != TailKind::Varint)
    }

    /// The names of the fields and tails, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().flat_map(|part| {
            let slots = part.slots.iter().map(|slot| slot.name.as_str());
            slots.chain(part.tail.iter().map(|tail| tail.name.as_str()))
        })
    }
}
