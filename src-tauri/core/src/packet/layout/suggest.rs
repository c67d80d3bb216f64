//! Proposes a layout for messages that have none, as a starting point for the user.

mod rows;
mod structs;

use super::display::looks_like_text;
use super::model::{Display, Field, Layout, Tail, TailKind};
use crate::packet::json;
use crate::packet::literal::Literal;

pub use rows::{Proposal, ProposalReason, propose_for};

/// Unix times in these years are recognised as times.
const YEARS: std::ops::Range<f64> = 946_684_800.0..4_102_444_800.0;

/// Proposes a layout: a leading little-endian int32 for the code, then fields guessed from the bytes, and text or JSON
/// at the end. The proposal always fits the message.
pub fn propose(name: &str, message: &[u8]) -> Layout {
    let mut guess = Guess { format: String::from("<"), fields: Vec::new(), at: 0, message };
    let text = text_start(message);
    if message.len() >= 4 && text > 0 {
        guess.leading_code();
        while guess.at < text {
            // The last bytes of a number may look like text, so obvious numbers take precedence.
            if !guess.push_obvious_number(message.len().min(text.saturating_add(4))) {
                guess.push_small_field(text);
            }
        }
    }
    let rest = message.get(guess.at..).unwrap_or_default();
    let kind = match rest {
        [] => None,
        rest if is_json(rest) => Some(TailKind::Json),
        rest if looks_like_text(rest) => Some(TailKind::Text),
        _ => Some(TailKind::Bytes),
    };
    let format = if guess.fields.is_empty() { String::new() } else { guess.format };
    let tail = kind.map(|kind| Tail { kind, ..Tail::default() });
    Layout { name: name.to_owned(), format, fields: guess.fields, tail, ..Layout::default() }
}

fn is_json(bytes: &[u8]) -> bool {
    let text = str::from_utf8(bytes).unwrap_or_default();
    text.trim_start().starts_with(['{', '[']) && json::pretty_within(bytes, 0).is_ok()
}

/// Offset of the text at the end: JSON from the fifth byte on, or at least three readable characters.
fn text_start(message: &[u8]) -> usize {
    if looks_like_text(message) {
        return 0;
    }
    let opens = |at: &usize| matches!(message.get(*at), Some(b'{' | b'['));
    let json =
        (4..message.len().min(64)).filter(opens).find(|at| message.get(*at..).is_some_and(is_json));
    if let Some(at) = json {
        return at;
    }
    // Numeric fields usually contain zero bytes, which text does not.
    let text = (4..message.len())
        .find(|at| message.get(*at..).is_some_and(|rest| rest.len() >= 3 && looks_like_text(rest)));
    text.unwrap_or(message.len())
}

struct Guess<'a> {
    format: String,
    fields: Vec<Field>,
    at: usize,
    message: &'a [u8],
}

impl Guess<'_> {
    fn push(&mut self, ch: char, size: usize, field: Field) {
        self.format.push(ch);
        let number = self.fields.len();
        let name =
            if field.name.is_empty() { format!("field{number}") } else { field.name.clone() };
        self.fields.push(Field { name, ..field });
        self.at += size;
    }

    fn leading_code(&mut self) {
        let code = self.message.first_chunk::<4>().map_or(0, |head| i32::from_le_bytes(*head));
        let constant = Some(Literal::from(i64::from(code)));
        self.push('i', 4, Field { name: "code".to_owned(), constant, ..Field::default() });
    }

    /// Adds an eight-byte field if its value is obvious: a time, a small integer or a price.
    fn push_obvious_number(&mut self, end: usize) -> bool {
        let room = self.message.get(self.at..end).unwrap_or_default();
        let Some(bytes) = room.first_chunk::<8>() else { return false };
        let float = f64::from_le_bytes(*bytes);
        let whole = i64::from_le_bytes(*bytes);
        let time = |display| Field { display, ..Field::default() };
        if YEARS.contains(&float) {
            self.push('d', 8, time(Display::Unix));
        } else if YEARS.contains(&(whole as f64 / 1e3)) {
            self.push('q', 8, time(Display::UnixMs));
        } else if whole.unsigned_abs() < 1 << 32 {
            self.push('q', 8, Field::default());
        } else if (1e-4..1e12).contains(&float.abs()) && whole.trailing_zeros() >= 16 {
            // Prices have few digits and therefore trailing zero bits.
            self.push('d', 8, Field::default());
        } else {
            return false;
        }
        true
    }

    /// Adds a field of at most four bytes before the text.
    fn push_small_field(&mut self, text: usize) {
        let room = self.message.get(self.at..text).unwrap_or_default();
        match room {
            [_, _, _, _, ..] => {
                let bytes = room.first_chunk::<4>().copied().unwrap_or_default();
                let seconds = f64::from(i32::from_le_bytes(bytes));
                let display =
                    if YEARS.contains(&seconds) { Display::Unix } else { Display::Decimal };
                self.push('i', 4, Field { display, ..Field::default() });
            }
            [_, _, ..] => self.push('h', 2, Field::default()),
            _ => self.push('b', 1, Field::default()),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::super::plan::LayoutContext;
    use super::super::{Plan, decode};
    use super::*;

    fn proposed(message: &[u8]) -> (String, Option<TailKind>) {
        let layout = propose("x", message);
        (layout.format, layout.tail.map(|tail| tail.kind))
    }

    #[test]
    fn proposes_layouts_for_the_demo_servers_messages() {
        let mut push = 100i32.to_le_bytes().to_vec();
        push.extend(7i64.to_le_bytes());
        push.extend(1_767_323_045.5f64.to_le_bytes());
        push.extend(b"first");
        assert_eq!(proposed(&push), ("<iqd".to_owned(), Some(TailKind::Text)));
        assert_eq!(
            proposed(b"\x02\0\0\0[\"first\", \"test\"]"),
            ("<i".to_owned(), Some(TailKind::Json))
        );
        assert_eq!(proposed(&[0; 5]), ("<ib".to_owned(), None));
        assert_eq!(proposed(b"{\"a\": 1}"), (String::new(), Some(TailKind::Json)));
        assert_eq!(proposed(b"hello"), (String::new(), Some(TailKind::Text)));
        assert_eq!(proposed(&[1, 2]), (String::new(), Some(TailKind::Bytes)));
        assert_eq!(proposed(&[]), (String::new(), None));
        assert_eq!(propose("x", &push).fields[2].display, Display::Unix);
    }

    proptest! {
        #[test]
        fn a_proposal_always_fits(message in prop::collection::vec(any::<u8>(), 0..200)) {
            let layout = propose("x", &message);
            let plan = Plan::new(&layout, LayoutContext::default()).unwrap();
            prop_assert_eq!(decode(&plan, &message).stop, None);
        }
    }
}
