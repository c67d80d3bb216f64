//! Formats times as text.

use jiff::Timestamp;

/// Writes times as RFC 3339 with nine fractional digits, caching the text of the current second.
#[derive(Debug, Default)]
pub(super) struct TimestampWriter {
    second: Option<i64>,
    text: String,
}

impl TimestampWriter {
    pub(super) fn write(&mut self, output: &mut Vec<u8>, time_ns: i64) {
        let second = time_ns.div_euclid(1_000_000_000);
        if self.second != Some(second) {
            // The range of `i64` nanoseconds lies within that of `Timestamp`.
            let time = Timestamp::from_second(second).unwrap_or_default();
            self.text = time.strftime("%Y-%m-%dT%H:%M:%S").to_string();
            self.second = Some(second);
        }
        output.extend_from_slice(self.text.as_bytes());
        let fraction = format!(".{:09}Z", time_ns.rem_euclid(1_000_000_000));
        output.extend_from_slice(fraction.as_bytes());
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn time(time_ns: i64) -> String {
        let mut output = Vec::new();
        TimestampWriter::default().write(&mut output, time_ns);
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn times_have_nine_digits_before_and_after_1970() {
        assert_eq!(time(1_767_323_045_678_901_234), "2026-01-02T03:04:05.678901234Z");
        assert_eq!(time(0), "1970-01-01T00:00:00.000000000Z");
        assert_eq!(time(-1), "1969-12-31T23:59:59.999999999Z");
        assert_eq!(time(i64::MAX), "2262-04-11T23:47:16.854775807Z");
        assert_eq!(time(i64::MIN), "1677-09-21T00:12:43.145224192Z");
    }

    #[test]
    fn the_cached_second_is_replaced() {
        let mut clock = TimestampWriter::default();
        let mut output = Vec::new();
        for time_ns in [999_999_999, 1_000_000_000, 5] {
            clock.write(&mut output, time_ns);
            output.push(b' ');
        }
        let text = String::from_utf8(output).unwrap();
        let expected = "1970-01-01T00:00:00.999999999Z 1970-01-01T00:00:01.000000000Z \
                        1970-01-01T00:00:00.000000005Z ";
        assert_eq!(text, expected);
    }
}
