//! The bytes of each field of a message whose fields lie at fixed offsets, for callers that decode only what is new.

use super::model::TailKind;
use super::plan::Plan;

impl Plan {
    /// The names of the groups of bits in a field.
    pub(crate) fn bit_names(&self, field: &str) -> impl Iterator<Item = &str> {
        let slots = self.parts.iter().flat_map(|part| &part.slots);
        let field = slots.filter(move |slot| slot.name == field);
        field.flat_map(|slot| slot.bits.iter().map(|bits| bits.name.as_str()))
    }

    /// Splits a message into the bytes of its fields and of its tail, each of which alone determines the values decoded
    /// from it. `None` if the layout has parts that depend on the content, or the message does not fit.
    pub(crate) fn fixed_pieces<'m>(
        &'m self,
        message: &'m [u8],
    ) -> Option<impl Iterator<Item = &'m [u8]>> {
        let [part] = self.parts.as_slice() else { return None };
        let least = self.least_size();
        let is_fixed = match &part.tail {
            Some(tail) => matches!(tail.spec.kind, TailKind::Bytes | TailKind::Text),
            None => message.len() == least,
        };
        if !is_fixed || !self.is_plain() || message.len() < least {
            return None;
        }
        let tail = part.tail.as_ref().and_then(|_| message.get(least..));
        let fields = part.slots.iter().map(move |slot| {
            let (start, size) = (slot.place.offset, slot.place.size);
            message.get(start..start + size).unwrap_or_default()
        });
        Some(fields.chain(tail))
    }
}
