//! Rows as text to paste elsewhere: in a report, in source code, in a shell.
//!
//! - `target`: where a copied program or command connects, as a profile says.
//! - `url`: what they need of a URL.
//! - `template`: text with environment variables in place of secrets.
//! - `shell_word`: a shell's words.
//! - `shell`, `python`: commands, and a program.
//! - `report`: a bug report in Markdown.

mod python;
mod report;
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

use super::{Error, ExportFormat, ExportOptions, HandshakeHeads, Reader, RecordInfo, export};
use shell::Shell;
pub use target::CopyTarget;

/// What rows are copied as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyForm {
    /// The payload as text; as hex where it is none. One row a line.
    Text,
    /// The payload as hex digits.
    Hex,
    /// The payload as base64.
    Base64,
    /// `{0x01, 0x00}`.
    CArray,
    /// `b'\x01\x00'`.
    PythonBytes,
    /// The row as `transcript export --format jsonl` has it.
    Json,
    /// The row as `--format csv` has it; several rows have the line of titles first.
    Csv,
    /// A command line of `websocat` for each sent row: it connects, sends the message and prints the first answer.
    Websocat,
    /// The same for `wscat`, which can only send text.
    Wscat,
    /// A Python program with the original's library that connects, sends the sent rows and prints the first answer.
    PythonWebsockets,
    /// A bug report in Markdown: the rows, those around them, and the opening handshake.
    Report,
}

impl CopyForm {
    /// All of them, in the order of a menu.
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

    /// A stable word for it.
    pub fn word(self) -> &'static str {
        match self {
            CopyForm::Text => "text",
            CopyForm::Hex => "hex",
            CopyForm::Base64 => "base64",
            CopyForm::CArray => "c",
            CopyForm::PythonBytes => "python",
            CopyForm::Json => "json",
            CopyForm::Csv => "csv",
            CopyForm::Websocat => "websocat",
            CopyForm::Wscat => "wscat",
            CopyForm::PythonWebsockets => "websockets",
            CopyForm::Report => "report",
        }
    }

    /// The form of this word.
    pub fn of(word: &str) -> Option<CopyForm> {
        CopyForm::ALL.into_iter().find(|form| form.word() == word)
    }

    /// Characters for a byte of payload, at most but for rare escapes; to know before reading how long it gets.
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

/// How rows are copied.
#[derive(Debug, Clone)]
pub struct CopyOptions {
    /// What they become.
    pub form: CopyForm,
    /// Where a command line connects, and how; [`Reader::header`] has the URL.
    pub target: CopyTarget,
    /// For JSON and CSV; [`super::decoding`] has the transcript's own.
    pub decoding: Decoding,
    /// For a report: the opening handshake, where it was kept beside the transcript.
    pub upgrade: Option<HandshakeHeads>,
    /// More bytes than this are refused, before any payload is read.
    pub limit: usize,
}

/// Why rows cannot be copied.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CopyError {
    /// A clipboard is not the place for it: save it to a file.
    #[error("{size} bytes are too many to copy ({limit} at most): save them to a file")]
    TooLong {
        /// About how many it would be.
        size: usize,
        /// The limit.
        limit: usize,
    },
    /// The tool has no way to send this.
    #[error("row {row} cannot be sent with {tool}: {what}")]
    NotSendable {
        /// The row.
        row: u32,
        /// `websocat`, `wscat` or `websockets`.
        tool: &'static str,
        /// Why, and what can.
        what: String,
    },
    /// The transcript could not be read.
    #[error(transparent)]
    Transcript(#[from] Error),
}

impl CopyError {
    /// The stable word for this failure.
    pub fn code(&self) -> &'static str {
        match self {
            CopyError::TooLong { .. } => "copy_too_long",
            CopyError::NotSendable { .. } => "copy_not_sendable",
            CopyError::Transcript(error) => error.code(),
        }
    }
}

/// Rows as text, in the order given; each line but a single row's own ends with a line feed.
pub fn copy_rows(
    reader: &Reader,
    rows: &[u32],
    options: &CopyOptions,
) -> Result<String, CopyError> {
    let around;
    let told = match options.form {
        CopyForm::Report => {
            around = report::with_context(reader, rows)?;
            &around
        }
        _ => rows,
    };
    let mut size = 0usize;
    for &row in told {
        let payload = reader.entry(row)?.size as usize;
        size =
            size.saturating_add(200).saturating_add(payload.saturating_mul(options.form.growth()));
    }
    if size > options.limit.saturating_add(200) {
        return Err(CopyError::TooLong { size, limit: options.limit });
    }
    let exported = |format| -> Result<String, Error> {
        let options =
            ExportOptions { format, bom: false, decoding: options.decoding.clone(), upgrade: None };
        let mut out = Vec::new();
        let on = &mut |_| ControlFlow::Continue(());
        export(&mut out, reader, told.iter().copied(), &options, on)?;
        String::from_utf8(out).map_err(|error| Error::Export { message: error.to_string() })
    };
    let mut text = match options.form {
        CopyForm::Json => exported(ExportFormat::Jsonl)?,
        CopyForm::Csv if rows.len() == 1 => {
            let all = exported(ExportFormat::Csv)?;
            // The titles are a line of their own: no title of ours has a line end, and quoted ones are a profile's.
            all.split_once("\r\n").map(|(_, row)| row.to_owned()).unwrap_or(all)
        }
        CopyForm::Csv => exported(ExportFormat::Csv)?,
        CopyForm::Report => {
            report::report(rows, &exported(ExportFormat::Text)?, options.upgrade.as_ref())
        }
        CopyForm::PythonWebsockets => {
            let (sent, left_out) = sent_rows(reader, rows, "websockets")?;
            python::program(&options.target, &sends(reader, &sent)?, left_out)
        }
        form @ (CopyForm::Websocat | CopyForm::Wscat) => {
            let (sent, left_out) = sent_rows(reader, rows, form.word())?;
            if let Some(&row) = rows.first().filter(|_| !options.target.is_websocket()) {
                let what = "where it was sent is no ws:// or wss:// address".to_owned();
                return Err(CopyError::NotSendable { row, tool: form.word(), what });
            }
            let shell = Shell::new(form, &options.target);
            let mut text = shell.comments(left_out);
            for entry in sent {
                let payload = reader.payload_of(&entry, 0, u32::MAX)?;
                text.push_str(&shell.line(&entry, &payload)?);
                text.push('\n');
            }
            text
        }
        form => {
            let mut text = String::new();
            for &row in rows {
                let entry = reader.entry(row)?;
                let payload = reader.payload_of(&entry, 0, u32::MAX)?;
                text.push_str(&one(form, &entry, &payload));
                text.push('\n');
            }
            text
        }
    };
    let is_document = matches!(options.form, CopyForm::PythonWebsockets | CopyForm::Report);
    if rows.len() == 1 && !is_document {
        let kept = text.strip_suffix('\n').map_or(text.len(), str::len);
        text.truncate(kept);
        let kept = text.strip_suffix('\r').filter(|_| options.form == CopyForm::Csv).map(str::len);
        text.truncate(kept.unwrap_or(text.len()));
    }
    Ok(text)
}

fn one(form: CopyForm, entry: &RecordInfo, payload: &[u8]) -> String {
    match form {
        CopyForm::Hex => hex::encode(payload),
        CopyForm::Base64 => STANDARD.encode(payload),
        CopyForm::CArray => c_array(payload),
        CopyForm::PythonBytes => python_bytes(payload),
        _ => match str::from_utf8(payload) {
            Ok(text) if entry.kind != Kind::Binary || is_readable(text) => text.to_owned(),
            _ => hex::encode(payload),
        },
    }
}

/// Bytes that happen to be UTF-8 are text only where a person could have written them.
fn is_readable(text: &str) -> bool {
    text.chars().all(|ch| matches!(ch, '\n' | '\r' | '\t') || !ch.is_control())
}

/// The rows that a program sends, and how many were received and are not sent.
fn sent_rows(
    reader: &Reader,
    rows: &[u32],
    tool: &'static str,
) -> Result<(Vec<RecordInfo>, usize), CopyError> {
    let mut sent = Vec::new();
    for &row in rows {
        let entry = reader.entry(row)?;
        if entry.kind == Kind::Marker {
            return Err(shell::marker(row, tool));
        }
        if entry.direction == Direction::Sent {
            sent.push(entry);
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

/// The lines of a program that send these rows, with `websockets` as the original has it.
fn sends(reader: &Reader, rows: &[RecordInfo]) -> Result<String, CopyError> {
    const WAIT: &str = "    print(websocket.recv())\n";
    let mut sends = String::new();
    let mut waits = false;
    for entry in rows {
        let payload = reader.payload_of(entry, 0, u32::MAX)?;
        let line = match (entry.kind, str::from_utf8(&payload)) {
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
            (Kind::Marker, _) => return Err(shell::marker(entry.row, "websockets")),
        };
        // Nothing is received any more after a Close.
        if entry.kind == Kind::Close && std::mem::take(&mut waits) {
            sends.push_str(WAIT);
        }
        waits |= matches!(entry.kind, Kind::Text | Kind::Binary);
        sends.push_str("    websocket.");
        sends.push_str(&line);
        sends.push('\n');
    }
    if waits {
        sends.push_str(WAIT);
    }
    Ok(sends)
}
