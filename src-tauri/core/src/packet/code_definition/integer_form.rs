//! The form of an integer of fixed size: how many bytes, whether it has a sign, and their order.

use super::model::ByteOrder;

/// How to read an integer of 1, 2, 4 or 8 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IntegerForm {
    /// Size in bytes.
    pub size: usize,
    pub is_signed: bool,
    pub is_big_endian: bool,
}

impl IntegerForm {
    /// The form of `b`, `B`, `h`, `H`, `i`, `I`, `q` or `Q`, as in Python's `struct`; `None` for anything else.
    pub(crate) fn of(number: &str, order: Option<ByteOrder>) -> Option<IntegerForm> {
        let size = match number {
            "b" | "B" => 1,
            "h" | "H" => 2,
            "i" | "I" => 4,
            "q" | "Q" => 8,
            _ => return None,
        };
        let is_signed = number.starts_with(|ch: char| ch.is_ascii_lowercase());
        Some(IntegerForm { size, is_signed, is_big_endian: order == Some(ByteOrder::Big) })
    }

    /// The value of the integer's own bytes.
    pub(crate) fn read(self, bytes: &[u8]) -> i128 {
        let add = |sum: i128, byte: &u8| sum << 8 | i128::from(*byte);
        let number = match self.is_big_endian {
            true => bytes.iter().fold(0, add),
            false => bytes.iter().rev().fold(0, add),
        };
        let bits = 8 * bytes.len() as u32;
        let is_negative = self.is_signed && number >> (bits - 1) != 0;
        if is_negative { number - (1 << bits) } else { number }
    }
}
