//! Fills the columns of a message's row and determines whether its layout matches, reading as little of the message as
//! possible.

use super::decoder::{Choice, Decoder};
use super::default_layout::JSON;
use crate::frame::{Direction, Kind};
use crate::packet::layout::Plan;
use crate::packet::layout::column::{COLUMNS, ColumnTexts, Columns, value_of};
use crate::packet::layout::decode::{TreeLimits, stop_of};
use crate::packet::lens::Lens;
use crate::packet::tree::node::DecodeStop;
use crate::packet::value::Value;

/// Limits of the tree that the cells of a row are taken from.
const CELLS: TreeLimits = TreeLimits::page(0);

/// The columns of a table, resolved for every layout.
#[derive(Debug, Clone)]
pub struct TableColumns {
    plans: Vec<Columns>,
    general: Vec<Columns>,
    /// How many bytes of a message's start are needed to choose its layout.
    choosing: usize,
    /// The paths of the fields.
    names: Vec<String>,
}

/// The start of a message, or all of it.
#[derive(Debug, Clone, Copy)]
pub struct MessagePrefix<'m> {
    /// The kind of the message.
    pub kind: Kind,
    /// The direction of the message.
    pub direction: Direction,
    /// The available bytes from its start.
    pub bytes: &'m [u8],
    /// The size of the whole message in bytes.
    pub size: usize,
}

impl<'m> MessagePrefix<'m> {
    /// A message that is available as a whole.
    pub fn whole(kind: Kind, direction: Direction, bytes: &'m [u8]) -> MessagePrefix<'m> {
        MessagePrefix { kind, direction, bytes, size: bytes.len() }
    }
}

impl Decoder {
    /// Resolves the columns of a table for every layout.
    pub fn columns(&self, fields: &[impl AsRef<str>]) -> TableColumns {
        let of = |plan: &Plan| Columns::new(plan, fields);
        let mut general: Vec<_> = self.general.plans().iter().map(of).collect();
        // A text message's JSON has no name, so paths start with its first key. A path into a list starts with `json[`.
        let within = |field: &str| match field.starts_with("json[") {
            true => field.to_owned(),
            false => format!("json.{field}"),
        };
        let within: Vec<_> = fields.iter().map(|field| within(field.as_ref())).collect();
        if let (Some(json), Some(plan)) = (general.get_mut(JSON), self.general.plans().get(JSON)) {
            *json = Columns::new(plan, &within);
        }
        let choosing = self.rules.iter().map(|rule| rule.reach(&self.code)).max().unwrap_or(0);
        let names = fields.iter().take(COLUMNS).map(|field| field.as_ref().to_owned()).collect();
        TableColumns { plans: self.plans.iter().map(of).collect(), general, choosing, names }
    }

    /// How many bytes of a message's start [`Decoder::row`] needs; at most the message's size.
    pub fn reach(&self, columns: &TableColumns, head: MessagePrefix<'_>) -> usize {
        if columns.choosing > head.bytes.len() {
            return columns.choosing.min(head.size);
        }
        let reach = match self.choose_of(head.kind, head.direction, head.bytes, head.size) {
            Choice::Layout(index) => match self.plans.get(index) {
                Some(plan) if plan.is_plain() && plan.least_size() <= head.size => {
                    columns.plans.get(index).map_or(0, Columns::reach)
                }
                _ => usize::MAX,
            },
            Choice::General(index) => columns.general.get(index).map_or(0, Columns::reach),
            Choice::Lens if columns.names.is_empty() => 0,
            Choice::Lens => usize::MAX,
        };
        reach.min(head.size)
    }

    /// Appends a message's columns to `row` and returns where the message stops matching its layout, if it does.
    /// `columns` must come from this decoder. With fewer bytes than [`Decoder::reach`] requires, cells may be empty and
    /// a stop may be missed.
    pub fn row(
        &self,
        columns: &TableColumns,
        head: MessagePrefix<'_>,
        row: &mut ColumnTexts,
    ) -> Option<DecodeStop> {
        let choice = self.choose_of(head.kind, head.direction, head.bytes, head.size);
        let set = match choice {
            Choice::Layout(index) => columns.plans.get(index),
            Choice::General(index) => columns.general.get(index),
            Choice::Lens => {
                self.lens_row(columns, head, row);
                return None;
            }
        };
        let plan = self.plan_of(choice)?;
        set?.write(plan, head.bytes, row);
        match choice {
            Choice::Layout(_) => stop_of(plan, head.bytes, head.size),
            Choice::General(_) | Choice::Lens => None,
        }
    }

    /// Appends a message's columns, as the lens reads its fields.
    fn lens_row(&self, columns: &TableColumns, head: MessagePrefix<'_>, row: &mut ColumnTexts) {
        let MessagePrefix { kind, direction, bytes, size } = head;
        let reading = |lens: Lens| lens.read_start(kind, direction, bytes, size);
        let is_needed = !columns.names.is_empty();
        let tree = self.lens().filter(|_| is_needed).map(|lens| reading(lens).tree(bytes, CELLS));
        row.push_all(&tree.unwrap_or_default(), &columns.names);
    }

    /// The value of a field, as the lens reads it.
    pub(super) fn lens_value(
        &self,
        (kind, direction): (Kind, Direction),
        message: &[u8],
        path: &str,
    ) -> Option<Value> {
        let tree = self.lens()?.read(kind, direction, message).tree(message, CELLS);
        tree.find(path).map(value_of)
    }
}
