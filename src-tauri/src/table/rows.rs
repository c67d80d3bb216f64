//! Rows of the table as text. 64-bit numbers cross to the page as strings.

use jiff::Timestamp;
use wirelark_core::packet::layout::column::ColumnTexts;
use wirelark_core::profile::model::Tone;
use wirelark_core::transcript::{PREVIEW_BYTES, Reader, RecordInfo, RowCodes, preview};

use crate::app::clock;
use crate::decoding::connection_decoding::ConnectionDecoding;
use crate::error::CommandResult;
use crate::state::lock;
use crate::table::dto::{ExtraColumnsDto, RowDto, page_code};
use crate::table::row_timings::NearbyRows;
use crate::transcript::session::TranscriptSession;

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
        Ok(RowDto { highlight, ..row(reader, decoding, entry, &mut cells)? })
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
        let mut dto = row(reader, decoding, entry, &mut cells)?;
        dto.highlight = highlight;
        let (since, latency, unsettled) = timings.next(&session.timing, reader, entry)?;
        let (pinned, note) = lock(&session.notes).first_line(entry.row);
        let since = since.map(|ns| ns.to_string());
        let (faults, unknown) = session.faults.of(reader, decoding, entry)?;
        let unsettled = unsettled || unknown;
        dto.extra = ExtraColumnsDto { since, unsettled, latency, pinned, note, faults };
        Ok(dto)
    };
    entries.iter().zip(colours).map(view_row).collect()
}

fn row(
    reader: &Reader,
    decoding: &ConnectionDecoding,
    entry: &RecordInfo,
    cells: &mut ColumnTexts,
) -> CommandResult<RowDto> {
    let head = reader.payload_of(entry, 0, PREVIEW_BYTES)?;
    let decoder = &decoding.decoder;
    let code = RowCodes::new(reader, decoder.clone()).of(reader, entry)?;
    let named = code.as_ref().and_then(|code| decoder.code(entry.direction, code));
    let integer = decoder.leading_integer().filter(|integer| integer.is_in(entry.kind));
    let fields = decoding.fields(reader, entry, &head, cells)?;
    Ok(RowDto {
        row: entry.row,
        time: local_time(entry.time_ns),
        ns: entry.time_ns.to_string(),
        direction: entry.direction.word().to_owned(),
        kind: entry.kind.word().to_owned(),
        size: entry.size,
        wire: reader.wire_size(entry)?,
        code_name: named.map(|code| code.name.clone()),
        tone: named.map_or(Tone::Neutral, |code| code.tone),
        code: code.map(page_code),
        short: integer.is_some_and(|integer| (entry.size as usize) < integer.span().1),
        preview: fields
            .line
            .unwrap_or_else(|| preview(entry.kind, &head, entry.size, decoder.has_int32())),
        cells: fields.cells,
        stop: fields.stop,
        extra: ExtraColumnsDto::default(),
        highlight: None,
    })
}

/// Formats Unix time in nanoseconds as the local time of day with milliseconds.
pub(crate) fn local_time(ns: i64) -> String {
    let time = Timestamp::from_nanosecond(i128::from(ns)).unwrap_or_default();
    time.to_zoned_datetime(clock::local()).strftime("%H:%M:%S%.3f").to_string()
}

#[cfg(test)]
mod tests;
