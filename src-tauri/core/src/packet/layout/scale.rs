//! Fixed-point scales: what one step of an integer is worth.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

/// Limit of the digits after the point.
pub const MOST_PLACES: u8 = 63;

/// A negative power of 10 or 2, written as `10^-4` or `2^-16`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, TS)]
#[ts(type = "string")]
pub struct Scale {
    binary: bool,
    places: u8,
}

impl Scale {
    /// Formats `number` steps exactly, such as 12345 steps of `10^-2` as `123.45`.
    pub fn format(self, number: i128) -> String {
        let sign = if number < 0 { "-" } else { "" };
        let digits = number.unsigned_abs();
        let places = usize::from(self.places);
        if !self.binary {
            let digits = format!("{digits:0>width$}", width = places + 1);
            let (whole, fraction) = digits.split_at(digits.len() - places);
            return format!("{sign}{whole}.{fraction}");
        }
        let (whole, mut rest) = (digits >> places, digits & ((1 << places) - 1));
        let mut text = format!("{sign}{whole}.");
        // Each step moves one decimal digit before the binary point.
        for _ in 0..places {
            rest *= 10;
            text.push(char::from(b'0' + (rest >> places) as u8));
            rest &= (1 << places) - 1;
            if rest == 0 {
                break;
            }
        }
        text
    }
}

impl FromStr for Scale {
    type Err = String;

    fn from_str(text: &str) -> Result<Scale, String> {
        let parsed = [("10^-", false), ("2^-", true)].into_iter().find_map(|(start, binary)| {
            let places = text.strip_prefix(start)?;
            let digits = !places.is_empty() && places.bytes().all(|byte| byte.is_ascii_digit());
            let places = places.parse().ok().filter(|places| (1..=MOST_PLACES).contains(places));
            digits.then_some(Scale { binary, places: places? })
        });
        parsed.ok_or_else(|| {
            format!("expected a scale such as 10^-2 or 2^-16, from ^-1 to ^-{MOST_PLACES}")
        })
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}^-{}", if self.binary { 2 } else { 10 }, self.places)
    }
}

impl Serialize for Scale {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Scale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn shown(scale: &str, number: i128) -> String {
        scale.parse::<Scale>().unwrap().format(number)
    }

    #[test]
    fn formats_exactly() {
        assert_eq!(shown("10^-2", 12345), "123.45");
        assert_eq!(shown("10^-4", -5), "-0.0005");
        assert_eq!(shown("10^-1", 0), "0.0");
        assert_eq!(shown("2^-16", 0x0001_8000), "1.5");
        assert_eq!(shown("2^-8", -1), "-0.00390625");
        assert_eq!(shown("2^-63", 1).len(), 65);
        assert_eq!(shown("2^-63", i128::from(u64::MAX)).get(..4), Some("1.99"));
        for wrong in ["", "10^-0", "10^2", "2^-64", "3^-1", "10^-+1", "10^-"] {
            assert!(wrong.parse::<Scale>().is_err(), "{wrong}");
        }
        assert_eq!("2^-16".parse::<Scale>().unwrap().to_string(), "2^-16");
    }
}
