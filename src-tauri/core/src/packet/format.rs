//! A struct format such as `=ib`, parsed as CPython 3.8 to 3.13 does.
//!
//! What CPython accepts is accepted and what it refuses is refused. A count is kept as a number, never
//! spread out, so that `999999999i` costs no more than `i`.

mod error;

use serde::{Deserialize, Serialize};

pub use error::{FormatError, Hint};

/// CPython's limit of a struct's size (`PY_SSIZE_T_MAX`), the same on every target of this program.
const SIZE_LIMIT: usize = isize::MAX as usize;

/// The C data model that gives `@` its sizes.
///
/// Python takes the machine's own, which would give a shared profile another meaning on Windows;
/// here it is stated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum DataModel {
    /// 64-bit Linux and macOS: `l` has 8 bytes.
    #[default]
    Lp64,
    /// 64-bit Windows: `l` has 4 bytes.
    Llp64,
}

/// What a format's first character chose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// `@` or none: little-endian, sizes of the data model, aligned.
    #[default]
    Native,
    /// `<` and `=`: little-endian (every target of this program is), standard sizes, no alignment.
    Little,
    /// `>` and `!`: big-endian, standard sizes, no alignment.
    Big,
}

/// One format character with its count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FormatItem {
    /// The format character.
    pub ch: char,
    /// The count before it, 1 where none was written. For `s`, `p` and `x` a number of bytes.
    pub count: usize,
    /// Where its first byte lies, after alignment.
    pub offset: usize,
    /// The bytes of one element: 1 for `s`, `p` and `x`.
    pub size: usize,
    /// Where it stands in the format's text, in characters from 0, its count included.
    pub column: usize,
}

impl FormatItem {
    /// How many values this item takes from the list of values.
    pub fn values(&self) -> usize {
        match self.ch {
            'x' => 0,
            's' | 'p' => 1,
            _ => self.count,
        }
    }
}

/// One value's place: what an [`FormatItem`] of `4h` has four of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FormatField {
    /// The format character.
    pub ch: char,
    /// Where its first byte lies.
    pub offset: usize,
    /// How many bytes it has; for `s` and `p` the count.
    pub size: usize,
    /// How the format began.
    pub order: Order,
    /// Where its item stands in the format's text, in characters from 0.
    pub column: usize,
}

/// A format, ready to pack and to unpack; the default is the empty one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct StructFormat {
    order: Order,
    items: Vec<FormatItem>,
    size: usize,
    values: usize,
}

impl StructFormat {
    /// Reads a format; `model` says what `@` (or no prefix) means.
    pub fn parse(text: &str, model: DataModel) -> Result<StructFormat, FormatError> {
        // CPython turns the text to ASCII and looks for NUL before it reads it, so these errors win.
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

    /// How the format began.
    pub fn order(&self) -> Order {
        self.order
    }

    /// The items in order, those that take no value and no byte included.
    pub fn items(&self) -> &[FormatItem] {
        &self.items
    }

    /// How many bytes it packs to.
    pub fn size(&self) -> usize {
        self.size
    }

    /// How many values it takes.
    pub fn values(&self) -> usize {
        self.values
    }

    /// Each value's place, made as one asks for it.
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
        // A count of 0 aligns too: `@b0i` has 4 bytes.
        let offset = self.size.checked_next_multiple_of(align);
        let end = offset
            .and_then(|offset| Some((offset, count.checked_mul(size)?.checked_add(offset)?)))
            .filter(|(_, end)| *end <= SIZE_LIMIT);
        let Some((offset, end)) = end else {
            return Err(FormatError::TooLong { column });
        };
        let item = FormatItem { ch, count, offset, size, column };
        // Values without bytes (`0s`) are bounded by the text's length, the others by SIZE_LIMIT.
        self.values = self.values.saturating_add(item.values());
        self.size = end;
        self.items.push(item);
        Ok(())
    }
}

/// C's `isspace` in the C locale; Rust's leaves out the vertical tab.
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

/// Size and alignment of one element.
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
