//! The 16-bit float of IEEE 754 (binary16), which stable Rust and byteorder lack.

/// Converts to the nearest half, ties to even; `None` if a finite number is too large (65520 and more).
///
/// A NaN becomes the quiet NaN with its sign, as in CPython up to 3.13.
pub fn from_f64(number: f64) -> Option<u16> {
    let bits = number.to_bits();
    let sign = ((bits >> 48) & 0x8000) as u16;
    if number.is_nan() {
        return Some(sign | 0x7e00);
    }
    if number.is_infinite() {
        return Some(sign | 0x7c00);
    }
    // The significand with its hidden bit. A subnormal f64 is far below the range of a half anyway.
    let exponent = ((bits >> 52) & 0x7ff) as i32 - 1023;
    let significand = (bits & ((1 << 52) - 1)) | (1 << 52);
    if exponent > 15 {
        return None;
    }
    if exponent < -25 {
        return Some(sign);
    }
    // A normal half keeps 10 bits; a subnormal one keeps one bit fewer per power of two below.
    let drop = if exponent < -14 { 42 + (-14 - exponent) } else { 42 };
    let kept = significand >> drop;
    let rest = significand & ((1 << drop) - 1);
    let tie = 1 << (drop - 1);
    let rounded = kept + u64::from(rest > tie || (rest == tie && kept & 1 == 1));
    // Add instead of or: a significand that rounds up to the next power of two carries into the exponent, and a
    // subnormal one becomes the smallest normal.
    let magnitude =
        if exponent < -14 { rounded } else { rounded + (((exponent + 14) as u64) << 10) };
    if magnitude >= 0x7c00 { None } else { Some(sign | magnitude as u16) }
}

/// Converts a half to a double, which is always exact.
pub fn to_f64(half: u16) -> f64 {
    let sign = if half & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from((half >> 10) & 0x1f);
    let fraction = f64::from(half & 0x3ff);
    match exponent {
        0 => sign * fraction * 2f64.powi(-24),
        0x1f if fraction == 0.0 => sign * f64::INFINITY,
        0x1f => f64::NAN.copysign(sign),
        _ => sign * (1024.0 + fraction) * 2f64.powi(exponent - 25),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_half_round_trips() {
        for half in 0..=u16::MAX {
            let number = to_f64(half);
            if number.is_nan() {
                assert_eq!(from_f64(number), Some(half & 0x8000 | 0x7e00));
            } else {
                assert_eq!(from_f64(number), Some(half));
            }
        }
    }

    #[test]
    fn ties_round_to_even_and_large_numbers_overflow() {
        assert_eq!(from_f64(2049.0).map(to_f64), Some(2048.0));
        assert_eq!(from_f64(2051.0).map(to_f64), Some(2052.0));
        assert_eq!(from_f64(65519.99), Some(0x7bff));
        assert_eq!(from_f64(65520.0), None);
        assert_eq!(from_f64(2f64.powi(-25)), Some(0));
        assert_eq!(from_f64(2f64.powi(-25) * 1.0001), Some(1));
        assert_eq!(from_f64(2f64.powi(-14) - 2f64.powi(-26)), Some(0x0400));
    }
}
