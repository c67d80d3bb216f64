//! A row's whole payload as indented JSON.

use wirelark_core::packet::json;
use wirelark_core::packet::rules::Decoder;
use wirelark_core::transcript::Reader;

use crate::details::dto::JsonText;
use crate::error::CommandResult;
use crate::error::ErrorDto;

/// Maximum payload size in bytes; the text view shows longer ones.
const MAX_PAYLOAD: u32 = 64 << 20;

/// Formats the JSON of a payload, after the leading int32 if the profile reads one. On one line if the indented text exceeds
/// `limit` bytes, which is capped.
pub(crate) fn payload_json(
    reader: &Reader,
    decoder: &Decoder,
    row: u32,
    limit: Option<usize>,
) -> CommandResult<JsonText> {
    let entry = reader.record(row)?;
    if entry.size > MAX_PAYLOAD {
        let detail = format!("{} bytes are too many to lay out", entry.size);
        return Err(ErrorDto::new("json_too_long", detail).with("size", entry.size));
    }
    let limit = limit.unwrap_or(json::PRETTY_LIMIT).min(json::PRETTY_LIMIT);
    let offset = decoder.json_start(entry.kind, entry.size);
    let bytes = reader.payload_of(&entry, offset, entry.size - offset)?;
    let json::Pretty { text, compact } = json::pretty_within(&bytes, limit)?;
    Ok(JsonText { text, offset, compact })
}
