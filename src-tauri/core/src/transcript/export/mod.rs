//! Exports rows to other formats, streaming them as they are read.
//!
//! - `output`: buffered output with progress and cancellation.
//! - `payload`: payloads in chunks.
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
use std::sync::Arc;

use crate::file::NewFile;
use crate::file::atomic_save::AtomicFile;
use crate::frame::Kind;
use crate::packet::faults::FaultSet;
use crate::packet::rules::{Decoder, Decoding};

use super::findings::{Findings, SharedFindings};
use super::joined::{JoinedRow, joined_message};
use super::{Error, Header, Reader, RecordInfo, RowCodes, SequentialReader, decoding};
use output::{ExportOutput, ExportStop};
use payload::Payload;
use timestamp::TimestampWriter;

/// Payloads longer than this are read in chunks, unless they are decoded.
const MAX_WHOLE: u32 = 4 << 20;

/// File format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ExportFormat {
    /// One JSON object per line; lossless, and readable by [`super::import_file`].
    Jsonl,
    /// RFC 4180 for spreadsheets, with the profile's columns; formulas are neutralized.
    Csv,
    /// HAR 1.2 with Chromium's `_webSocketMessages`.
    Har,
    /// Packet capture for Wireshark.
    Pcapng,
    /// Human-readable log.
    Text,
}

impl ExportFormat {
    /// All formats, in menu order.
    pub const ALL: [ExportFormat; 5] = [
        ExportFormat::Jsonl,
        ExportFormat::Csv,
        ExportFormat::Har,
        ExportFormat::Pcapng,
        ExportFormat::Text,
    ];

    /// Name on the command line.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// File name extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            ExportFormat::Text => "txt",
            other => other.word(),
        }
    }
}

/// Options of an export.
#[derive(Debug, Clone)]
pub struct ExportOptions {
    /// Output format.
    pub format: ExportFormat,
    /// CSV only: write a byte order mark, by which older spreadsheets recognize UTF-8.
    pub bom: bool,
    /// Names of codes, layouts and columns; [`decoding`] returns the transcript's own.
    pub decoding: Decoding,
    /// HAR only: the recorded opening handshake. Without it, the HAR has no headers.
    pub upgrade: Option<HandshakeHeads>,
    /// JSON Lines and CSV: the rows' faults, where the decoding defines any; left out if `None`.
    pub findings: Option<SharedFindings>,
}

/// Request and response heads of an opening handshake, with secrets masked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandshakeHeads {
    /// Head of the request.
    pub request: String,
    /// Head of the response.
    pub response: String,
}

impl ExportOptions {
    /// Options for a format, with the transcript's own decoding.
    pub fn new(format: ExportFormat, reader: &Reader) -> ExportOptions {
        let decoding = decoding(reader.header());
        let findings = Findings::new(&decoding, Arc::new(Decoder::new(&decoding)));
        let findings = Some(SharedFindings::new(findings));
        ExportOptions { format, bom: false, decoding, upgrade: None, findings }
    }
}

/// Result of an export.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exported {
    /// Rows written.
    pub rows: u64,
    /// Rows that the format cannot represent: markers in HAR and pcapng, raw bytes in HAR.
    pub left_out: u64,
    /// Whether it was cancelled before the last row.
    pub cancelled: bool,
}

/// Writes rows in the given order.
///
/// Calls `progress` with the number of rows written, every 256 KiB of output and at the end. It may
/// break to cancel; what was written stays written.
pub fn export(
    output: &mut dyn Write,
    reader: &Reader,
    rows: impl IntoIterator<Item = u32>,
    options: &ExportOptions,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Exported, Error> {
    let decoder = Arc::new(Decoder::new(&options.decoding));
    let codes = RowCodes::new(reader, Arc::clone(&decoder));
    let codes = match &options.findings {
        Some(findings) if decoder.joins_messages() => {
            // A fault of a row may be found in a later one.
            drop(findings.until(reader, reader.rows()?)?);
            codes.with(findings.clone())
        }
        _ => codes,
    };
    let mut exporter = Exporter::new(options, reader.header(), &decoder);
    let mut output = ExportOutput::new(output, progress);
    let mut sequential = SequentialReader::new(reader.clone());
    let mut exported = Exported::default();
    exporter.head(&mut output.bytes);
    for row in rows {
        let faults = exporter.faults(reader, row)?;
        let joined = exporter.joined(row);
        let written = match sequential
            .longer_than(row, MAX_WHOLE)?
            .filter(|record| !exporter.decodes(record))
        {
            Some(record) => {
                let code = codes.of(reader, &record)?;
                let (whole, message) = (None, None);
                let payload = Payload { record: &record, code, whole, message, joined, reader };
                exporter.row(&mut output, &payload, faults)
            }
            None => {
                let (record, whole) = sequential.read(row)?;
                let read = match joined {
                    Some(joined) => joined_message(reader, &decoder, row, joined)?,
                    None => None,
                };
                let message = match joined {
                    Some(_) => read.as_deref(),
                    None => Some(whole),
                };
                let code = message.and_then(|message| codes.of_read(&record, message));
                let whole = Some(whole);
                let payload = Payload { record: &record, code, whole, message, joined, reader };
                exporter.row(&mut output, &payload, faults)
            }
        };
        let continued = written.and_then(|is_written| {
            if is_written {
                exported.rows += 1;
                output.rows = exported.rows;
            } else {
                exported.left_out += 1;
            }
            output.flush_if_large()
        });
        match continued {
            Ok(()) => {}
            Err(ExportStop::Failed(error)) => return Err(error),
            Err(ExportStop::Cancelled) => {
                output.finish(false)?;
                return Ok(Exported { cancelled: true, ..exported });
            }
        }
    }
    exporter.end(&mut output.bytes);
    output.finish(true)?;
    Ok(exported)
}

/// Like [`export`], into a file that is replaced atomically; cancelling leaves no trace.
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

/// State of one export.
struct Exporter<'a> {
    options: &'a ExportOptions,
    header: &'a Header,
    decoder: &'a Decoder,
    /// `None` if the format has no place for faults, or the decoding defines none.
    findings: Option<&'a SharedFindings>,
    /// The same for the parts of messages.
    joins: Option<&'a SharedFindings>,
    clock: TimestampWriter,
    csv: csv::Csv,
    har: har::Har,
    pcapng: pcapng::Pcapng,
}

impl<'a> Exporter<'a> {
    fn new(options: &'a ExportOptions, header: &'a Header, decoder: &'a Decoder) -> Exporter<'a> {
        let has_faults = matches!(options.format, ExportFormat::Jsonl | ExportFormat::Csv);
        let findings = options.findings.as_ref().filter(|_| has_faults);
        Exporter {
            joins: options.findings.as_ref().filter(|_| decoder.joins_messages()),
            findings: findings.filter(|findings| findings.lock().finds_faults()),
            options,
            header,
            decoder,
            clock: TimestampWriter::default(),
            csv: csv::Csv::new(decoder, &options.decoding.columns),
            har: har::Har::default(),
            pcapng: pcapng::Pcapng::new(header),
        }
    }

    /// The faults of a row; computes those of the rows before it first.
    fn faults(&self, reader: &Reader, row: u32) -> Result<Option<FaultSet>, Error> {
        let faults = |findings: &SharedFindings| Ok(findings.until(reader, row)?.faults(row));
        self.findings.map(faults).transpose()
    }

    /// What the messages of a row consist of, if not of its payload.
    fn joined(&self, row: u32) -> Option<JoinedRow> {
        self.joins?.lock().joined(row)
    }

    /// Whether this row's payload has to be decoded, and so read at once.
    fn decodes(&self, record: &RecordInfo) -> bool {
        let has_fields = match self.options.format {
            ExportFormat::Jsonl | ExportFormat::Text => !self.decoder.plans().is_empty(),
            ExportFormat::Csv => !self.options.decoding.columns.is_empty(),
            ExportFormat::Har | ExportFormat::Pcapng => false,
        };
        has_fields && matches!(record.kind, Kind::Text | Kind::Binary)
    }

    fn head(&self, output: &mut Vec<u8>) {
        match self.options.format {
            ExportFormat::Csv => {
                let (columns, bom) = (&self.options.decoding.columns, self.options.bom);
                let (faults, parts) = (self.findings.is_some(), self.joins.is_some());
                csv::Csv::head(output, columns, csv::CsvExtras { faults, parts }, bom);
            }
            ExportFormat::Pcapng => pcapng::Pcapng::head(output, self.header),
            ExportFormat::Text => text::head(output, self.header),
            ExportFormat::Jsonl | ExportFormat::Har => {}
        }
    }

    fn row(
        &mut self,
        output: &mut ExportOutput<'_>,
        payload: &Payload<'_>,
        faults: Option<FaultSet>,
    ) -> Result<bool, ExportStop> {
        match self.options.format {
            ExportFormat::Jsonl => {
                jsonl::row(output, &mut self.clock, self.decoder, payload, faults)?
            }
            ExportFormat::Text => text::row(output, &mut self.clock, self.decoder, payload)?,
            ExportFormat::Csv => {
                self.csv.row(output, self.decoder, payload)?;
                let columns = self.options.decoding.columns.len();
                let parts = payload.joined.and_then(|joined| joined.parts(payload.record.row));
                let parts = self.joins.map(|_| parts);
                self.csv.end_row(&mut output.bytes, columns, faults, parts);
            }
            ExportFormat::Har => {
                return self.har.row(output, self.header, &self.options.upgrade, payload);
            }
            ExportFormat::Pcapng => return self.pcapng.row(output, self.header, payload),
        }
        Ok(true)
    }

    fn end(&mut self, output: &mut Vec<u8>) {
        match self.options.format {
            ExportFormat::Har => self.har.end(output, self.header, &self.options.upgrade),
            ExportFormat::Pcapng => self.pcapng.end(output),
            ExportFormat::Jsonl | ExportFormat::Csv | ExportFormat::Text => {}
        }
    }
}

/// The two hex digits of a byte.
pub(super) fn hex(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]
}
