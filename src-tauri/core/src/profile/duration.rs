//! Parses durations such as `500ms`, `12s` and `2m`.

use std::time::Duration;

/// The longest duration accepted, short enough never to overflow a deadline.
pub const MOST: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Parse error of a duration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{text}' is not a duration: write a number and a unit, such as 500ms, 12s or 2m (7 days at most)"
)]
pub struct DurationError {
    /// The text that was parsed.
    pub text: String,
}

impl DurationError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        "duration_invalid"
    }
}

/// Parses `500ms`, `12s`, `2m` or a fraction such as `0.5s`. At most 7 days.
pub fn parse(text: &str) -> Result<Duration, DurationError> {
    let invalid = || DurationError { text: text.to_owned() };
    let trimmed = text.trim();
    let digits = trimmed.find(|c: char| c.is_ascii_alphabetic()).ok_or_else(invalid)?;
    let (number, unit) = trimmed.split_at(digits);
    let number = number.trim_end();
    if !number.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return Err(invalid());
    }
    let value: f64 = number.parse().map_err(|_| invalid())?;
    let seconds = match unit {
        "ms" => value / 1000.0,
        "s" => value,
        "m" => value * 60.0,
        _ => return Err(invalid()),
    };
    match Duration::try_from_secs_f64(seconds) {
        Ok(duration) if duration <= MOST => Ok(duration),
        _ => Err(invalid()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_milliseconds_seconds_and_minutes() {
        assert_eq!(parse("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(parse("12s"), Ok(Duration::from_secs(12)));
        assert_eq!(parse("2m"), Ok(Duration::from_secs(120)));
        assert_eq!(parse("0.5s"), Ok(Duration::from_millis(500)));
    }

    #[test]
    fn rejects_anything_else() {
        for text in ["", "5", "s", "-1s", "1h", "1e9s", "1.2.3s", "inf s", "99999999m", "1 s s"] {
            assert_eq!(parse(text), Err(DurationError { text: text.to_owned() }), "{text}");
        }
    }
}
