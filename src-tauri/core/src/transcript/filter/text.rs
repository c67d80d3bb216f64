//! Looking for a text in payloads: one, or a big piece of the file at once.

use memchr::memmem::Finder;
use regex::bytes::{Regex, RegexBuilder};

/// Letters are made small in parts of this size, so that they stay in the processor's cache.
const PART: usize = 64 * 1024;

/// A text to look for.
#[derive(Debug, Clone)]
pub(in crate::transcript) enum Needle {
    /// As it is written, or without letters.
    Exact(Finder<'static>),
    /// In any case, in a payload whose ASCII letters were made small.
    Small(Finder<'static>),
    /// In any case, with letters beyond ASCII: as Unicode folds them.
    Folded(Regex, usize),
}

impl Needle {
    /// What is wrong with it is said in English; the text is short and escaped, so that nothing ever is.
    pub(in crate::transcript) fn new(text: &str, exact: bool) -> Result<Needle, String> {
        let has_letters = text.bytes().any(|byte| byte.is_ascii_alphabetic());
        if exact || (text.is_ascii() && !has_letters) {
            return Ok(Needle::Exact(Finder::new(text).into_owned()));
        }
        if text.is_ascii() {
            return Ok(Needle::Small(Finder::new(&text.to_ascii_lowercase()).into_owned()));
        }
        let built = RegexBuilder::new(&regex::escape(text)).case_insensitive(true).build();
        // Folding may change a character's length in UTF-8, never beyond the four bytes one can have.
        let longest = text.chars().count() * 4;
        built.map(|regex| Needle::Folded(regex, longest)).map_err(|error| error.to_string())
    }

    /// The most bytes that a match has.
    pub(in crate::transcript) fn longest(&self) -> usize {
        match self {
            Needle::Exact(finder) | Needle::Small(finder) => finder.needle().len(),
            Needle::Folded(_, longest) => *longest,
        }
    }

    pub(in crate::transcript) fn wants_small(&self) -> bool {
        matches!(self, Needle::Small(_))
    }

    /// The first match at or behind `from`: its beginning and its end. `small` are the same bytes with
    /// small letters, where [`Needle::wants_small`].
    #[inline]
    pub(in crate::transcript) fn find(
        &self,
        bytes: &[u8],
        small: &[u8],
        from: usize,
    ) -> Option<(usize, usize)> {
        let by = |finder: &Finder<'_>, bytes: &[u8]| {
            let start = from + finder.find(bytes.get(from..)?)?;
            Some((start, start + finder.needle().len()))
        };
        match self {
            Needle::Exact(finder) => by(finder, bytes),
            Needle::Small(finder) => by(finder, small),
            Needle::Folded(regex, _) => (from <= bytes.len())
                .then(|| regex.find_at(bytes, from))?
                .map(|m| (m.start(), m.end())),
        }
    }

    /// Whether one payload contains it.
    pub(in crate::transcript) fn is_in(&self, payload: &[u8]) -> bool {
        match self {
            Needle::Exact(finder) => finder.find(payload).is_some(),
            Needle::Folded(regex, _) => regex.is_match(payload),
            Needle::Small(finder) => {
                let mut small = Vec::new();
                let mut at = 0;
                loop {
                    let end = payload.len().min(at + PART);
                    small.clear();
                    small.extend_from_slice(payload.get(at..end).unwrap_or_default());
                    small.make_ascii_lowercase();
                    if finder.find(&small).is_some() {
                        return true;
                    }
                    if end == payload.len() {
                        return false;
                    }
                    at = end - (finder.needle().len() - 1).min(PART / 2);
                }
            }
        }
    }
}
