//! The fields of an MQTT packet, one after another: integers, blocks after their length, properties.

use crate::packet::layout::varint::VarintKind;

/// A variable byte integer (MQTT 5, 1.5.5), and its size in bytes; `None` if it does not end within its limit.
pub(super) fn varint(bytes: &[u8]) -> Option<(usize, usize)> {
    let found = VarintKind::Mqtt.read(bytes).ok()?;
    Some((usize::try_from(found.value).ok()?, found.size))
}

/// Reads fields one after another, and remembers that one is missing.
pub(super) struct FieldCursor<'m> {
    pub rest: &'m [u8],
    pub is_short: bool,
}

impl<'m> FieldCursor<'m> {
    pub(super) fn take(&mut self, size: usize) -> &'m [u8] {
        match self.rest.split_at_checked(size) {
            Some((taken, rest)) => {
                self.rest = rest;
                taken
            }
            None => {
                self.is_short = true;
                self.rest = &[];
                &[]
            }
        }
    }

    pub(super) fn u16(&mut self) -> (&'m [u8], u16) {
        let bytes = self.take(2);
        (bytes, bytes.first_chunk().map_or(0, |bytes| u16::from_be_bytes(*bytes)))
    }

    /// Bytes after their length.
    pub(super) fn block(&mut self) -> &'m [u8] {
        let (_, size) = self.u16();
        self.take(usize::from(size))
    }

    /// A block of properties, if there is a valid one.
    pub(super) fn properties(&mut self) -> Option<&'m [u8]> {
        let (length, size) = varint(self.rest)?;
        let block = self.rest.get(size..)?.get(..length)?;
        are_properties(block).then(|| {
            self.rest = self.rest.get(size + length..).unwrap_or_default();
            block
        })
    }
}

/// MQTT 5, 2.2.2.2: each property has an identifier and a value of a type that it determines.
fn are_properties(mut block: &[u8]) -> bool {
    while let Some((id, rest)) = block.split_first() {
        let text = |rest: &[u8]| Some(2 + usize::from(u16::from_be_bytes(*rest.first_chunk()?)));
        let size = match id {
            0x01 | 0x17 | 0x19 | 0x24 | 0x25 | 0x28 | 0x29 | 0x2a => Some(1),
            0x13 | 0x21 | 0x22 | 0x23 => Some(2),
            0x02 | 0x11 | 0x18 | 0x27 => Some(4),
            0x0b => varint(rest).map(|(_, size)| size),
            0x03 | 0x08 | 0x09 | 0x12 | 0x15 | 0x16 | 0x1a | 0x1c | 0x1f => text(rest),
            0x26 => text(rest).and_then(|key| Some(key + text(rest.get(key..)?)?)),
            _ => None,
        };
        match size.and_then(|size| rest.get(size..)) {
            Some(rest) => block = rest,
            None => return false,
        }
    }
    true
}
