//! Counts the rows of each code.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::joined::RowJoiner;
use super::{CodesFrom, Error, Reader, RowCodes, SequentialReader, Summary};
use crate::frame::Kind;
use crate::packet::codes::CodeValue;
use crate::packet::rules::Decoder;

/// Codes counted separately, in order of appearance; only random data has more.
const MAX_CODES: usize = 1000;
/// Rows between two chances to cancel.
const SLICE: u32 = 64 * 1024;

/// Rows by code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeCounts {
    /// Each code and its rows, the most frequent first, then in order of the codes.
    pub codes: Vec<(CodeValue, u64)>,
    /// Rows whose code came after a thousand others.
    pub other: u64,
}

impl CodeCounts {
    /// Counts the codes as this decoder defines them, from the summary where it has them. Calls `go_on` every 65,536
    /// rows, and returns `None` if it breaks.
    pub fn of(
        reader: &Reader,
        decoder: Arc<Decoder>,
        summary: &Summary,
        go_on: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> Result<Option<CodeCounts>, Error> {
        let mut joiner = RowJoiner::new(Arc::clone(&decoder));
        let codes = RowCodes::new(reader, decoder);
        let mut counts = HashMap::new();
        let mut other = 0;
        match codes.from() {
            CodesFrom::Nowhere => {}
            CodesFrom::Index => {
                other = summary.other_codes;
                let known = summary.codes.iter();
                counts.extend(known.map(|(code, rows)| (CodeValue::from(*code), *rows)));
            }
            CodesFrom::Payload => {
                let mut sequential = SequentialReader::new(reader.clone());
                for row in reader.row_range()? {
                    if row % SLICE == 0 && go_on().is_break() {
                        return Ok(None);
                    }
                    let (record, payload) = sequential.read(row)?;
                    let message = joiner.next(reader, &record, payload)?;
                    let Some(payload) = message.bytes(payload) else { continue };
                    if !matches!(record.kind, Kind::Text | Kind::Binary) {
                        continue;
                    }
                    let Some(code) = codes.of_read(&record, payload) else { continue };
                    if counts.len() < MAX_CODES || counts.contains_key(&code) {
                        *counts.entry(code).or_default() += 1;
                    } else {
                        other += 1;
                    }
                }
            }
        }
        let mut codes: Vec<_> = counts.into_iter().collect();
        codes.sort_by(|(a, rows_a), (b, rows_b)| rows_b.cmp(rows_a).then_with(|| a.cmp(b)));
        Ok(Some(CodeCounts { codes, other }))
    }
}
