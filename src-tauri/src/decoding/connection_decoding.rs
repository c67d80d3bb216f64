//! How a connection's messages are read: the profile's decoding, ready, and its columns.

use std::sync::Arc;

use wirelark_core::frame::Kind;
use wirelark_core::packet::layout::column::ColumnTexts;
use wirelark_core::packet::rules::{Decoder, MessagePrefix, TableColumns};
use wirelark_core::packet::tree::node::DecodeStop;
use wirelark_core::profile::model::{Colour, Highlight};
use wirelark_core::transcript::filter::Context;
use wirelark_core::transcript::{Highlights, Reader, RecordInfo};

use crate::error::CommandResult;

/// Of a longer message a table's row reads so much and no more; the details read all.
const MOST_BYTES: u32 = 64 << 10;
/// A cell is one line of a table.
const MOST_CHARS: usize = 256;

/// See the module's text.
pub(crate) struct ConnectionDecoding {
    source: wirelark_core::packet::rules::Decoding,
    pub(crate) decoder: Arc<Decoder>,
    columns: TableColumns,
    colours: Vec<Highlight>,
    highlights: Highlights,
    revision: u32,
}

/// What a row of the table shows of a message's fields.
#[derive(Default)]
pub(crate) struct ShownFields {
    pub(crate) cells: Vec<String>,
    pub(crate) stop: Option<DecodeStop>,
    /// The fields that are no columns; none where no layout fits.
    pub(crate) line: Option<String>,
}

impl ConnectionDecoding {
    /// Checked and ready; what is wrong in it is left out.
    pub(crate) fn new(
        source: wirelark_core::packet::rules::Decoding,
        revision: u32,
    ) -> ConnectionDecoding {
        let decoder = Arc::new(Decoder::new(&source));
        let paths: Vec<_> = source.columns.iter().map(|column| column.field.as_str()).collect();
        let columns = decoder.columns(&paths);
        let (colours, highlights) = Default::default();
        ConnectionDecoding { source, decoder, columns, colours, highlights, revision }
    }

    /// Rows have these colours; a rule that is no filter gives none.
    pub(crate) fn coloured(mut self, rules: &[Highlight], context: &Context) -> ConnectionDecoding {
        self.colours = rules.to_vec();
        self.highlights = Highlights::new(rules, context).0;
        self
    }

    /// The rules for rows' colours, as the profile has them.
    pub(crate) fn colours(&self) -> &[Highlight] {
        &self.colours
    }

    /// These rows' colours.
    pub(crate) fn colours_of(
        &self,
        reader: &Reader,
        rows: &[u32],
    ) -> CommandResult<Vec<Option<Colour>>> {
        Ok(self.highlights.of(reader, rows)?)
    }

    /// As the profile has it.
    pub(crate) fn source(&self) -> &wirelark_core::packet::rules::Decoding {
        &self.source
    }

    /// Rises with each change: rows that were read before are to be read again.
    pub(crate) fn revision(&self) -> u32 {
        self.revision
    }

    /// A message's columns, and where it stops fitting its layout. `head` is its beginning.
    pub(crate) fn shown(
        &self,
        reader: &Reader,
        entry: &RecordInfo,
        head: &[u8],
        row: &mut ColumnTexts,
    ) -> CommandResult<ShownFields> {
        if !matches!(entry.kind, Kind::Text | Kind::Binary) {
            return Ok(ShownFields::default());
        }
        let (kind, direction, size) = (entry.kind, entry.direction, entry.size as usize);
        let mut message = MessagePrefix { kind, direction, bytes: head, size };
        let wanted = self.decoder.reach(&self.columns, message);
        let more = match wanted > head.len() {
            true => reader.payload_of(entry, 0, (wanted as u64).min(MOST_BYTES.into()) as u32)?,
            false => Vec::new(),
        };
        if !more.is_empty() {
            message.bytes = &more;
        }
        row.clear();
        let stop = self.decoder.row(&self.columns, message, row);
        let unread = wanted > message.bytes.len();
        let cells = row.cells().map(|cell| one_line(cell, unread)).collect();
        let columns: Vec<_> =
            self.source.columns.iter().map(|column| column.field.as_str()).collect();
        // What does not fit its layout is shown as it is, beside where it stops fitting.
        let line = match stop {
            None => self.decoder.line(message, &columns, MOST_CHARS),
            Some(_) => None,
        };
        Ok(ShownFields { cells, stop, line: line.map(|line| one_line(&line, false)) })
    }
}

/// A cell's text, cut where it is too long. What may be in the part of the message that was not read is no empty cell.
fn one_line(cell: &str, unread: bool) -> String {
    if cell.is_empty() && unread {
        return "…".to_owned();
    }
    match cell.char_indices().nth(MOST_CHARS) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}
