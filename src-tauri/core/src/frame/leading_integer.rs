//! An integer of at most 4 bytes at a fixed offset of every message: the code that the receive path can read and the
//! transcript's index can store.

use super::{Kind, leading_code};

/// Where an int32 code is read. Small and `Copy`, because the receive path reads it for each message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeadingInteger {
    /// The original's int32, which takes the shortest way.
    is_default: bool,
    is_big_endian: bool,
    is_signed: bool,
    /// In text messages, as opposed to binary ones.
    in_text: bool,
    size: u8,
    offset: u32,
}

impl LeadingInteger {
    /// The leading little-endian int32 of binary messages.
    pub const DEFAULT: LeadingInteger = LeadingInteger {
        is_default: true,
        is_big_endian: false,
        is_signed: true,
        in_text: false,
        size: 4,
        offset: 0,
    };

    /// An integer of 1, 2 or 4 bytes; `None` if its values do not all fit into an int32.
    pub fn new(
        offset: u32,
        (size, is_signed): (u8, bool),
        is_big_endian: bool,
        in_text: bool,
    ) -> Option<LeadingInteger> {
        let fits = matches!((size, is_signed), (1 | 2, _) | (4, true));
        // The order of a single byte means nothing.
        let is_big_endian = is_big_endian && size > 1;
        let new =
            LeadingInteger { is_default: false, is_big_endian, is_signed, in_text, size, offset };
        let is_default = LeadingInteger { is_default: true, ..new } == LeadingInteger::DEFAULT;
        fits.then_some(LeadingInteger { is_default, ..new })
    }

    /// Reads the integer of a message; `None` for the other kind and if the message is too short.
    #[inline]
    pub fn read(self, kind: Kind, message: &[u8]) -> Option<i32> {
        if self.is_default { leading_code(kind, message) } else { self.read_other(kind, message) }
    }

    fn read_other(self, kind: Kind, message: &[u8]) -> Option<i32> {
        if !self.is_in(kind) {
            return None;
        }
        let (start, end) = self.span();
        message.get(start..end).map(|bytes| self.value(bytes))
    }

    /// Whether messages of this kind have the integer.
    pub fn is_in(self, kind: Kind) -> bool {
        kind == if self.in_text { Kind::Text } else { Kind::Binary }
    }

    /// The first byte, and the one behind the last.
    pub fn span(self) -> (usize, usize) {
        let start = self.offset as usize;
        (start, start + usize::from(self.size))
    }

    /// The value of the integer's own bytes.
    pub fn value(self, bytes: &[u8]) -> i32 {
        let mut wide = [0; 4];
        for (place, byte) in wide.iter_mut().zip(bytes) {
            *place = *byte;
        }
        let unsigned = match self.is_big_endian {
            true => u32::from_be_bytes(wide) >> (32 - 8 * u32::from(self.size.clamp(1, 4))),
            false => u32::from_le_bytes(wide),
        };
        match (self.size, self.is_signed) {
            (1, true) => i32::from(unsigned as u8 as i8),
            (2, true) => i32::from(unsigned as u16 as i16),
            _ => unsigned as i32,
        }
    }

    /// A number for the header of an index: 0 for the default, which is what indexes of older versions contain.
    pub fn fingerprint(self) -> u64 {
        if self.is_default {
            return 0;
        }
        let flags = 1
            | u64::from(self.is_big_endian) << 1
            | u64::from(self.is_signed) << 2
            | u64::from(self.in_text) << 3;
        flags | u64::from(self.size) << 8 | u64::from(self.offset) << 32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_read_by_size_sign_and_order() {
        let message = [0x01, 0xFF, 0xFE, 0x80, 0x05];
        let read = |offset, form, big| {
            LeadingInteger::new(offset, form, big, false)
                .and_then(|one| one.read(Kind::Binary, &message))
        };
        assert_eq!(read(1, (1, false), false), Some(255));
        assert_eq!(read(1, (1, true), false), Some(-1));
        assert_eq!(read(1, (2, false), true), Some(0xFFFE));
        assert_eq!(read(1, (2, true), true), Some(-2));
        assert_eq!(read(1, (2, false), false), Some(0xFEFF));
        assert_eq!(read(1, (4, true), true), Some(0xFFFE_8005_u32 as i32));
        assert_eq!(read(0, (4, true), false), Some(i32::from_le_bytes([1, 0xFF, 0xFE, 0x80])));
        assert_eq!(read(2, (4, true), false), None, "too short");
        assert_eq!(read(u32::MAX, (1, true), false), None);
        assert_eq!(LeadingInteger::new(0, (4, false), false, false), None, "beyond an int32");
        let text = LeadingInteger::new(0, (1, false), true, true).expect("fits");
        assert_eq!((text.read(Kind::Text, b"a"), text.read(Kind::Binary, b"a")), (Some(97), None));
    }

    #[test]
    fn the_default_has_no_fingerprint_and_others_have_their_own() {
        let plain = LeadingInteger::new(0, (4, true), false, false);
        assert_eq!(plain, Some(LeadingInteger::DEFAULT));
        assert_eq!(LeadingInteger::DEFAULT.fingerprint(), 0);
        let forms = [(1, true), (1, false), (2, true), (2, false), (4, true)];
        let mut seen = Vec::new();
        for (form, offset, big, text) in
            forms.into_iter().flat_map(|form| (0..16).map(move |n| (form, n % 4, n < 8, n % 8 < 4)))
        {
            let one = LeadingInteger::new(offset, form, big, text).expect("fits");
            match seen.iter().find(|(other, _)| *other == one) {
                Some((_, number)) => assert_eq!(*number, one.fingerprint()),
                None => {
                    assert!(seen.iter().all(|(_, number)| *number != one.fingerprint()), "{one:?}");
                    seen.push((one, one.fingerprint()));
                }
            }
        }
    }
}
