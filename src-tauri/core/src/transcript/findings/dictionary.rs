//! The different codes of a transcript, numbered from 1; bounded.

use std::collections::HashMap;

use crate::packet::codes::CodeValue;

/// Maximum number of different codes.
pub(super) const MAX_CODES: usize = 1_000_000;
/// Maximum memory of the codes, in bytes.
pub(super) const MAX_BYTES: usize = 64 << 20;

/// Numbers codes in the order of first use.
#[derive(Debug, Default)]
pub(super) struct CodeDictionary {
    numbers: HashMap<CodeValue, u32>,
    codes: Vec<CodeValue>,
    bytes: usize,
}

impl CodeDictionary {
    /// The number of a code, which is added if there is room; `None` if there is none.
    pub(super) fn number(&mut self, code: CodeValue) -> Option<u32> {
        if let Some(number) = self.numbers.get(&code) {
            return Some(*number);
        }
        // Each code is stored twice: in the list and as a key of the map.
        let text = if let CodeValue::Text(text) = &code { text.len() } else { 0 };
        let bytes = 2 * (size_of::<CodeValue>() + text) + size_of::<u32>();
        if self.codes.len() >= MAX_CODES || self.bytes + bytes > MAX_BYTES {
            return None;
        }
        self.bytes += bytes;
        self.codes.push(code.clone());
        let number = self.codes.len() as u32;
        self.numbers.insert(code, number);
        Some(number)
    }

    /// The code with a number.
    pub(super) fn code(&self, number: u32) -> Option<&CodeValue> {
        self.codes.get(number.checked_sub(1)? as usize)
    }

    pub(super) fn codes(&self) -> &[CodeValue] {
        &self.codes
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_numbered_once_and_bounded() {
        let mut codes = CodeDictionary::default();
        assert_eq!(codes.number(CodeValue::Number(7)), Some(1));
        assert_eq!(codes.number(CodeValue::Text("7".into())), Some(2));
        assert_eq!(codes.number(CodeValue::Number(7)), Some(1));
        assert_eq!((codes.code(0), codes.code(3)), (None, None));
        assert_eq!(codes.code(2), Some(&CodeValue::Text("7".into())));
        let big = "x".repeat(MAX_BYTES / 2);
        assert_eq!(codes.number(CodeValue::Text(big)), None);
        while codes.number(CodeValue::Number(codes.codes().len() as i64 + 7)).is_some() {}
        assert!(codes.bytes <= MAX_BYTES && codes.codes().len() <= MAX_CODES);
        assert_eq!(codes.number(CodeValue::Number(-1)), None);
        let nine = codes.number(CodeValue::Number(9)).unwrap();
        assert_eq!(codes.code(nine), Some(&CodeValue::Number(9)));
    }
}
