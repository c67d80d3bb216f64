//! Rows in the formats of other programs, written as they are read.
//!
//! - `output`: where it goes; progress, and breaking off.
//! - `payload`: a payload in pieces.
//! - `timestamp`: times as text.
//! - `jsonl`, `csv`, `har`, `pcapng`, `text`: one format each.

mod csv;
mod har;
mod jsonl;
mod output;
mod payload;
mod pcapng;
mod text;
mod timestamp;

use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

use crate::file::NewFile;
use crate::file::atomic_save::AtomicFile;
use crate::frame::Kind;
use crate::packet::rules::{Decoder, Decoding};

use super::{Error, Header, Reader, RecordInfo, SequentialReader};
use output::{ExportOutput, ExportStop};
use payload::Payload;
use timestamp::TimestampWriter;

/// A longer payload is not read in one piece, unless it is decoded.
const LONG: u32 = 4 << 20;

/// What an export is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// One JSON object a line; exact, and what [`super::import_file`] reads back.
    Jsonl,
    /// RFC 4180, for spreadsheets: the profile's columns too, formulas made harmless.
    Csv,
    /// HAR 1.2 with Chromium's `_webSocketMessages`.
    Har,
    /// For Wireshark.
    Pcapng,
    /// A log for people.
    Text,
}

impl ExportFormat {
    /// All of them, in the order of a menu.
    pub const ALL: [ExportFormat; 5] = [
        ExportFormat::Jsonl,
        ExportFormat::Csv,
        ExportFormat::Har,
        ExportFormat::Pcapng,
        ExportFormat::Text,
    ];

    /// The word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            ExportFormat::Jsonl => "jsonl",
            ExportFormat::Csv => "csv",
            ExportFormat::Har => "har",
            ExportFormat::Pcapng => "pcapng",
            ExportFormat::Text => "text",
        }
    }

    /// How such a file's name ends, without the point.
    pub fn extension(self) -> &'static str {
        match self {
            ExportFormat::Text => "txt",
            other => other.word(),
        }
    }
}

/// How an export is made.
#[derive(Debug, Clone)]
pub struct ExportOptions {
    /// In which format.
    pub format: ExportFormat,
    /// CSV only: a byte order mark first, by which older spreadsheets know UTF-8.
    pub bom: bool,
    /// Names of codes, layouts and columns; [`decoding`] has the transcript's own.
    pub decoding: Decoding,
    /// HAR only: the opening handshake, where it was kept beside the transcript. Without it a HAR has no headers.
    pub upgrade: Option<HandshakeHeads>,
}

/// The heads of an opening handshake, in which secrets are masked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandshakeHeads {
    /// The request's.
    pub request: String,
    /// The response's.
    pub response: String,
}

impl ExportOptions {
    /// A format with the decoding that the transcript carries.
    pub fn new(format: ExportFormat, reader: &Reader) -> ExportOptions {
        ExportOptions { format, bom: false, decoding: decoding(reader.header()), upgrade: None }
    }
}

/// How an export ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exported {
    /// Rows that were written, whole.
    pub rows: u64,
    /// Rows that the format has no place for: markers in HAR and pcapng, raw bytes in HAR.
    pub left_out: u64,
    /// Whether it was broken off before the last.
    pub cancelled: bool,
}

/// The decoding that a transcript carries; an empty one where it is of another version or another program's.
pub fn decoding(header: &Header) -> Decoding {
    serde_json::from_value(header.rules.clone()).unwrap_or_default()
}

/// Writes rows, in the order given.
///
/// `progress` is told the rows written so far, every 256 KiB of output and at the end, and may break off: what was
/// written until then stays written.
pub fn export(
    out: &mut dyn Write,
    reader: &Reader,
    rows: impl IntoIterator<Item = u32>,
    options: &ExportOptions,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Exported, Error> {
    let decoder = Decoder::new(&options.decoding);
    let mut maker = Exporter::new(options, reader.header(), &decoder);
    let mut out = ExportOutput::new(out, progress);
    let mut walk = SequentialReader::new(reader.clone());
    let mut exported = Exported::default();
    maker.head(&mut out.bytes);
    for row in rows {
        let written = match walk.longer_than(row, LONG)?.filter(|entry| !maker.decodes(entry)) {
            Some(entry) => maker.row(&mut out, &Payload { entry: &entry, whole: None, reader }),
            None => {
                let (entry, whole) = walk.read(row)?;
                maker.row(&mut out, &Payload { entry: &entry, whole: Some(whole), reader })
            }
        };
        let passed = written.and_then(|written| {
            if written {
                exported.rows += 1;
                out.rows = exported.rows;
            } else {
                exported.left_out += 1;
            }
            out.pass_on()
        });
        match passed {
            Ok(()) => {}
            Err(ExportStop::Failed(error)) => return Err(error),
            Err(ExportStop::Cancelled) => {
                out.finish(false)?;
                return Ok(Exported { cancelled: true, ..exported });
            }
        }
    }
    maker.end(&mut out.bytes);
    out.finish(true)?;
    Ok(exported)
}

/// The same into a file, which appears when it is whole: of one that was there before nothing is lost until then, and
/// breaking off leaves no trace.
pub fn export_file(
    path: &Path,
    reader: &Reader,
    rows: impl IntoIterator<Item = u32>,
    options: &ExportOptions,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Exported, Error> {
    let failed = |error: std::io::Error| Error::write(path, error);
    let mut file = BufWriter::new(AtomicFile::begin(path, NewFile::Umask).map_err(failed)?);
    let exported = export(&mut file, reader, rows, options, progress)?;
    if !exported.cancelled {
        let whole = file.into_inner().map_err(|error| failed(error.into_error()))?;
        whole.commit().map_err(failed)?;
    }
    Ok(exported)
}

/// One format at work.
struct Exporter<'a> {
    options: &'a ExportOptions,
    header: &'a Header,
    decoder: &'a Decoder,
    clock: TimestampWriter,
    csv: csv::Csv,
    har: har::Har,
    pcapng: pcapng::Pcapng,
}

impl<'a> Exporter<'a> {
    fn new(options: &'a ExportOptions, header: &'a Header, decoder: &'a Decoder) -> Exporter<'a> {
        Exporter {
            options,
            header,
            decoder,
            clock: TimestampWriter::default(),
            csv: csv::Csv::new(decoder, &options.decoding.columns),
            har: har::Har::default(),
            pcapng: pcapng::Pcapng::new(header),
        }
    }

    /// Whether this row's payload is needed in one piece.
    fn decodes(&self, entry: &RecordInfo) -> bool {
        let has_fields = match self.options.format {
            ExportFormat::Jsonl | ExportFormat::Text => !self.decoder.plans().is_empty(),
            ExportFormat::Csv => !self.options.decoding.columns.is_empty(),
            ExportFormat::Har | ExportFormat::Pcapng => false,
        };
        has_fields && matches!(entry.kind, Kind::Text | Kind::Binary)
    }

    fn head(&self, out: &mut Vec<u8>) {
        match self.options.format {
            ExportFormat::Csv => {
                csv::Csv::head(out, &self.options.decoding.columns, self.options.bom);
            }
            ExportFormat::Pcapng => pcapng::Pcapng::head(out, self.header),
            ExportFormat::Text => text::head(out, self.header),
            ExportFormat::Jsonl | ExportFormat::Har => {}
        }
    }

    fn row(
        &mut self,
        out: &mut ExportOutput<'_>,
        payload: &Payload<'_>,
    ) -> Result<bool, ExportStop> {
        match self.options.format {
            ExportFormat::Jsonl => jsonl::row(out, &mut self.clock, self.decoder, payload)?,
            ExportFormat::Text => text::row(out, &mut self.clock, self.decoder, payload)?,
            ExportFormat::Csv => {
                self.csv.row(out, self.decoder, payload)?;
                self.csv.end_row(&mut out.bytes, self.options.decoding.columns.len());
            }
            ExportFormat::Har => {
                return self.har.row(out, self.header, &self.options.upgrade, payload);
            }
            ExportFormat::Pcapng => return self.pcapng.row(out, self.header, payload),
        }
        Ok(true)
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        match self.options.format {
            ExportFormat::Har => self.har.end(out, self.header, &self.options.upgrade),
            ExportFormat::Pcapng => self.pcapng.end(out),
            ExportFormat::Jsonl | ExportFormat::Csv | ExportFormat::Text => {}
        }
    }
}

/// The two digits of a byte.
pub(super) fn hex(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]
}
