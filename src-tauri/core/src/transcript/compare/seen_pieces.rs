//! Which bytes of a command's messages were decoded already, so that a message without anything new need not be.
//!
//! A field's bytes determine its values, so bytes that were seen before add none, and neither does a field that has
//! too many values to list. Applies to layouts whose fields lie at fixed offsets; of others, whole payloads are
//! remembered.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::super::RecordInfo;
use crate::packet::layout::Plan;
use crate::packet::rules::{Choice, Decoder};

/// Pieces remembered per field; beyond it, the oldest are forgotten and their bytes decoded again.
const MAX_SEEN: usize = 96;
/// Layouts remembered per command.
const MAX_PLANS: usize = 4;

/// The bytes seen in the messages of one command on one side.
#[derive(Default)]
pub(super) struct SeenPieces {
    plans: Vec<(Choice, Vec<SeenPiece>)>,
    /// Whole payloads of other layouts.
    payloads: SeenPiece,
}

#[derive(Default)]
struct SeenPiece {
    /// Further values are not listed.
    is_many: bool,
    keys: Vec<u64>,
    /// Where the next key goes once all places are taken.
    next: usize,
}

/// The hash by which bytes are compared.
pub(super) fn hash_of(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

impl SeenPieces {
    /// Whether decoding this message would yield no value that is not known.
    pub(super) fn has_all(&self, decoder: &Decoder, record: &RecordInfo, payload: &[u8]) -> bool {
        let choice = decoder.choose(record.kind, record.direction, payload);
        let Some(pieces) = decoder.plan_of(choice).and_then(|plan| plan.fixed_pieces(payload))
        else {
            return self.payloads.has(payload);
        };
        let seen = self.plans.iter().find(|(known, _)| *known == choice);
        seen.is_some_and(|(_, seen)| seen.iter().zip(pieces).all(|(seen, piece)| seen.has(piece)))
    }

    /// Remembers a decoded message. `is_many` tells of which paths no further values are listed.
    pub(super) fn add(
        &mut self,
        decoder: &Decoder,
        record: &RecordInfo,
        payload: &[u8],
        is_many: &dyn Fn(&str) -> bool,
    ) {
        let choice = decoder.choose(record.kind, record.direction, payload);
        let plan = decoder.plan_of(choice);
        let Some((plan, pieces)) = plan.and_then(|plan| Some((plan, plan.fixed_pieces(payload)?)))
        else {
            return self.payloads.add(payload);
        };
        let at = match self.plans.iter().position(|(known, _)| *known == choice) {
            Some(at) => at,
            None if self.plans.len() >= MAX_PLANS => return,
            None => {
                let pieces = plan.names().map(|_| SeenPiece::default()).collect();
                self.plans.push((choice, pieces));
                self.plans.len() - 1
            }
        };
        let Some((_, seen)) = self.plans.get_mut(at) else { return };
        for ((seen, piece), name) in seen.iter_mut().zip(pieces).zip(plan.names()) {
            if !seen.is_many {
                seen.add(piece);
                seen.is_many = paths_of(plan, name).all(|path| is_many(&path));
            }
        }
    }
}

impl SeenPiece {
    fn has(&self, bytes: &[u8]) -> bool {
        self.is_many || (!self.keys.is_empty() && self.keys.contains(&key_of(bytes)))
    }

    fn add(&mut self, bytes: &[u8]) {
        let key = key_of(bytes);
        if self.keys.contains(&key) {
            return;
        }
        if self.keys.len() < MAX_SEEN {
            self.keys.push(key);
        } else if let Some(oldest) = self.keys.get_mut(self.next) {
            *oldest = key;
            self.next = (self.next + 1) % MAX_SEEN;
        }
    }
}

/// Stands for a piece: most fields are short, and need no hash.
fn key_of(bytes: &[u8]) -> u64 {
    if bytes.len() >= 8 {
        return hash_of(bytes);
    }
    let mut key = [0; 8];
    for (place, byte) in key.iter_mut().zip(bytes) {
        *place = *byte;
    }
    key[7] = bytes.len() as u8;
    u64::from_le_bytes(key)
}

/// The paths of a field: its own, and those of its groups of bits.
fn paths_of<'p>(plan: &'p Plan, name: &'p str) -> impl Iterator<Item = String> + 'p {
    let bits = plan.bit_names(name).map(move |bits| format!("{name}.{bits}"));
    std::iter::once(name.to_owned()).chain(bits)
}
