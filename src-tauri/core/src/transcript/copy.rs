//! Rows as text to paste elsewhere: in a report, in source code, in a shell.

mod shell;

use std::ops::ControlFlow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::frame::Kind;
use crate::packet::source::{c_array, python_bytes, python_text};
use crate::packet::{hex, rules::Decoding};

use super::{Entry, Error, ExportFormat, ExportOptions, Reader, export};

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
    /// A command line of `websocat` that connects, sends the message and prints the first answer.
    Websocat,
    /// The same for `wscat`, which can only send text.
    Wscat,
    /// A Python program with the original's library that connects, sends the messages and prints the first answer.
    PythonWebsockets,
}

impl CopyForm {
    /// All of them, in the order of a menu.
    pub const ALL: [CopyForm; 10] = [
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
            CopyForm::Base64 | CopyForm::Websocat | CopyForm::Wscat => 2,
            CopyForm::PythonBytes | CopyForm::PythonWebsockets => 4,
            CopyForm::CArray => 6,
        }
    }
}

/// Where a copied command line connects to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// `ws://` or `wss://`.
    pub url: String,
    /// Header fields of the upgrade request.
    pub headers: Vec<(String, String)>,
    /// Offered subprotocols.
    pub subprotocols: Vec<String>,
}

/// How rows are copied.
#[derive(Debug, Clone)]
pub struct CopyOptions {
    /// What they become.
    pub form: CopyForm,
    /// Where a command line connects to; [`Reader::header`] has the URL.
    pub target: Target,
    /// For JSON and CSV; [`super::decoding`] has the transcript's own.
    pub decoding: Decoding,
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
    let mut size = 0usize;
    for &row in rows {
        let payload = reader.entry(row)?.size as usize;
        size =
            size.saturating_add(200).saturating_add(payload.saturating_mul(options.form.growth()));
    }
    if size > options.limit.saturating_add(200) {
        return Err(CopyError::TooLong { size, limit: options.limit });
    }
    let exported = |format| -> Result<String, Error> {
        let options = ExportOptions { format, bom: false, decoding: options.decoding.clone() };
        let mut out = Vec::new();
        let on = &mut |_| ControlFlow::Continue(());
        export(&mut out, reader, rows.iter().copied(), &options, on)?;
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
        CopyForm::PythonWebsockets => python(reader, rows, &options.target)?,
        form => {
            let mut text = String::new();
            for &row in rows {
                let entry = reader.entry(row)?;
                let payload = reader.payload_of(&entry, 0, u32::MAX)?;
                text.push_str(&one(form, &entry, &payload, &options.target)?);
                text.push('\n');
            }
            text
        }
    };
    if rows.len() == 1 && options.form != CopyForm::PythonWebsockets {
        let kept = text.strip_suffix('\n').map_or(text.len(), str::len);
        text.truncate(kept);
        let kept = text.strip_suffix('\r').filter(|_| options.form == CopyForm::Csv).map(str::len);
        text.truncate(kept.unwrap_or(text.len()));
    }
    Ok(text)
}

fn one(
    form: CopyForm,
    entry: &Entry,
    payload: &[u8],
    target: &Target,
) -> Result<String, CopyError> {
    Ok(match form {
        CopyForm::Hex => hex::encode(payload),
        CopyForm::Base64 => STANDARD.encode(payload),
        CopyForm::CArray => c_array(payload),
        CopyForm::PythonBytes => python_bytes(payload),
        CopyForm::Websocat => shell::websocat(entry, payload, target)?,
        CopyForm::Wscat => shell::wscat(entry, payload, target)?,
        CopyForm::Text | CopyForm::Json | CopyForm::Csv | CopyForm::PythonWebsockets => {
            match str::from_utf8(payload) {
                Ok(text) if entry.kind != Kind::Binary || is_readable(text) => text.to_owned(),
                _ => hex::encode(payload),
            }
        }
    })
}

/// Bytes that happen to be UTF-8 are text only where a person could have written them.
fn is_readable(text: &str) -> bool {
    text.chars().all(|ch| matches!(ch, '\n' | '\r' | '\t') || !ch.is_control())
}

/// One program for all rows, with `websockets` as the original has it.
fn python(reader: &Reader, rows: &[u32], target: &Target) -> Result<String, CopyError> {
    let mut sends = String::new();
    let mut waits = false;
    for &row in rows {
        let entry = reader.entry(row)?;
        let payload = reader.payload_of(&entry, 0, u32::MAX)?;
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
            (Kind::Marker, _) => return Err(shell::marker(row, "websockets")),
        };
        waits |= matches!(entry.kind, Kind::Text | Kind::Binary);
        sends.push_str("    websocket.");
        sends.push_str(&line);
        sends.push('\n');
    }
    let mut arguments = python_text(&target.url);
    if !target.headers.is_empty() {
        let pair = |(name, value): &(String, String)| {
            format!("({}, {})", python_text(name), python_text(value))
        };
        let pairs: Vec<_> = target.headers.iter().map(pair).collect();
        arguments.push_str(&format!(", additional_headers=[{}]", pairs.join(", ")));
    }
    if !target.subprotocols.is_empty() {
        let names: Vec<_> = target.subprotocols.iter().map(|name| python_text(name)).collect();
        arguments.push_str(&format!(", subprotocols=[{}]", names.join(", ")));
    }
    let wait = if waits { "    print(websocket.recv())\n" } else { "" };
    Ok(format!(
        "from websockets.sync.client import connect\n\nwith connect({arguments}) as websocket:\n{sends}{wait}"
    ))
}
