//! The code of each row, as the profile defines it: from the index, from the findings, or from the payload.

use std::sync::Arc;

use super::findings::SharedFindings;
use super::format::IndexEntry;
use super::{CodesFrom, Error, Reader, RecordInfo};
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

    /// A row's code. Reads the payload if the index does not have it.
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
        let reach = u32::try_from(self.decoder.code_reach()).unwrap_or(u32::MAX);
        Ok(self.of_read(record, &reader.payload_of(record, 0, reach)?))
    }

    /// The code of a row whose payload, or the start of it, was read; with [`CodesFrom::Index`] it may be empty.
    pub fn of_read(&self, record: &RecordInfo, payload: &[u8]) -> Option<CodeValue> {
        match self.from {
            CodesFrom::Index => record.indexed_code.map(CodeValue::from),
            CodesFrom::Nowhere => None,
            CodesFrom::Payload => {
                let size = record.size as usize;
                self.decoder.code_of(record.kind, record.direction, payload, size)
            }
        }
    }

    /// Like [`of_read`](Self::of_read), for an index row.
    pub(super) fn of_index(&self, index: &IndexEntry, payload: &[u8]) -> Option<CodeValue> {
        match self.from {
            CodesFrom::Index => index.code.map(CodeValue::from),
            CodesFrom::Nowhere => None,
            CodesFrom::Payload => {
                self.decoder.code_of(index.kind, index.direction, payload, index.len as usize)
            }
        }
    }
}
