//! CSV (RFC 4180), safe to open in a spreadsheet.
//!
//! A payload must not become a formula, so a value that a spreadsheet might take for one is
//! prefixed by an apostrophe, unless it is a plain number. This includes values after other cell
//! separators than the comma. JSON Lines preserves the exact text.

use std::io::Write as _;

use crate::frame::Kind;
use crate::packet::codes::CodeValue;
use crate::packet::faults::{FaultKind, FaultSet};
use crate::packet::layout::column::ColumnTexts;
use crate::packet::rules::{Column, Decoder, MessagePrefix, TableColumns};

use super::hex;
use super::output::{ExportOutput, ExportStop};
use super::payload::Payload;
use super::timestamp::TimestampWriter;

/// The columns before the profile's.
const FIXED_COLUMNS: &str = "row,time,direction,kind,size,code,code_name,text,hex";

/// The columns after the profile's.
#[derive(Debug, Clone, Copy)]
pub(super) struct CsvExtras {
    pub faults: bool,
    pub parts: bool,
}

/// State of a CSV export.
pub(super) struct Csv {
    columns: TableColumns,
    cells: ColumnTexts,
    clock: TimestampWriter,
}

impl Csv {
    pub(super) fn new(decoder: &Decoder, columns: &[Column]) -> Csv {
        let paths: Vec<&str> = columns.iter().map(|column| column.field.as_str()).collect();
        Csv {
            columns: decoder.columns(&paths),
            cells: ColumnTexts::default(),
            clock: TimestampWriter::default(),
        }
    }

    pub(super) fn head(output: &mut Vec<u8>, columns: &[Column], has: CsvExtras, bom: bool) {
        if bom {
            output.extend_from_slice(b"\xef\xbb\xbf");
        }
        output.extend_from_slice(FIXED_COLUMNS.as_bytes());
        for column in columns {
            output.push(b',');
            let title = if column.title.is_empty() { &column.field } else { &column.title };
            cell(output, title);
        }
        if has.faults {
            output.extend_from_slice(b",faults");
        }
        if has.parts {
            output.extend_from_slice(b",parts");
        }
        output.extend_from_slice(b"\r\n");
    }

    pub(super) fn row(
        &mut self,
        output: &mut ExportOutput<'_>,
        decoder: &Decoder,
        payload: &Payload<'_>,
    ) -> Result<(), ExportStop> {
        self.cells.clear();
        let record = payload.record;
        let line = &mut output.bytes;
        // Writing to memory does not fail.
        let _ = write!(line, "{},", record.row);
        self.clock.write(line, record.time_ns);
        let (direction, kind) = (record.direction.word(), record.kind.word());
        let _ = write!(line, ",{direction},{kind},{},", record.size);
        match &payload.code {
            Some(CodeValue::Number(code)) => drop(write!(line, "{code}")),
            Some(CodeValue::Text(code)) => cell(line, code),
            None => {}
        }
        line.push(b',');
        let name = payload.code.as_ref().and_then(|code| decoder.code(record.direction, code));
        if let Some(name) = name {
            cell(line, &name.name);
        }
        line.push(b',');
        if record.kind == Kind::Text && payload.is_utf8()? {
            let mut csv_cell = CsvCell::new(&mut output.bytes, record.size == 0);
            payload.text(|chunk| {
                csv_cell.put(&mut output.bytes, chunk);
                output.flush_within_row()
            })?;
            output.bytes.extend_from_slice(if record.size == 0 { b"," } else { b"\"," });
        } else {
            output.bytes.push(b',');
            payload.chunks(|chunk| {
                output.bytes.extend(chunk.iter().flat_map(|byte| hex(*byte)));
                output.flush_within_row()
            })?;
        }
        if let Some(bytes) = payload.message {
            let (kind, direction) = (record.kind, record.direction);
            let (first, _) = decoder.first_message(kind, direction, bytes);
            let message = MessagePrefix::whole(kind, direction, first);
            let _ = decoder.row(&self.columns, message, &mut self.cells);
        }
        Ok(())
    }

    /// Appends the profile's columns, of which those that the message lacks are empty, the faults, and the parts of the
    /// message that ends in the row, such as `26..27`.
    pub(super) fn end_row(
        &self,
        output: &mut Vec<u8>,
        columns: usize,
        faults: Option<FaultSet>,
        parts: Option<Option<(u32, u32)>>,
    ) {
        let mut cells = self.cells.cells();
        for _ in 0..columns {
            output.push(b',');
            cell(output, cells.next().unwrap_or_default());
        }
        if let Some(faults) = faults {
            let words: Vec<_> = faults.kinds().map(FaultKind::word).collect();
            output.push(b',');
            cell(output, &words.join(" "));
        }
        if let Some(parts) = parts {
            output.push(b',');
            let parts = parts.map(|(first, last)| format!("{first}..{last}"));
            cell(output, &parts.unwrap_or_default());
        }
        output.extend_from_slice(b"\r\n");
    }
}

/// Escapes the text of a cell, which may come in chunks.
struct CsvCell {
    /// Whether a spreadsheet may start a cell at the next character.
    starts_cell: bool,
}

impl CsvCell {
    fn new(output: &mut Vec<u8>, is_empty: bool) -> CsvCell {
        if !is_empty {
            output.push(b'"');
        }
        CsvCell { starts_cell: true }
    }

    fn put(&mut self, output: &mut Vec<u8>, text: &str) {
        for (at, ch) in text.char_indices() {
            if self.starts_cell && is_formula(text.get(at..).unwrap_or_default()) {
                output.push(b'\'');
            }
            self.starts_cell = match ch {
                // Cell separators of other spreadsheet settings; here they are within quotation
                // marks.
                ';' | '\t' | '\r' | '\n' => true,
                ' ' | '"' => self.starts_cell,
                _ => false,
            };
            if ch == '"' {
                output.push(b'"');
            }
            output.extend_from_slice(ch.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}

/// Appends a text cell.
pub(super) fn cell(output: &mut Vec<u8>, text: &str) {
    let mut csv_cell = CsvCell::new(output, text.is_empty());
    csv_cell.put(output, text);
    if !text.is_empty() {
        output.push(b'"');
    }
}

/// Whether a spreadsheet may take the start of this text for a formula.
fn is_formula(text: &str) -> bool {
    let leads = ['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'];
    text.starts_with(leads)
        && !is_number(text.split([';', ',', '\t', '\r', '\n', '"']).next().unwrap_or(text))
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'))
        && text.parse::<f64>().is_ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_escaped_and_numbers_are_not() {
        let written = |text: &str| {
            let mut output = Vec::new();
            cell(&mut output, text);
            String::from_utf8(output).unwrap()
        };
        assert_eq!(written("=1+1"), "\"'=1+1\"");
        assert_eq!(written("-cmd|' /C calc'!A0"), "\"'-cmd|' /C calc'!A0\"");
        assert_eq!(written("@SUM(1)"), "\"'@SUM(1)\"");
        assert_eq!(written("\t=1"), "\"\t'=1\"");
        assert_eq!(written("＝1"), "\"'＝1\"");
        assert_eq!(written("-1.5e-3"), "\"-1.5e-3\"");
        assert_eq!(written("-inf"), "\"'-inf\"");
        assert_eq!(written("-1+2"), "\"'-1+2\"");
        assert_eq!(written("a \"b\",\r\nc"), "\"a \"\"b\"\",\r\nc\"");
        assert_eq!(written(""), "");
    }

    #[test]
    fn hostile_16_formulas_after_other_separators_are_escaped() {
        let written = |pieces: &[&str]| {
            let mut output = Vec::new();
            let mut csv_cell = CsvCell::new(&mut output, false);
            pieces.iter().for_each(|chunk| csv_cell.put(&mut output, chunk));
            String::from_utf8(output).unwrap()
        };
        assert_eq!(written(&["a;=cmd|' /C calc'!A0"]), "\"a;'=cmd|' /C calc'!A0");
        assert_eq!(written(&["a;", "=1"]), "\"a;'=1", "in two pieces");
        assert_eq!(written(&["a\r\n", "\"@x"]), "\"a\r\n\"\"'@x");
        assert_eq!(written(&["a\t -2+3+cmd|x"]), "\"a\t '-2+3+cmd|x");
        assert_eq!(written(&["[\n  -1.5,\n  +2\n]; a=b, -c"]), "\"[\n  -1.5,\n  +2\n]; a=b, -c");
    }
}
