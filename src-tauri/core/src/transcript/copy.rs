//! Copies rows as text: for a bug report, source code or a shell.
//!
//! - `target`: where a copied program or command connects, from a profile.
//! - `url`: parts of a URL.
//! - `template`: text with environment variables in place of secrets.
//! - `shell_word`: quoting for a POSIX shell.
//! - `code_action`: what an exported program does.
//! - `shell`, `python`, `node`: shell commands, and programs in Python and Node.
//! - `scenario_code`: a scenario as a program or command.
//! - `report`: a bug report in Markdown.

mod code_action;
mod node;
mod python;
mod report;
mod scenario_code;
mod shell;
mod shell_word;
mod target;
mod template;
mod url;

use std::ops::ControlFlow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::frame::{Direction, Kind};
use crate::packet::escape::{c_array, python_bytes, python_text};
use crate::packet::{hex, rules::Decoding};

use super::findings::SharedFindings;
use super::{Error, ExportFormat, ExportOptions, HandshakeHeads, Reader, RecordInfo, export};
pub use scenario_code::{CodeLanguage, ScenarioCodeError, scenario_code};
use shell::Shell;
pub use target::CopyTarget;

/// Format in which rows are copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum CopyForm {
    /// The payload as text, or as hex if it is not text; one row per line.
    Text,
    /// The payload as hex digits.
    Hex,
    /// The payload as base64.
    Base64,
    /// C array, such as `{0x01, 0x00}`.
    #[strum(serialize = "c")]
    CArray,
    /// Python literal, such as `b'\x01\x00'`.
    #[strum(serialize = "python")]
    PythonBytes,
    /// The row as in `transcript export --format jsonl`.
    Json,
    /// The row as in `--format csv`; several rows include the header line.
    Csv,
    /// A `websocat` command line per sent row, which connects, sends the message and prints the
    /// first answer.
    Websocat,
    /// The same for `wscat`, which sends text only.
    Wscat,
    /// A Python program with the `websockets` library that connects, sends the sent rows and prints
    /// the first answer.
    #[strum(serialize = "websockets")]
    PythonWebsockets,
    /// A bug report in Markdown: the rows, their context and the opening handshake.
    Report,
}

impl CopyForm {
    /// All forms, in menu order.
    pub const ALL: [CopyForm; 11] = [
        CopyForm::Text,
        CopyForm::Hex,
        CopyForm::Base64,
        CopyForm::CArray,
        CopyForm::PythonBytes,
        CopyForm::Json,
        CopyForm::Csv,
        CopyForm::Websocat,
        CopyForm::Wscat,
        CopyForm::PythonWebsockets,
        CopyForm::Report,
    ];

    /// Stable name of the form.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Parses a form's name.
    pub fn of(word: &str) -> Option<CopyForm> {
        CopyForm::ALL.into_iter().find(|form| form.word() == word)
    }

    /// Approximate maximum of output characters per payload byte, to estimate the size before
    /// reading.
    fn growth(self) -> usize {
        match self {
            CopyForm::Text | CopyForm::Hex | CopyForm::Json | CopyForm::Csv => 2,
            CopyForm::Base64 => 2,
            CopyForm::PythonBytes | CopyForm::PythonWebsockets => 4,
            CopyForm::Websocat | CopyForm::Wscat => 4,
            CopyForm::CArray | CopyForm::Report => 6,
        }
    }
}

/// Options for copying rows.
#[derive(Debug, Clone)]
pub struct CopyOptions {
    /// Output format.
    pub form: CopyForm,
    /// Where and how a copied command connects; [`Reader::header`] has the URL.
    pub target: CopyTarget,
    /// Decoding for JSON and CSV; [`super::decoding`] returns the transcript's own.
    pub decoding: Decoding,
    /// For a report: the recorded opening handshake, if any.
    pub upgrade: Option<HandshakeHeads>,
    /// For JSON and CSV where the decoding joins messages: the messages that rows stand for; without them, a row stands
    /// for itself.
    pub findings: Option<SharedFindings>,
    /// Maximum output size in bytes, checked before any payload is read.
    pub limit: usize,
}

/// Errors of copying rows.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CopyError {
    /// A clipboard is not the place for it: save it to a file.
    #[error("{size} bytes are too many to copy ({limit} at most): save them to a file")]
    TooLong {
        /// Estimated size in bytes.
        size: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// The tool cannot send this row.
    #[error("row {row} cannot be sent with {tool}: {what}")]
    NotSendable {
        /// The row.
        row: u32,
        /// `websocat`, `wscat` or `websockets`.
        tool: &'static str,
        /// The reason, and a tool that can.
        what: String,
    },
    /// The transcript could not be read.
    #[error(transparent)]
    Transcript(#[from] Error),
}

impl CopyError {
    /// Stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            CopyError::TooLong { .. } => "copy_too_long",
            CopyError::NotSendable { .. } => "copy_not_sendable",
            CopyError::Transcript(error) => error.code(),
        }
    }
}

/// Copies rows in the given order. Every line ends with a line feed, unless a single row is copied.
pub fn copy_rows(
    reader: &Reader,
    rows: &[u32],
    options: &CopyOptions,
) -> Result<String, CopyError> {
    let with_context;
    let included = match options.form {
        CopyForm::Report => {
            with_context = report::with_context(reader, rows)?;
            &with_context
        }
        _ => rows,
    };
    let mut size = 0usize;
    for &row in included {
        let payload = reader.record(row)?.size as usize;
        size =
            size.saturating_add(200).saturating_add(payload.saturating_mul(options.form.growth()));
    }
    if size > options.limit.saturating_add(200) {
        return Err(CopyError::TooLong { size, limit: options.limit });
    }
    let joins = |findings: &&SharedFindings| findings.lock().decoder().joins_messages();
    let findings = options.findings.as_ref().filter(joins);
    let exported = |format| -> Result<String, Error> {
        let options = ExportOptions {
            format,
            bom: false,
            decoding: options.decoding.clone(),
            upgrade: None,
            findings: findings.cloned(),
        };
        let mut output = Vec::new();
        let go_on = &mut |_| ControlFlow::Continue(());
        export(&mut output, reader, included.iter().copied(), &options, go_on)?;
        String::from_utf8(output).map_err(|error| Error::Export { message: error.to_string() })
    };
    let mut text = match options.form {
        CopyForm::Json => exported(ExportFormat::Jsonl)?,
        CopyForm::Csv if rows.len() == 1 => {
            let all = exported(ExportFormat::Csv)?;
            // The header is the first line: built-in titles contain no line end, and quoted ones
            // come from a profile.
            all.split_once("\r\n").map(|(_, row)| row.to_owned()).unwrap_or(all)
        }
        CopyForm::Csv => exported(ExportFormat::Csv)?,
        CopyForm::Report => {
            report::report(rows, &exported(ExportFormat::Text)?, options.upgrade.as_ref())
        }
        CopyForm::PythonWebsockets => {
            let (sent, left_out) = sent_rows(reader, rows, "websockets")?;
            python::program(&options.target, &python_sends(reader, &sent)?, left_out)
        }
        form @ (CopyForm::Websocat | CopyForm::Wscat) => {
            let (sent, left_out) = sent_rows(reader, rows, form.word())?;
            if let Some(&row) = rows.first().filter(|_| !options.target.is_websocket()) {
                let what = "where it was sent is no ws:// or wss:// address".to_owned();
                return Err(CopyError::NotSendable { row, tool: form.word(), what });
            }
            let shell = Shell::new(form, &options.target);
            let mut text = shell.comments(left_out);
            for record in sent {
                let payload = reader.payload_of(&record, 0, u32::MAX)?;
                text.push_str(&shell.line(&record, &payload)?);
                text.push('\n');
            }
            text
        }
        form => {
            let mut text = String::new();
            for &row in rows {
                let record = reader.record(row)?;
                let payload = reader.payload_of(&record, 0, u32::MAX)?;
                text.push_str(&payload_text(form, &record, &payload));
                text.push('\n');
            }
            text
        }
    };
    let is_document = matches!(options.form, CopyForm::PythonWebsockets | CopyForm::Report);
    if rows.len() == 1 && !is_document {
        let trimmed = text.strip_suffix('\n').map_or(text.len(), str::len);
        text.truncate(trimmed);
        let trimmed =
            text.strip_suffix('\r').filter(|_| options.form == CopyForm::Csv).map(str::len);
        text.truncate(trimmed.unwrap_or(text.len()));
    }
    Ok(text)
}

fn payload_text(form: CopyForm, record: &RecordInfo, payload: &[u8]) -> String {
    match form {
        CopyForm::Hex => hex::encode(payload),
        CopyForm::Base64 => STANDARD.encode(payload),
        CopyForm::CArray => c_array(payload),
        CopyForm::PythonBytes => python_bytes(payload),
        _ => match str::from_utf8(payload) {
            Ok(text) if record.kind != Kind::Binary || is_readable(text) => text.to_owned(),
            _ => hex::encode(payload),
        },
    }
}

/// Whether UTF-8 text in a binary message looks intended: no control characters but white space.
fn is_readable(text: &str) -> bool {
    text.chars().all(|ch| matches!(ch, '\n' | '\r' | '\t') || !ch.is_control())
}

/// The sent rows, and the number of received rows left out.
fn sent_rows(
    reader: &Reader,
    rows: &[u32],
    tool: &'static str,
) -> Result<(Vec<RecordInfo>, usize), CopyError> {
    let mut sent = Vec::new();
    for &row in rows {
        let record = reader.record(row)?;
        if record.kind == Kind::Marker {
            return Err(shell::marker_error(row, tool));
        }
        if record.direction == Direction::Sent {
            sent.push(record);
        }
    }
    match rows.first() {
        Some(&row) if sent.is_empty() => {
            let what = "it was received; select rows that were sent".to_owned();
            Err(CopyError::NotSendable { row, tool, what })
        }
        _ => {
            let left_out = rows.len() - sent.len();
            Ok((sent, left_out))
        }
    }
}

/// Lines of a Python program that send these rows with `websockets`.
fn python_sends(reader: &Reader, rows: &[RecordInfo]) -> Result<String, CopyError> {
    const WAIT: &str = "    print(websocket.recv())\n";
    let mut lines = String::new();
    let mut awaits_reply = false;
    for record in rows {
        let payload = reader.payload_of(record, 0, u32::MAX)?;
        let line = match (record.kind, str::from_utf8(&payload)) {
            (Kind::Text, Ok(text)) => format!("send({})", python_text(text)),
            (Kind::Text, Err(_)) => format!("send({}, text=True)", python_bytes(&payload)),
            (Kind::Binary, _) => format!("send({})", python_bytes(&payload)),
            (Kind::Ping, _) => format!("ping({})", python_bytes(&payload)),
            (Kind::Pong, _) => format!("pong({})", python_bytes(&payload)),
            (Kind::Close, _) => match payload.split_first_chunk::<2>() {
                Some((code, reason)) => {
                    let reason = String::from_utf8_lossy(reason);
                    let code = u16::from_be_bytes(*code);
                    format!("close({code}, {})", python_text(&reason))
                }
                None => "close()".to_owned(),
            },
            (Kind::Raw, _) => format!("socket.sendall({})", python_bytes(&payload)),
            (Kind::Marker, _) => return Err(shell::marker_error(record.row, "websockets")),
        };
        // Nothing is received after a Close frame.
        if record.kind == Kind::Close && std::mem::take(&mut awaits_reply) {
            lines.push_str(WAIT);
        }
        awaits_reply |= matches!(record.kind, Kind::Text | Kind::Binary);
        lines.push_str("    websocket.");
        lines.push_str(&line);
        lines.push('\n');
    }
    if awaits_reply {
        lines.push_str(WAIT);
    }
    Ok(lines)
}
