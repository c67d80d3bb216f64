//! Rows of the table as text. 64-bit numbers cross as strings.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use wirelark_core::frame::Kind;
use wirelark_core::packet::codes;
use wirelark_core::profile::model::{Code, Tone};
use wirelark_core::transcript::{Entry, PREVIEW_BYTES, Reader, preview};

use crate::dto::RowDto;
use crate::error::Answer;

static HERE: LazyLock<TimeZone> = LazyLock::new(TimeZone::system);

/// These rows, in this order.
pub(crate) fn rows(reader: &Reader, codes: &[Code], numbers: &[u32]) -> Answer<Vec<RowDto>> {
    let entries = reader.entries_of(numbers)?;
    entries.iter().map(|entry| row(reader, codes, entry)).collect()
}

fn row(reader: &Reader, codes: &[Code], entry: &Entry) -> Answer<RowDto> {
    let head = reader.payload_of(entry, 0, PREVIEW_BYTES)?;
    let known = entry.code.and_then(|code| codes::find(codes, entry.direction, code));
    Ok(RowDto {
        row: entry.row,
        time: local_time(entry.time_ns),
        ns: entry.time_ns.to_string(),
        direction: entry.direction.word().to_owned(),
        kind: entry.kind.word().to_owned(),
        size: entry.size,
        code: entry.code,
        code_name: known.map(|code| code.name.clone()),
        tone: known.map_or(Tone::Neutral, |code| code.tone),
        short: entry.kind == Kind::Binary && entry.size < 4,
        preview: preview(entry.kind, &head, entry.size),
    })
}

/// Local time of day with milliseconds.
pub(crate) fn local_time(ns: i64) -> String {
    let time = Timestamp::from_nanosecond(i128::from(ns)).unwrap_or_default();
    time.to_zoned_datetime(HERE.clone()).strftime("%H:%M:%S%.3f").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wirelark_core::frame::Direction;
    use wirelark_core::profile::model::CodeDirection;

    fn code(code: i32, name: &str, direction: Option<CodeDirection>) -> Code {
        Code { code, name: name.to_owned(), tone: Tone::Good, direction }
    }

    #[test]
    fn a_code_s_name_is_that_of_its_direction() {
        let codes = [
            code(2, "set services", Some(CodeDirection::Sent)),
            code(2, "SERVICES_SET", Some(CodeDirection::Received)),
            code(7, "both", None),
        ];
        let of = |c, d| codes::find(&codes, d, c).map(|code| code.name.as_str());
        assert_eq!(of(2, Direction::Sent), Some("set services"));
        assert_eq!(of(2, Direction::Received), Some("SERVICES_SET"));
        assert_eq!(of(7, Direction::Sent), Some("both"));
        assert_eq!(of(8, Direction::Sent), None);
    }
}
