//! Rewrites other tools' placeholders as `{{name}}`.

use std::collections::BTreeSet;

use super::report::ImportReport;

/// How a tool writes the name of a variable in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlaceholderStyle {
    /// `{{name}}`; Insomnia also writes `{{ _.name }}`.
    Braces,
    /// `${[ name ]}`, as Yaak writes it.
    Yaak,
    /// None: `{{name}}` is ordinary text.
    Plain,
}

/// Generators of other tools that Wirelark has too.
const GENERATORS: [(&str, &str); 6] = [
    ("$guid", "uuid"),
    ("$randomUUID", "uuid"),
    ("$uuid", "uuid"),
    ("$timestamp", "unix"),
    ("uuid.v4()", "uuid"),
    ("timestamp.unix()", "unix"),
];

/// Rewrites the placeholders of a text and adds their names to `used`.
pub(super) fn rewrite(
    text: &str,
    style: PlaceholderStyle,
    path: &str,
    report: &mut ImportReport,
    used: &mut BTreeSet<String>,
) -> String {
    let (open, close) = match style {
        PlaceholderStyle::Braces => ("{{", "}}"),
        PlaceholderStyle::Yaak => ("${[", "]}"),
        PlaceholderStyle::Plain => return crate::profile::variable::as_literal(text),
    };
    if style == PlaceholderStyle::Braces && text.contains("{%") {
        report.lost(path, "a template tag {% … %} cannot be computed here; it stays as text");
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        let Some((inside, behind)) = after.split_once(close) else { break };
        out.push_str(before);
        // Our own notation: what is not a variable, and references that are there already.
        if style == PlaceholderStyle::Braces
            && ["literal:", "secret:"].iter().any(|own| inside.trim().starts_with(own))
        {
            out.extend([open, inside, close]);
            rest = behind;
            continue;
        }
        match name_of(inside.trim()) {
            Some(name) => {
                out.push_str(&format!("{{{{{name}}}}}"));
                used.insert(name);
            }
            None => {
                report.lost(
                    path,
                    format!("{open}{inside}{close} cannot be computed here; it stays as text"),
                );
                out.extend([open, inside, close]);
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Stands around the name of a shell variable in a word of a command line; a noncharacter, which no text has.
pub(super) const SHELL_VARIABLE: char = '\u{fdd2}';

/// A word of a command line in our notation: `{{` stays what it is, and a shell's variables become ours.
pub(super) fn shell_word(text: &str, used: &mut BTreeSet<String>) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, part) in text.split(SHELL_VARIABLE).enumerate() {
        match i % 2 {
            0 => out.push_str(&crate::profile::variable::as_literal(part)),
            _ => {
                used.insert(part.to_owned());
                out.push_str(&format!("{{{{{part}}}}}"));
            }
        }
    }
    out
}

/// The name of a variable here; `None` for a function call or a filter.
fn name_of(inside: &str) -> Option<String> {
    if let Some((_, ours)) = GENERATORS.iter().find(|(theirs, _)| *theirs == inside) {
        return Some((*ours).to_owned());
    }
    let name =
        inside.strip_prefix("_.").or_else(|| inside.strip_prefix("process.env.")).unwrap_or(inside);
    let name = name.strip_prefix("environment.").unwrap_or(name);
    let valid = |ch: char| ch.is_alphanumeric() || matches!(ch, '_' | '-' | '.');
    let first = name.chars().next()?;
    (name.chars().all(valid) && (first.is_alphabetic() || first == '_')).then(|| name.to_owned())
}

/// Whether the text is nothing but placeholders and what schemes write before a credential.
pub(super) fn is_placeholder(text: &str) -> bool {
    let Some(inner) = text.trim().strip_prefix("{{").and_then(|text| text.strip_suffix("}}"))
    else {
        return false;
    };
    !inner.is_empty() && !inner.contains("{{")
}
