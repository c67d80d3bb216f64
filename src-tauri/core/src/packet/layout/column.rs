//! Formats selected fields as text without building the tree, for table columns and for the fields that rules compare.
//!
//! A field at a fixed offset is read directly; all others are decoded through the tree.

use byteorder::{BigEndian, ByteOrder, LittleEndian};

use super::decode::{TreeLimits, decode_spending, decode_within};
use super::display;
use super::model::{Bits, Display};
use super::plan::{Plan, Slot};
use super::value_node::extract;
use crate::packet::budget::Budget;
use crate::packet::format::{FormatField, Order};
use crate::packet::json::python_float_to;
use crate::packet::tree::node::{Decoded, Node, NodeKind};
use crate::packet::unpack;
use crate::packet::value::Value;

/// The texts of one row's columns, in a buffer that is reused for the next row.
#[derive(Debug, Clone, Default)]
pub struct ColumnTexts {
    text: String,
    ends: Vec<usize>,
}

impl ColumnTexts {
    /// Each column's text; empty if the message lacks the field.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let cell = self.text.get(start..*end).unwrap_or_default();
            start = *end;
            cell
        })
    }

    /// Appends the fields of a tree at these paths.
    pub(crate) fn push_all(&mut self, tree: &Decoded, paths: &[String]) {
        for path in paths {
            if let Some(node) = tree.find(path) {
                cell_of(node, &mut self.text);
            }
            self.ends.push(self.text.len());
        }
    }

    /// Clears the texts for the next row.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }
}

/// Limit of the columns that are filled.
pub const COLUMNS: usize = 100;

/// The columns of one layout.
#[derive(Debug, Clone)]
pub struct Columns {
    cells: Vec<FieldAccess>,
}

/// How to read a field.
#[derive(Debug, Clone)]
pub(crate) enum FieldAccess {
    /// A value at a fixed offset, or some of its bits.
    Fixed(Box<FixedField>),
    /// A path in the tree.
    Path(String),
    /// The layout has no such field.
    Absent,
}

#[derive(Debug, Clone)]
pub(crate) struct FixedField {
    place: FormatField,
    end: usize,
    /// Formats a number that has no bits, labels or special display.
    digits: Option<Digits>,
    bits: Option<(u8, u8)>,
    /// Labels of integers, sorted.
    labels: Vec<(i128, String)>,
    /// Looks up the labels of other values by text.
    slot: Slot,
}

impl Columns {
    /// Resolves columns by field path: `seq`, `flags.ready`, `tail.user.id`, `items[0].price`. Columns beyond
    /// [`COLUMNS`] stay empty.
    pub fn new(plan: &Plan, paths: &[impl AsRef<str>]) -> Columns {
        let of = |(index, path): (usize, &_)| match index < COLUMNS {
            true => FieldAccess::new(plan, AsRef::<str>::as_ref(path)),
            false => FieldAccess::Absent,
        };
        Columns { cells: paths.iter().enumerate().map(of).collect() }
    }

    /// How many bytes of a message's start the columns need; `usize::MAX` for all.
    pub fn reach(&self) -> usize {
        self.cells.iter().map(FieldAccess::reach).max().unwrap_or(0)
    }

    /// Appends the message's columns to `row`.
    pub fn write(&self, plan: &Plan, message: &[u8], row: &mut ColumnTexts) {
        let mut tree = None;
        for cell in &self.cells {
            match cell {
                FieldAccess::Fixed(fixed) => fixed.write(message, &mut row.text),
                FieldAccess::Path(path) => {
                    let tree =
                        tree.get_or_insert_with(|| decode_within(plan, message, TreeLimits::PAGE));
                    if let Some(node) = tree.find(path) {
                        cell_of(node, &mut row.text);
                    }
                }
                FieldAccess::Absent => {}
            }
            row.ends.push(row.text.len());
        }
    }
}

impl FieldAccess {
    pub(crate) fn new(plan: &Plan, path: &str) -> FieldAccess {
        // Only the offsets of the first part do not depend on the message.
        let slots = plan.parts.first().map_or(&[][..], |part| &part.slots);
        for slot in slots {
            if slot.name == path {
                return FieldAccess::Fixed(Box::new(FixedField::new(slot, None)));
            }
            let bits = path.strip_prefix(&slot.name).and_then(|rest| rest.strip_prefix('.'));
            if let Some(bits) = bits.and_then(|path| group(&slot.bits, path, 0)) {
                return FieldAccess::Fixed(Box::new(FixedField::new(slot, Some(bits))));
            }
        }
        // Decode a tree only if the path starts with a name in the layout.
        let begins = |name: &str| {
            path.strip_prefix(name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        match plan.names().any(begins) {
            true => FieldAccess::Path(path.to_owned()),
            false => FieldAccess::Absent,
        }
    }

    /// The width in bits of an integer at a fixed offset, or of its group of bits.
    pub(crate) fn width(&self) -> Option<u32> {
        match self {
            FieldAccess::Fixed(fixed) => Some(match fixed.bits {
                Some((from, to)) => u32::from(to.saturating_sub(from)) + 1,
                None => fixed.place.size as u32 * 8,
            }),
            FieldAccess::Path(_) | FieldAccess::Absent => None,
        }
    }

    /// How many bytes of a message's start the field needs.
    pub(crate) fn reach(&self) -> usize {
        match self {
            FieldAccess::Fixed(fixed) => fixed.end,
            FieldAccess::Path(_) => usize::MAX,
            FieldAccess::Absent => 0,
        }
    }

    /// The field's value; `None` if the message is too short.
    pub(crate) fn value(&self, plan: &Plan, message: &[u8]) -> Option<Value> {
        self.value_within(
            plan,
            message,
            &mut Budget::message(message.len(), TreeLimits::PAGE.bytes),
        )
    }

    /// Like [`value`](Self::value), with a budget shared by several fields of one message.
    pub(crate) fn value_within(
        &self,
        plan: &Plan,
        message: &[u8],
        budget: &mut Budget,
    ) -> Option<Value> {
        match self {
            FieldAccess::Absent => None,
            FieldAccess::Fixed(fixed) => fixed.value(message),
            FieldAccess::Path(path) => {
                let tree = decode_spending(plan, message, TreeLimits::PAGE, budget);
                tree.find(path).map(value_of)
            }
        }
    }
}

/// The value of a node, a number if it is one.
pub(crate) fn value_of(node: &Node) -> Value {
    match node.kind {
        NodeKind::Bool => Value::Bool(node.value == "true"),
        _ => match (node.value.parse(), node.value.parse()) {
            (Ok(whole), _) => Value::Int(whole),
            (_, Ok(number)) => Value::Float(number),
            _ => Value::Bytes(node.value.clone().into_bytes()),
        },
    }
}

/// The group of bits at a path, and its lowest and highest bit in the integer.
fn group<'b>(groups: &'b [Bits], path: &str, low: u8) -> Option<(&'b Bits, (u8, u8))> {
    groups.iter().find_map(|bits| {
        let rest = path.strip_prefix(bits.name.as_str())?;
        let from = low.saturating_add(bits.from);
        match rest.strip_prefix('.') {
            None if rest.is_empty() => Some((bits, (from, low.saturating_add(bits.to)))),
            Some(rest) => group(&bits.bits, rest, from),
            None => None,
        }
    })
}

impl FixedField {
    fn new(slot: &Slot, bits: Option<(&Bits, (u8, u8))>) -> FixedField {
        let labels = bits.map_or(&slot.labels, |(bits, _)| &bits.labels);
        let mut labels: Vec<_> = labels
            .iter()
            .filter_map(|(value, name)| {
                Some((crate::packet::value::integer(value)?, name.to_owned()))
            })
            .collect();
        labels.sort_by_key(|(value, _)| *value);
        let plain = bits.is_none()
            && slot.display == Display::Decimal
            && slot.scale.is_none()
            && slot.labels.is_empty();
        FixedField {
            digits: digits(slot.place).filter(|_| plain),
            place: slot.place,
            end: slot.place.offset + slot.place.size,
            bits: bits.map(|(_, range)| range),
            labels,
            slot: slot.clone(),
        }
    }

    fn value(&self, message: &[u8]) -> Option<Value> {
        message.get(..self.end)?;
        let value = unpack::read(self.place, message);
        match (value, self.bits) {
            (Value::Int(number), Some((from, to))) => {
                i128::try_from(extract(number, from, to)).ok().map(Value::Int)
            }
            (value, _) => Some(value),
        }
    }

    #[inline]
    fn write(&self, message: &[u8], out: &mut String) {
        match (self.digits, message.get(self.place.offset..self.end)) {
            (Some(digits), Some(bytes)) => digits(bytes, out),
            (None, Some(_)) => self.write_formatted(message, out),
            (_, None) => {}
        }
    }

    fn write_formatted(&self, message: &[u8], out: &mut String) {
        let Some(value) = self.value(message) else { return };
        let start = out.len();
        let shown = match self.bits {
            Some(_) => None,
            None => display::shown(&value, self.slot.display_rule(), self.place.size),
        };
        match shown {
            Some(shown) => out.push_str(&shown),
            None => display::exact(out, &value),
        }
        let label = match &value {
            Value::Int(_) if self.bits.is_none() && self.slot.display == Display::Flags => None,
            Value::Int(number) => self
                .labels
                .binary_search_by_key(number, |(value, _)| *value)
                .ok()
                .and_then(|index| self.labels.get(index))
                .map(|(_, name)| name.as_str()),
            _ => out.get(start..).and_then(|text| self.slot.labels.of_text(text)),
        };
        if let Some(label) = label.map(str::to_owned) {
            insert_label(&label, start, out);
        }
    }
}

/// Puts a label before the value that starts at `start`: `ready (1)`.
fn insert_label(label: &str, start: usize, out: &mut String) {
    out.insert_str(start, " (");
    out.insert_str(start, label);
    out.push(')');
}

/// Formats a field's bytes as decimal digits.
type Digits = fn(&[u8], &mut String);

/// Selects the formatter of a plain number once per column, because a match per message costs more than reading the
/// number.
fn digits(place: FormatField) -> Option<Digits> {
    match place.order {
        Order::Big => ordered::<BigEndian>(place.ch, place.size),
        Order::Native | Order::Little => ordered::<LittleEndian>(place.ch, place.size),
    }
}

/// Each formatter checks the length again, so that it cannot read beyond it.
fn ordered<T: ByteOrder>(ch: char, size: usize) -> Option<Digits> {
    fn put(out: &mut String, number: impl itoa::Integer) {
        out.push_str(itoa::Buffer::new().format(number));
    }
    fn sized<const N: usize>(bytes: &[u8]) -> [u8; N] {
        bytes.first_chunk().copied().unwrap_or([0; N])
    }
    let digits: Digits = match (ch, size) {
        ('d', 8) => |b, out| python_float_to(out, T::read_f64(&sized::<8>(b))),
        ('f', 4) => |b, out| python_float_to(out, T::read_f32(&sized::<4>(b)).into()),
        ('b', 1) => |b, out| put(out, sized::<1>(b)[0] as i8),
        ('B', 1) => |b, out| put(out, sized::<1>(b)[0]),
        ('h', 2) => |b, out| put(out, T::read_i16(&sized::<2>(b))),
        ('H', 2) => |b, out| put(out, T::read_u16(&sized::<2>(b))),
        ('i' | 'l', 4) => |b, out| put(out, T::read_i32(&sized::<4>(b))),
        ('I' | 'L', 4) => |b, out| put(out, T::read_u32(&sized::<4>(b))),
        ('q' | 'l' | 'n', 8) => |b, out| put(out, T::read_i64(&sized::<8>(b))),
        ('Q' | 'L' | 'N' | 'P', 8) => |b, out| put(out, T::read_u64(&sized::<8>(b))),
        _ => return None,
    };
    Some(digits)
}

/// Formats a node as the text of a table cell.
pub(crate) fn cell_of(node: &Node, out: &mut String) {
    let start = out.len();
    match node.kind {
        NodeKind::List | NodeKind::Object => {
            // A cell has one line; nested values are written as JSON.
            out.push_str(&node.to_json().to_string());
        }
        _ => out.push_str(node.display.as_deref().unwrap_or(&node.value)),
    }
    if let Some(label) = &node.label {
        insert_label(label, start, out);
    }
}

/// A number, or bytes borrowed from the message.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scalar<'m> {
    /// An integer that fits into `i64`.
    Int(i64),
    /// An unsigned integer.
    Unsigned(u64),
    /// A floating point number.
    Float(f64),
    /// A truth value.
    Bool(bool),
    /// The field's bytes.
    Bytes(&'m [u8]),
}

impl Plan {
    /// Collects the values of the fields before the first tail, for callers that process millions of messages. Fields
    /// beyond the end of the message are left out.
    pub fn scalars<'m>(&self, message: &'m [u8], out: &mut Vec<Scalar<'m>>) {
        out.clear();
        let Some(part) = self.parts.first() else { return };
        for slot in &part.slots {
            let place = slot.place;
            let Some(bytes) = message.get(place.offset..place.offset + place.size) else { return };
            out.push(match place.order {
                Order::Big => scalar::<BigEndian>(place.ch, bytes),
                Order::Native | Order::Little => scalar::<LittleEndian>(place.ch, bytes),
            });
        }
    }
}

#[inline]
fn scalar<T: ByteOrder>(ch: char, bytes: &[u8]) -> Scalar<'_> {
    match (ch, bytes.len()) {
        ('?', _) => Scalar::Bool(bytes.iter().any(|byte| *byte != 0)),
        ('c' | 's' | 'p', _) => Scalar::Bytes(bytes),
        ('d', 8) => Scalar::Float(T::read_f64(bytes)),
        ('f', 4) => Scalar::Float(f64::from(T::read_f32(bytes))),
        ('e', 2) => Scalar::Float(crate::packet::float16::to_f64(T::read_u16(bytes))),
        ('i' | 'l', 4) => Scalar::Int(T::read_i32(bytes).into()),
        ('q' | 'l' | 'n', 8) => Scalar::Int(T::read_i64(bytes)),
        ('Q' | 'L' | 'N' | 'P', 8) => Scalar::Unsigned(T::read_u64(bytes)),
        (ch, 1..=8) if ch.is_ascii_uppercase() => {
            Scalar::Unsigned(T::read_uint(bytes, bytes.len()))
        }
        (_, 1..=8) => Scalar::Int(T::read_int(bytes, bytes.len())),
        _ => Scalar::Bytes(bytes),
    }
}
