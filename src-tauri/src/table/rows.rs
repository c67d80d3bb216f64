//! Rows of the table as text. 64-bit numbers cross to the page as strings.

use jiff::Timestamp;
use wirelark_core::frame::Kind;
use wirelark_core::packet::codes::CodeValue;
use wirelark_core::packet::layout::column::ColumnTexts;
use wirelark_core::packet::rules::MessagePrefix;
use wirelark_core::profile::model::Tone;
use wirelark_core::transcript::{
    JoinedRow, PREVIEW_BYTES, Reader, RecordInfo, RowCodes, RowMessage, preview,
};

use crate::app::clock;
use crate::decoding::connection_decoding::ConnectionDecoding;
use crate::error::CommandResult;
use crate::state::lock;
use crate::table::dto::{ExtraColumnsDto, JoinedDto, RowDto, page_code};
use crate::table::row_timings::NearbyRows;
use crate::transcript::session::TranscriptSession;

/// Bytes of a row's own payload in which its first message is looked for.
const MAX_OWN: u32 = 64 << 10;

/// The rows with these numbers, in this order, without timing columns, faults and notes.
pub(crate) fn rows(
    reader: &Reader,
    decoding: &ConnectionDecoding,
    numbers: &[u32],
) -> CommandResult<Vec<RowDto>> {
    let entries = reader.records_of(numbers)?;
    let colours = decoding.colours_of(reader, numbers)?;
    let mut cells = ColumnTexts::default();
    let rows = entries.iter().zip(colours);
    rows.map(|(entry, highlight)| {
        Ok(RowDto { highlight, ..row(reader, decoding, entry, (None, &mut cells))? })
    })
    .collect()
}

/// The rows with these numbers, in the view's order, with timing columns, faults and notes.
pub(crate) fn rows_of_view(
    session: &TranscriptSession,
    reader: &Reader,
    decoding: &ConnectionDecoding,
    numbers: &[u32],
    mut timings: NearbyRows,
) -> CommandResult<Vec<RowDto>> {
    let entries = reader.records_of(numbers)?;
    let mut cells = ColumnTexts::default();
    let colours = decoding.colours_of(reader, numbers)?;
    let view_row = |(entry, highlight): (&RecordInfo, _)| {
        let mut dto = row(reader, decoding, entry, (Some(session), &mut cells))?;
        dto.highlight = highlight;
        let (since, latency, unsettled) = timings.next(&session.timing, reader, entry)?;
        let (pinned, note) = lock(&session.notes).first_line(entry.row);
        let since = since.map(|ns| ns.to_string());
        let (faults, unknown) = session.faults.of(reader, decoding, entry)?;
        // A message that goes on may turn out to be split wrongly.
        let goes_on = dto.joined.as_ref().is_some_and(|joined| joined.part_of.is_some());
        let unsettled = unsettled || unknown || goes_on;
        dto.extra = ExtraColumnsDto { since, unsettled, latency, pinned, note, faults };
        Ok(dto)
    };
    entries.iter().zip(colours).map(view_row).collect()
}

fn row(
    reader: &Reader,
    decoding: &ConnectionDecoding,
    entry: &RecordInfo,
    (session, cells): (Option<&TranscriptSession>, &mut ColumnTexts),
) -> CommandResult<RowDto> {
    if decoding.decoder.joins_messages() && matches!(entry.kind, Kind::Text | Kind::Binary) {
        return joined_row(reader, decoding, entry, (session, cells));
    }
    let head = reader.payload_of(entry, 0, PREVIEW_BYTES)?;
    let decoder = &decoding.decoder;
    let code = RowCodes::new(reader, decoder.clone()).of(reader, entry)?;
    let integer = decoder.leading_integer().filter(|integer| integer.is_in(entry.kind));
    let fields = decoding.fields(reader, entry, &head, cells)?;
    let preview =
        fields.line.unwrap_or_else(|| preview(entry.kind, &head, entry.size, decoder.has_int32()));
    let short = integer.is_some_and(|integer| (entry.size as usize) < integer.span().1);
    let known = RowDto { short, preview, cells: fields.cells, stop: fields.stop, ..empty(entry) };
    Ok(RowDto { wire: reader.wire_size(entry)?, ..coded(known, decoding, entry, code) })
}

/// Like [`row`], where the profile joins messages: a row stands for the messages that end in it.
fn joined_row(
    reader: &Reader,
    decoding: &ConnectionDecoding,
    entry: &RecordInfo,
    (session, cells): (Option<&TranscriptSession>, &mut ColumnTexts),
) -> CommandResult<RowDto> {
    let decoder = &decoding.decoder;
    let (kind, direction) = (entry.kind, entry.direction);
    let (joined, message) = match session.map(|session| session.faults.findings()) {
        Some(findings) => {
            let joined = findings.lock().joined(entry.row);
            (joined, findings.message(reader, entry.row)?)
        }
        None => (None, RowMessage::Own),
    };
    let own = match &message {
        RowMessage::Own => reader.payload_of(entry, 0, MAX_OWN)?,
        RowMessage::Part | RowMessage::Joined(_) => reader.payload_of(entry, 0, PREVIEW_BYTES)?,
    };
    let Some(bytes) = message.bytes(&own) else {
        let preview = preview(kind, &own, entry.size, false);
        let joined = joined.map(|joined| joined_dto(entry, joined, None));
        return Ok(RowDto { preview, joined, wire: reader.wire_size(entry)?, ..empty(entry) });
    };
    let is_cut = message == RowMessage::Own && own.len() < entry.size as usize;
    let (first, more) = decoder.first_message(kind, direction, bytes);
    let size = if is_cut && more == 0 { entry.size as usize } else { first.len() };
    let prefix = MessagePrefix { kind, direction, bytes: first, size };
    let fields = decoding.fields_of(prefix, cells);
    let mut line =
        fields.line.unwrap_or_else(|| preview(kind, first, size as u32, decoder.has_int32()));
    if more > 0 {
        line.push_str(&format!(" · +{more}"));
    }
    let code = decoder.first_code(kind, direction, bytes);
    let joined = joined.map(|joined| joined_dto(entry, joined, Some(bytes.len() as u32)));
    let (cells, stop) = (fields.cells, fields.stop);
    let known = RowDto { preview: line, cells, stop, joined, ..empty(entry) };
    Ok(RowDto { wire: reader.wire_size(entry)?, ..coded(known, decoding, entry, code) })
}

fn joined_dto(entry: &RecordInfo, joined: JoinedRow, size: Option<u32>) -> JoinedDto {
    let (row, parts) = (entry.row, joined.parts(entry.row));
    JoinedDto { parts, part_of: joined.part_of(row, entry.size), size }
}

/// Adds a row's code.
fn coded(
    row: RowDto,
    decoding: &ConnectionDecoding,
    entry: &RecordInfo,
    code: Option<CodeValue>,
) -> RowDto {
    let named = code.as_ref().and_then(|code| decoding.decoder.code(entry.direction, code));
    RowDto {
        code_name: named.map(|code| code.name.clone()),
        tone: named.map_or(Tone::Neutral, |code| code.tone),
        code: code.map(page_code),
        ..row
    }
}

/// A row with what its record says.
fn empty(entry: &RecordInfo) -> RowDto {
    RowDto {
        row: entry.row,
        time: local_time(entry.time_ns),
        ns: entry.time_ns.to_string(),
        direction: entry.direction.word().to_owned(),
        kind: entry.kind.word().to_owned(),
        size: entry.size,
        wire: None,
        code_name: None,
        tone: Tone::Neutral,
        code: None,
        short: false,
        preview: String::new(),
        cells: Vec::new(),
        stop: None,
        joined: None,
        extra: ExtraColumnsDto::default(),
        highlight: None,
    }
}

/// Formats Unix time in nanoseconds as the local time of day with milliseconds.
pub(crate) fn local_time(ns: i64) -> String {
    let time = Timestamp::from_nanosecond(i128::from(ns)).unwrap_or_default();
    time.to_zoned_datetime(clock::local()).strftime("%H:%M:%S%.3f").to_string()
}

#[cfg(test)]
mod tests;
