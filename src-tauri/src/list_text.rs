//! Length limit for text from other programs and people that the page shows in lists: names, URLs, field values.

use wirelark_core::text::truncate_chars;

/// Characters of one text; a file's header may hold megabytes.
const MAX_CHARS: usize = 2_000;

/// The text, cut with `…` if it is too long for a list.
pub(crate) fn list_text(text: String) -> String {
    truncate_chars(text, MAX_CHARS)
}
