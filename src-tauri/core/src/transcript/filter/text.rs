//! Text search in payloads: in one, or in a large chunk of the file.

use memchr::memmem::Finder;
use regex::bytes::{Regex, RegexBuilder};

/// Chunk size for lowercasing, which fits the processor's cache.
const LOWERCASE_CHUNK: usize = 64 * 1024;

/// A text to search for.
#[derive(Debug, Clone)]
pub(crate) enum Needle {
    /// Case-sensitive, or a text without letters.
    Exact(Finder<'static>),
    /// Case-insensitive, in a payload whose ASCII letters were lowercased.
    Lowercase(Finder<'static>),
    /// Case-insensitive with non-ASCII letters, by Unicode case folding; and the maximum length of
    /// a match.
    Folded(Regex, usize),
}

impl Needle {
    /// Never fails in practice, because the pattern is short and escaped; the error message is in
    /// English.
    pub(crate) fn new(text: &str, exact: bool) -> Result<Needle, String> {
        let has_letters = text.bytes().any(|byte| byte.is_ascii_alphabetic());
        if exact || (text.is_ascii() && !has_letters) {
            return Ok(Needle::Exact(Finder::new(text).into_owned()));
        }
        if text.is_ascii() {
            return Ok(Needle::Lowercase(Finder::new(&text.to_ascii_lowercase()).into_owned()));
        }
        let regex = RegexBuilder::new(&regex::escape(text)).case_insensitive(true).build();
        // Folding may change a character's length in UTF-8, to at most four bytes.
        let max_match = text.chars().count() * 4;
        regex.map(|regex| Needle::Folded(regex, max_match)).map_err(|error| error.to_string())
    }

    /// Maximum length of a match in bytes.
    pub(crate) fn max_match(&self) -> usize {
        match self {
            Needle::Exact(finder) | Needle::Lowercase(finder) => finder.needle().len(),
            Needle::Folded(_, max_match) => *max_match,
        }
    }

    pub(crate) fn wants_lowercase(&self) -> bool {
        matches!(self, Needle::Lowercase(_))
    }

    /// Start and end of the first match at or after `from`. `lowercase` are the lowercased bytes,
    /// needed if [`Needle::wants_lowercase`].
    #[inline]
    pub(crate) fn find(
        &self,
        bytes: &[u8],
        lowercase: &[u8],
        from: usize,
    ) -> Option<(usize, usize)> {
        let find_with = |finder: &Finder<'_>, bytes: &[u8]| {
            let start = from + finder.find(bytes.get(from..)?)?;
            Some((start, start + finder.needle().len()))
        };
        match self {
            Needle::Exact(finder) => find_with(finder, bytes),
            Needle::Lowercase(finder) => find_with(finder, lowercase),
            Needle::Folded(regex, _) => (from <= bytes.len())
                .then(|| regex.find_at(bytes, from))?
                .map(|m| (m.start(), m.end())),
        }
    }

    /// Whether a payload contains the text.
    pub(crate) fn is_in(&self, payload: &[u8]) -> bool {
        match self {
            Needle::Exact(finder) => finder.find(payload).is_some(),
            Needle::Folded(regex, _) => regex.is_match(payload),
            Needle::Lowercase(finder) => {
                let mut lowercase = Vec::new();
                let mut at = 0;
                loop {
                    let end = payload.len().min(at + LOWERCASE_CHUNK);
                    lowercase.clear();
                    lowercase.extend_from_slice(payload.get(at..end).unwrap_or_default());
                    lowercase.make_ascii_lowercase();
                    if finder.find(&lowercase).is_some() {
                        return true;
                    }
                    if end == payload.len() {
                        return false;
                    }
                    at = end - (finder.needle().len() - 1).min(LOWERCASE_CHUNK / 2);
                }
            }
        }
    }
}
