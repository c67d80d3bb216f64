//! A transcript's decoding in use: the compiled rules, the table's columns and the rows' colours.

use std::sync::Arc;

use wirelark_core::frame::Kind;
use wirelark_core::packet::layout::column::ColumnTexts;
use wirelark_core::packet::rules::{Decoder, Decoding, MessagePrefix, TableColumns};
use wirelark_core::packet::tree::node::DecodeStop;
use wirelark_core::profile::model::{Colour, Highlight};
use wirelark_core::text::truncate_chars;
use wirelark_core::transcript::filter::Context;
use wirelark_core::transcript::{Highlights, Reader, RecordInfo};

use crate::error::CommandResult;

/// Bytes of a message that a table row reads at most; the details read all.
const MAX_BYTES: u32 = 64 << 10;
/// Characters of a table cell.
const MAX_CHARS: usize = 256;

/// A profile's decoding, compiled. Replaced as a whole when the profile changes.
pub(crate) struct ConnectionDecoding {
    source: Decoding,
    pub decoder: Arc<Decoder>,
    columns: TableColumns,
    colours: Vec<Highlight>,
    highlights: Highlights,
    revision: u32,
}

/// Decoded part of a table row.
#[derive(Default)]
pub(crate) struct DecodedFields {
    pub cells: Vec<String>,
    pub stop: Option<DecodeStop>,
    /// Fields without a column, as one line; `None` if no layout fits.
    pub line: Option<String>,
}

impl ConnectionDecoding {
    /// Compiles a decoding; invalid rules and layouts are left out.
    pub(crate) fn new(source: Decoding, revision: u32) -> ConnectionDecoding {
        let decoder = Arc::new(Decoder::new(&source));
        let paths: Vec<_> = source.columns.iter().map(|column| column.field.as_str()).collect();
        let columns = decoder.columns(&paths);
        let (colours, highlights) = Default::default();
        ConnectionDecoding { source, decoder, columns, colours, highlights, revision }
    }

    /// Adds rules for row colours; rules with an invalid filter are ignored.
    pub(crate) fn coloured(mut self, rules: &[Highlight], context: &Context) -> ConnectionDecoding {
        self.colours = rules.to_vec();
        self.highlights = Highlights::new(rules, context).0;
        self
    }

    /// The profile's rules for row colours.
    pub(crate) fn colours(&self) -> &[Highlight] {
        &self.colours
    }

    /// The colours of these rows.
    pub(crate) fn colours_of(
        &self,
        reader: &Reader,
        rows: &[u32],
    ) -> CommandResult<Vec<Option<Colour>>> {
        Ok(self.highlights.of(reader, rows)?)
    }

    /// The decoding as the profile defines it.
    pub(crate) fn source(&self) -> &Decoding {
        &self.source
    }

    /// Increases with each change; rows decoded earlier are stale then.
    pub(crate) fn revision(&self) -> u32 {
        self.revision
    }

    /// Decodes a message's columns and finds where it stops fitting its layout. `head` is the start of the payload.
    pub(crate) fn fields(
        &self,
        reader: &Reader,
        entry: &RecordInfo,
        head: &[u8],
        row: &mut ColumnTexts,
    ) -> CommandResult<DecodedFields> {
        if !matches!(entry.kind, Kind::Text | Kind::Binary) {
            return Ok(DecodedFields::default());
        }
        let (kind, direction, size) = (entry.kind, entry.direction, entry.size as usize);
        let mut message = MessagePrefix { kind, direction, bytes: head, size };
        let wanted = self.decoder.reach(&self.columns, message);
        let longer = match wanted > head.len() {
            true => reader.payload_of(entry, 0, (wanted as u64).min(MAX_BYTES.into()) as u32)?,
            false => Vec::new(),
        };
        if !longer.is_empty() {
            message.bytes = &longer;
        }
        Ok(self.decoded(message, wanted, row))
    }

    /// Like [`fields`](Self::fields), for a message of which no more is read.
    pub(crate) fn fields_of(
        &self,
        message: MessagePrefix<'_>,
        row: &mut ColumnTexts,
    ) -> DecodedFields {
        self.decoded(message, self.decoder.reach(&self.columns, message), row)
    }

    /// `wanted`: how many bytes of the message the columns need.
    fn decoded(
        &self,
        message: MessagePrefix<'_>,
        wanted: usize,
        row: &mut ColumnTexts,
    ) -> DecodedFields {
        row.clear();
        let stop = self.decoder.row(&self.columns, message, row);
        let unread = wanted > message.bytes.len();
        let cells = row.cells().map(|cell| cell_text(cell, unread)).collect();
        // A message that does not fit its layout is shown undecoded, with the place where it stops fitting.
        let line = match stop {
            None => self.decoder.preview(message, MAX_CHARS),
            Some(_) => None,
        };
        DecodedFields { cells, stop, line: line.map(|line| cell_text(&line, false)) }
    }
}

/// A cell's text, cut if too long. An empty cell whose field may lie in the unread part of the message becomes `…`.
fn cell_text(cell: &str, unread: bool) -> String {
    match cell.is_empty() && unread {
        true => "…".to_owned(),
        false => truncate_chars(cell.to_owned(), MAX_CHARS),
    }
}
