//! CSV as RFC 4180 has it, safe to open in a spreadsheet.
//!
//! What a server sends must not become a formula: what a spreadsheet would take for one gets an apostrophe before it, unless
//! it is a plain number; also behind what separates cells where a spreadsheet expects no commas. JSON Lines has the text as
//! it was.

use std::io::Write as _;

use crate::frame::Kind;
use crate::packet::layout::column::ColumnTexts;
use crate::packet::rules::{Column, Decoder, MessagePrefix, TableColumns};

use super::hex;
use super::output::{ExportOutput, ExportStop};
use super::payload::Payload;
use super::timestamp::TimestampWriter;

/// The columns before those that the profile chose.
const FIRST: &str = "row,time,direction,kind,size,code,code_name,text,hex";

/// The state of a file in the making.
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

    pub(super) fn head(out: &mut Vec<u8>, columns: &[Column], bom: bool) {
        if bom {
            out.extend_from_slice(b"\xef\xbb\xbf");
        }
        out.extend_from_slice(FIRST.as_bytes());
        for column in columns {
            out.push(b',');
            let title = if column.title.is_empty() { &column.field } else { &column.title };
            cell(out, title);
        }
        out.extend_from_slice(b"\r\n");
    }

    pub(super) fn row(
        &mut self,
        out: &mut ExportOutput<'_>,
        decoder: &Decoder,
        payload: &Payload<'_>,
    ) -> Result<(), ExportStop> {
        self.cells.clear();
        let entry = payload.entry;
        let line = &mut out.bytes;
        // Writing to memory does not fail.
        let _ = write!(line, "{},", entry.row);
        self.clock.write(line, entry.time_ns);
        let (direction, kind) = (entry.direction.word(), entry.kind.word());
        let _ = write!(line, ",{direction},{kind},{},", entry.size);
        if let Some(code) = entry.code {
            let _ = write!(line, "{code}");
        }
        line.push(b',');
        if let Some(name) = entry.code.and_then(|code| decoder.code(entry.direction, code)) {
            cell(line, &name.name);
        }
        line.push(b',');
        if entry.kind == Kind::Text && payload.is_utf8()? {
            let mut guard = CsvCell::new(&mut out.bytes, entry.size == 0);
            payload.text(|piece| {
                guard.put(&mut out.bytes, piece);
                out.pass_on_within()
            })?;
            out.bytes.extend_from_slice(if entry.size == 0 { b"," } else { b"\"," });
        } else {
            out.bytes.push(b',');
            payload.pieces(|piece| {
                out.bytes.extend(piece.iter().flat_map(|byte| hex(*byte)));
                out.pass_on_within()
            })?;
        }
        if let Some(whole) = payload.whole {
            let (kind, direction, size) = (entry.kind, entry.direction, whole.len());
            let message = MessagePrefix { kind, direction, bytes: whole, size };
            let _ = decoder.row(&self.columns, message, &mut self.cells);
        }
        Ok(())
    }

    /// The profile's columns; a message that has none of them has empty cells.
    pub(super) fn end_row(&self, out: &mut Vec<u8>, columns: usize) {
        let mut cells = self.cells.cells();
        for _ in 0..columns {
            out.push(b',');
            cell(out, cells.next().unwrap_or_default());
        }
        out.extend_from_slice(b"\r\n");
    }
}

/// A text's cell, which may come in pieces.
struct CsvCell {
    /// A spreadsheet may begin a cell with the next character.
    begins: bool,
}

impl CsvCell {
    fn new(out: &mut Vec<u8>, is_empty: bool) -> CsvCell {
        if !is_empty {
            out.push(b'"');
        }
        CsvCell { begins: true }
    }

    fn put(&mut self, out: &mut Vec<u8>, text: &str) {
        for (at, ch) in text.char_indices() {
            if self.begins && is_formula(text.get(at..).unwrap_or_default()) {
                out.push(b'\'');
            }
            self.begins = match ch {
                // Separators of other settings than ours, which has all of this in quotation marks.
                ';' | '\t' | '\r' | '\n' => true,
                ' ' | '"' => self.begins,
                _ => false,
            };
            if ch == '"' {
                out.push(b'"');
            }
            out.extend_from_slice(ch.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}

/// Writes a text's cell.
pub(super) fn cell(out: &mut Vec<u8>, text: &str) {
    let mut guard = CsvCell::new(out, text.is_empty());
    guard.put(out, text);
    if !text.is_empty() {
        out.push(b'"');
    }
}

/// Whether a spreadsheet may take the beginning of this for a formula.
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
    fn a_formula_becomes_text_and_a_number_stays_one() {
        let written = |text: &str| {
            let mut out = Vec::new();
            cell(&mut out, text);
            String::from_utf8(out).unwrap()
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
    fn hostile_16_a_formula_behind_another_separator_becomes_text() {
        let written = |pieces: &[&str]| {
            let mut out = Vec::new();
            let mut guard = CsvCell::new(&mut out, false);
            pieces.iter().for_each(|piece| guard.put(&mut out, piece));
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written(&["a;=cmd|' /C calc'!A0"]), "\"a;'=cmd|' /C calc'!A0");
        assert_eq!(written(&["a;", "=1"]), "\"a;'=1", "in two pieces");
        assert_eq!(written(&["a\r\n", "\"@x"]), "\"a\r\n\"\"'@x");
        assert_eq!(written(&["a\t -2+3+cmd|x"]), "\"a\t '-2+3+cmd|x");
        assert_eq!(written(&["[\n  -1.5,\n  +2\n]; a=b, -c"]), "\"[\n  -1.5,\n  +2\n]; a=b, -c");
    }
}
