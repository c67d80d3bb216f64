//! Previews a layout on a message: the requested row, a typed message, or the newest suitable row.

use wirelark_core::frame::{Direction, Kind};
use wirelark_core::packet::hex;
use wirelark_core::packet::layout::decode::{TreeLimits, decode_within};
use wirelark_core::packet::layout::{Decoded, Node};
use wirelark_core::packet::rules::{self, Decoder};
use wirelark_core::transcript::{Reader, RecordInfo};

use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::layouts::dto::{LayoutPreview, LayoutPreviewRequest};
use crate::table::dto::page_code;

/// Number of newest rows that are searched for a suitable message.
const SEARCHED_ROWS: u32 = 2_000;
/// Maximum size in bytes of a message that the search considers; a requested row is cut to it.
const MAX_BYTES: u32 = 1 << 20;
/// Bytes of a message shown in hex.
const MAX_HEX: usize = 2_048;
/// Limits of a preview's tree.
const LIMITS: TreeLimits =
    TreeLimits { nodes: 2_000, text: 2_048, value: 2_048, ..TreeLimits::PAGE };
/// Number of newest rows whose fields are offered as columns.
const FIELD_ROWS: u32 = 60;

/// A message to preview a layout on.
struct PreviewSample {
    row: Option<u32>,
    found: &'static str,
    direction: Direction,
    kind: Kind,
    bytes: Vec<u8>,
}

impl PreviewSample {
    fn of(entry: &RecordInfo, found: &'static str, bytes: Vec<u8>) -> PreviewSample {
        PreviewSample {
            row: Some(entry.row),
            found,
            direction: entry.direction,
            kind: entry.kind,
            bytes,
        }
    }
}

/// Previews a layout; `None` if there is no message.
pub(crate) fn preview(
    decoder: &Decoder,
    reader: Option<&Reader>,
    request: &LayoutPreviewRequest,
) -> CommandResult<Option<LayoutPreview>> {
    let layout = request.layout.map(|layout| layout as usize);
    let sample = match (&request.bytes, request.row, reader) {
        (Some(text), _, _) => Some(typed(text)?),
        (None, Some(row), Some(reader)) => {
            let entry = reader.record(row)?;
            let length = entry.size.min(MAX_BYTES);
            let bytes = reader.payload_of(&entry, 0, length)?;
            Some(PreviewSample::of(&entry, "asked", bytes))
        }
        (None, None, Some(reader)) => newest(decoder, reader, layout)?,
        (None, _, None) => None,
    };
    Ok(sample.map(|sample| decode(decoder, layout, &sample)))
}

/// Parses a typed message, which counts as a received binary message.
fn typed(text: &str) -> CommandResult<PreviewSample> {
    let bytes = hex::parse(text).map_err(|error| {
        let code = if error.code() == "hex.odd" { "hex_odd" } else { "hex_digit" };
        ErrorDto::new(code, error).with("column", error.column() + 1)
    })?;
    let (direction, kind) = (Direction::Received, Kind::Binary);
    Ok(PreviewSample { row: None, found: "typed", direction, kind, bytes })
}

/// Decodes the message by the layout, or as the rules choose.
fn decode(decoder: &Decoder, layout: Option<usize>, sample: &PreviewSample) -> LayoutPreview {
    let PreviewSample { kind, direction, bytes, .. } = sample;
    let decoded = match layout {
        Some(layout) => decoder.plan_at(layout).map(|plan| decode_within(plan, bytes, LIMITS)),
        None => Some(decoder.decode_within(*kind, *direction, bytes, LIMITS)),
    };
    LayoutPreview {
        row: sample.row,
        found: sample.found.to_owned(),
        direction: direction.word().to_owned(),
        kind: kind.word().to_owned(),
        size: bytes.len() as u32,
        hex: hex::encode(bytes.get(..MAX_HEX).unwrap_or(bytes)),
        code: decoder.code_value(*kind, *direction, bytes).map(page_code),
        rule: decoder.rule(*kind, *direction, bytes).map(|rule| rule as u32),
        decoded,
    }
}

/// The newest message for which the rules choose this layout, else the newest that fits it, else the newest of all.
fn newest(
    decoder: &Decoder,
    reader: &Reader,
    layout: Option<usize>,
) -> CommandResult<Option<PreviewSample>> {
    let plan = layout.and_then(|layout| decoder.plan_at(layout));
    let (mut fits, mut any) = (None, None);
    for entry in newest_entries(reader, SEARCHED_ROWS)? {
        let bytes = reader.payload_of(&entry, 0, entry.size)?;
        let Some(layout) = layout else {
            return Ok(Some(PreviewSample::of(&entry, "newest", bytes)));
        };
        let choice = decoder.choose(entry.kind, entry.direction, &bytes);
        if decoder.layout_of(choice) == Some(layout) {
            return Ok(Some(PreviewSample::of(&entry, "rule", bytes)));
        }
        if fits.is_none() && plan.is_some_and(|plan| is_fit(&decode_within(plan, &bytes, LIMITS))) {
            fits = Some(PreviewSample::of(&entry, "fits", bytes));
        } else if any.is_none() {
            any = Some(PreviewSample::of(&entry, "newest", bytes));
        }
    }
    Ok(fits.or(any))
}

/// Text and binary messages among the newest rows, the newest first.
fn newest_entries(reader: &Reader, count: u32) -> CommandResult<impl Iterator<Item = RecordInfo>> {
    let rows = reader.rows()?;
    let first = rows.saturating_sub(count).saturating_add(1);
    let entries = reader.records(first..rows.saturating_add(1))?;
    let message = |entry: &RecordInfo| {
        matches!(entry.kind, Kind::Text | Kind::Binary) && entry.size <= MAX_BYTES
    };
    Ok(entries.into_iter().rev().filter(message))
}

/// Whether every byte belongs to a field and no field has a problem.
fn is_fit(decoded: &Decoded) -> bool {
    fn is_valid(node: &Node) -> bool {
        // A value cut for display still fits.
        let fits = node.problem.as_ref().is_none_or(|problem| problem.code == "decode.cut");
        fits && node.children.iter().all(is_valid)
    }
    decoded.stop.is_none() && decoded.nodes.iter().all(is_valid)
}

/// Paths of the fields in the newest messages.
pub(crate) fn recent_fields(decoder: &Decoder, reader: &Reader) -> CommandResult<Vec<String>> {
    let mut paths = Vec::new();
    for entry in newest_entries(reader, FIELD_ROWS)? {
        let bytes = reader.payload_of(&entry, 0, entry.size)?;
        let decoded = decoder.decode_within(entry.kind, entry.direction, &bytes, LIMITS);
        rules::paths(&decoded, &mut paths);
    }
    Ok(paths)
}
