//! Renames a field in a filter's text, which otherwise stays as written.

use super::print::quote;
use super::token::{TokenKind, is_plain_path, tokens};

/// Replaces the paths of field tests for which `rename` returns another one; `None` if there is none, or if the text is
/// not a filter.
pub fn rename_fields(text: &str, rename: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut out = String::new();
    let mut copied = 0;
    for token in tokens(text).ok()? {
        let TokenKind::Test(test) = &token.kind else { continue };
        let written = text.get(token.from..token.to)?;
        let Some(new) = Some(&test.path).filter(|path| !path.is_empty()).and_then(|p| rename(p))
        else {
            continue;
        };
        let (start, rest) = written.split_once('.')?;
        let rest = match rest.strip_prefix('"') {
            Some(quoted) => quoted.get(quoted_length(quoted)?..)?,
            None => rest.strip_prefix(test.path.as_str())?,
        };
        out.push_str(text.get(copied..token.from)?);
        out.push_str(start);
        out.push('.');
        match is_plain_path(&new) {
            true => out.push_str(&new),
            false => quote(&mut out, &new).ok()?,
        }
        out.push_str(rest);
        copied = token.to;
    }
    (copied > 0).then(|| out + text.get(copied..).unwrap_or_default())
}

/// The length of a quoted text with its closing mark.
fn quoted_length(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, ch) in text.char_indices() {
        match ch {
            '"' if !escaped => return Some(at + 1),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_paths_of_field_tests_change() {
        let rename = |path: &str| (path == "sl").then(|| "text size".to_owned());
        assert_eq!(
            rename_fields("sl (field.sl:1,2 or -field.\"sl\" > 3) code:2", &rename).as_deref(),
            Some("sl (field.\"text size\":1,2 or -field.\"text size\" > 3) code:2")
        );
        assert_eq!(rename_fields("field.slow:1", &rename), None);
        assert_eq!(rename_fields("field.sl:(", &|_| None), None);
    }
}
