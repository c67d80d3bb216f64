//! What a row must be to be shown.

use regex::bytes::{Regex, RegexBuilder};

use super::Error;

/// More text than this is not something a person looks for.
const LONGEST: usize = 4096;

/// What a row must be to be shown.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Filter {
    /// Its payload contains this text, in whatever case.
    Substring(Substring),
}

/// A text to look for in payloads of any kind.
#[derive(Debug, Clone)]
pub struct Substring {
    pub(super) text: String,
    /// `None` where everything matches.
    pub(super) regex: Option<Regex>,
}

impl Filter {
    /// Rows whose payload, of whatever kind, contains `text` in whatever case.
    pub fn substring(text: &str) -> Result<Filter, Error> {
        if text.len() > LONGEST {
            let message = format!("a text of more than {LONGEST} bytes");
            return Err(Error::Filter { message });
        }
        let regex = (!text.is_empty())
            .then(|| RegexBuilder::new(&regex::escape(text)).case_insensitive(true).build())
            .transpose()
            .map_err(|error| Error::Filter { message: error.to_string() })?;
        Ok(Filter::Substring(Substring { text: text.into(), regex }))
    }

    /// The text of [`Filter::substring`].
    pub fn text(&self) -> &str {
        let Filter::Substring(substring) = self;
        &substring.text
    }

    pub(super) fn regex(&self) -> Option<&Regex> {
        let Filter::Substring(substring) = self;
        substring.regex.as_ref()
    }

    /// The most bytes that a match can have: simple case folding may change a character's length
    /// in UTF-8, never beyond the four bytes that one can have.
    pub(super) fn longest_match(&self) -> usize {
        self.text().chars().count() * 4
    }
}
