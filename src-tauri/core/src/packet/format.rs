//! Parses struct formats such as `=ib` as CPython 3.8 to 3.13 does.
//!
//! Accepts and rejects exactly what CPython does. A count is stored as a number and never expanded, so that
//! `999999999i` costs no more than `i`.

mod error;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use error::{FormatError, Hint};

/// CPython's limit of a struct's size in bytes (`PY_SSIZE_T_MAX`), equal on every target of this program.
const SIZE_LIMIT: usize = isize::MAX as usize;

/// The C data model that determines the sizes of `@`.
///
/// Python uses the model of the machine, which would give a shared profile another meaning on Windows; here it is
/// explicit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum DataModel {
    /// 64-bit Linux and macOS: `l` has 8 bytes.
    #[default]
    Lp64,
    /// 64-bit Windows: `l` has 4 bytes.
    Llp64,
}

/// The byte order, sizes and alignment that a format's prefix selects.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// `@` or no prefix: little-endian, sizes of the data model, aligned.
    #[default]
    Native,
    /// `<` and `=`: little-endian (as are all targets of this program), standard sizes, no alignment.
    Little,
    /// `>` and `!`: big-endian, standard sizes, no alignment.
    Big,
}

/// A format character with its count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FormatItem {
    /// The format character.
    pub ch: char,
    /// The count, 1 if there is none. For `s`, `p` and `x` it is a number of bytes.
    pub count: usize,
    /// Offset of the first byte, after alignment.
    pub offset: usize,
    /// Size of one element in bytes; 1 for `s`, `p` and `x`.
    pub size: usize,
    /// Column of the item in the format's text, including its count; in characters from 0.
    pub column: usize,
}

impl FormatItem {
    /// The number of values that the item takes.
    pub fn values(&self) -> usize {
        match self.ch {
            'x' => 0,
            's' | 'p' => 1,
            _ => self.count,
        }
    }
}

/// The place of one value; a [`FormatItem`] such as `4h` has four of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FormatField {
    /// The format character.
    pub ch: char,
    /// Offset of the first byte.
    pub offset: usize,
    /// Size in bytes; for `s` and `p` it is the count.
    pub size: usize,
    /// The byte order of the format.
    pub order: Order,
    /// Column of its item in the format's text, in characters from 0.
    pub column: usize,
}

/// A parsed format. The default is the empty format.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct StructFormat {
    order: Order,
    items: Vec<FormatItem>,
    size: usize,
    values: usize,
}

impl StructFormat {
    /// Parses a format. `model` determines the meaning of `@` and of no prefix.
    pub fn parse(text: &str, model: DataModel) -> Result<StructFormat, FormatError> {
        // CPython converts the text to ASCII and searches for NUL before parsing, so these errors take precedence.
        for (column, ch) in text.chars().enumerate() {
            if !ch.is_ascii() {
                return Err(FormatError::NotAscii { ch, column });
            }
        }
        if let Some(column) = text.bytes().position(|b| b == 0) {
            return Err(FormatError::Nul { column });
        }
        let bytes = text.as_bytes();
        let (order, start) = match bytes.first() {
            Some(b'@') => (Order::Native, 1),
            Some(b'<' | b'=') => (Order::Little, 1),
            Some(b'>' | b'!') => (Order::Big, 1),
            _ => (Order::Native, 0),
        };
        let mut format = StructFormat { order, items: Vec::new(), size: 0, values: 0 };
        let mut at = start;
        while let Some(&byte) = bytes.get(at) {
            if is_space(byte) {
                at += 1;
                continue;
            }
            let column = at;
            let count = read_count(bytes, &mut at, column)?;
            let ch = match bytes.get(at) {
                Some(&byte) => char::from(byte),
                None => return Err(FormatError::CountWithoutChar { column }),
            };
            let Some((size, align)) = layout(ch, order, model) else {
                let hint = Hint::about(ch, at > column);
                return Err(FormatError::BadChar { ch, column: at, hint });
            };
            format.push(ch, count.unwrap_or(1), size, align, column)?;
            at += 1;
        }
        Ok(format)
    }

    /// The byte order of the format.
    pub fn order(&self) -> Order {
        self.order
    }

    /// The items in order, including those without values or bytes.
    pub fn items(&self) -> &[FormatItem] {
        &self.items
    }

    /// The packed size in bytes.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The number of values that the format takes.
    pub fn values(&self) -> usize {
        self.values
    }

    /// Iterates lazily over the places of the values.
    pub fn fields(&self) -> impl Iterator<Item = FormatField> + '_ {
        self.items.iter().flat_map(|item| {
            let order = self.order;
            let size = if matches!(item.ch, 's' | 'p') { item.count } else { item.size };
            (0..item.values()).map(move |index| FormatField {
                ch: item.ch,
                offset: item.offset + index * item.size,
                size,
                order,
                column: item.column,
            })
        })
    }

    fn push(
        &mut self,
        ch: char,
        count: usize,
        size: usize,
        align: usize,
        column: usize,
    ) -> Result<(), FormatError> {
        // A count of 0 still aligns: `@b0i` has 4 bytes.
        let offset = self.size.checked_next_multiple_of(align);
        let end = offset
            .and_then(|offset| Some((offset, count.checked_mul(size)?.checked_add(offset)?)))
            .filter(|(_, end)| *end <= SIZE_LIMIT);
        let Some((offset, end)) = end else {
            return Err(FormatError::TooLong { column });
        };
        let item = FormatItem { ch, count, offset, size, column };
        // Values without bytes (`0s`) are bounded by the length of the text, the others by SIZE_LIMIT.
        self.values = self.values.saturating_add(item.values());
        self.size = end;
        self.items.push(item);
        Ok(())
    }
}

/// C's `isspace` in the C locale; Rust's version excludes the vertical tab.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | 0x0b | 0x0c | b'\r')
}

fn read_count(bytes: &[u8], at: &mut usize, column: usize) -> Result<Option<usize>, FormatError> {
    let mut count = None;
    while let Some(digit) = bytes.get(*at).filter(|b| b.is_ascii_digit()) {
        let value = count
            .unwrap_or(0usize)
            .checked_mul(10)
            .and_then(|n| n.checked_add(usize::from(digit - b'0')))
            .filter(|n| *n <= SIZE_LIMIT)
            .ok_or(FormatError::TooLong { column })?;
        count = Some(value);
        *at += 1;
    }
    Ok(count)
}

/// The size and alignment of one element.
fn layout(ch: char, order: Order, model: DataModel) -> Option<(usize, usize)> {
    let native = order == Order::Native;
    let size = match ch {
        'x' | 'c' | 'b' | 'B' | '?' | 's' | 'p' => 1,
        'h' | 'H' | 'e' => 2,
        'i' | 'I' | 'f' => 4,
        'l' | 'L' if native && model == DataModel::Lp64 => 8,
        'l' | 'L' => 4,
        'q' | 'Q' | 'd' => 8,
        'n' | 'N' | 'P' if native => 8,
        _ => return None,
    };
    Some((size, if native { size } else { 1 }))
}
