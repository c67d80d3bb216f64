//! The code of each row, as the profile defines it: from the index, from the findings, or from the payload.

use std::sync::Arc;

use super::findings::SharedFindings;
use super::format::IndexEntry;
use super::{CodesFrom, Error, Reader, RecordInfo, RowMessage};
use crate::frame::Kind;
use crate::packet::codes::CodeValue;
use crate::packet::rules::Decoder;

/// The codes of a transcript's rows.
#[derive(Debug, Clone)]
pub struct RowCodes {
    decoder: Arc<Decoder>,
    from: CodesFrom,
    findings: Option<SharedFindings>,
}

impl RowCodes {
    /// The codes as this decoder defines them.
    pub fn new(reader: &Reader, decoder: Arc<Decoder>) -> RowCodes {
        RowCodes { from: CodesFrom::new(reader, &decoder), decoder, findings: None }
    }

    /// Takes the codes of rows that were scanned from these findings, which must be of the same decoding.
    pub fn with(self, findings: SharedFindings) -> RowCodes {
        RowCodes { findings: Some(findings), ..self }
    }

    /// Where they are.
    pub fn from(&self) -> CodesFrom {
        self.from
    }

    /// A row's code. Reads the payload if the index does not have it. Where messages are joined, that needs findings;
    /// without them, a row stands for itself.
    pub fn of(&self, reader: &Reader, record: &RecordInfo) -> Result<Option<CodeValue>, Error> {
        let is_data = matches!(record.kind, Kind::Text | Kind::Binary);
        if self.from != CodesFrom::Payload || !is_data {
            return Ok(self.of_read(record, &[]));
        }
        if let Some(findings) = &self.findings
            && let Some(code) = findings.lock().known_code(record.row)
        {
            return Ok(code.cloned());
        }
        if self.decoder.joins_messages() {
            let message = match &self.findings {
                Some(findings) => findings.message(reader, record.row)?,
                None => RowMessage::Own,
            };
            return Ok(match message {
                RowMessage::Own => self.of_read(record, &reader.payload_of(record, 0, u32::MAX)?),
                RowMessage::Part => None,
                RowMessage::Joined(bytes) => self.of_read(record, &bytes),
            });
        }
        let reach = u32::try_from(self.decoder.code_reach()).unwrap_or(u32::MAX);
        Ok(self.of_read(record, &reader.payload_of(record, 0, reach)?))
    }

    /// The code of a row whose payload, or the start of it, was read; with [`CodesFrom::Index`] it may be empty. Where
    /// messages are joined, `payload` is what stands for the row.
    pub fn of_read(&self, record: &RecordInfo, payload: &[u8]) -> Option<CodeValue> {
        match self.from {
            CodesFrom::Index => record.indexed_code.map(CodeValue::from),
            CodesFrom::Nowhere => None,
            CodesFrom::Payload => {
                let (kind, direction, size) = (record.kind, record.direction, record.size as usize);
                match self.decoder.joins_messages() {
                    true => self.decoder.first_code(kind, direction, payload),
                    false => self.decoder.code_of(kind, direction, payload, size),
                }
            }
        }
    }

    /// Like [`of_read`](Self::of_read), for an index row.
    pub(super) fn of_index(&self, index: &IndexEntry, payload: &[u8]) -> Option<CodeValue> {
        match self.from {
            CodesFrom::Index => index.code.map(CodeValue::from),
            CodesFrom::Nowhere => None,
            CodesFrom::Payload if self.decoder.joins_messages() => {
                self.decoder.first_code(index.kind, index.direction, payload)
            }
            CodesFrom::Payload => {
                self.decoder.code_of(index.kind, index.direction, payload, index.len as usize)
            }
        }
    }
}
