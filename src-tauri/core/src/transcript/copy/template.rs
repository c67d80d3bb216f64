//! Text with environment variables in place of secrets, for copied programs and commands.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Query encode set: all but the unreserved characters of RFC 3986.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Text made up of parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Template {
    pub parts: Vec<TemplatePart>,
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TemplatePart {
    /// Literal text.
    Text(String),
    /// Value of an environment variable; percent-encode it if `encoded`.
    Variable { name: String, encoded: bool },
}

impl Template {
    /// Parses text in which `{{secret:NAME}}` and `{{NAME}}` stand for environment variables.
    pub(super) fn of(text: &str) -> Template {
        let mut template = Template::default();
        template.push(text, false);
        template
    }

    /// The template as a sum of expressions in a language that writes texts in double quotes. `variable` gets a name,
    /// and whether the value is percent-encoded.
    pub(super) fn expression(
        &self,
        text: impl Fn(&str) -> String,
        mut variable: impl FnMut(&str, bool) -> String,
    ) -> String {
        let part = |part: &TemplatePart| match part {
            TemplatePart::Text(literal) => text(literal),
            TemplatePart::Variable { name, encoded } => variable(name, *encoded),
        };
        match self.parts.is_empty() {
            true => "\"\"".to_owned(),
            false => self.parts.iter().map(part).collect::<Vec<_>>().join(" + "),
        }
    }

    /// URL of a proxy, with user and password.
    pub(super) fn of_proxy(
        scheme: &str,
        address: &str,
        user: Option<&(String, String)>,
    ) -> Template {
        let mut url = Template::default();
        url.push_text(&format!("{scheme}://"));
        if let Some((user, password)) = user {
            url.push_query(user);
            url.push_text(":");
            url.push_query(password);
            url.push_text("@");
        }
        url.append(Template::of(address));
        url
    }

    /// Appends text that becomes part of a URL's query.
    pub(super) fn push_query(&mut self, text: &str) {
        self.push(text, true);
    }

    pub(super) fn push_text(&mut self, text: &str) {
        match self.parts.last_mut() {
            Some(TemplatePart::Text(last)) => last.push_str(text),
            _ if text.is_empty() => {}
            _ => self.parts.push(TemplatePart::Text(text.to_owned())),
        }
    }

    pub(super) fn append(&mut self, other: Template) {
        for part in other.parts {
            match part {
                TemplatePart::Text(text) => self.push_text(&text),
                variable => self.parts.push(variable),
            }
        }
    }

    fn push(&mut self, mut text: &str, encoded: bool) {
        while let Some((before, rest)) = text.split_once("{{") {
            let named = rest.split_once("}}").filter(|(inside, _)| is_name(inside.trim()));
            self.push_plain(before, encoded);
            match named {
                Some((inside, after)) => {
                    self.parts
                        .push(TemplatePart::Variable { name: variable(inside.trim()), encoded });
                    text = after;
                }
                None => {
                    self.push_plain("{{", encoded);
                    text = rest;
                }
            }
        }
        self.push_plain(text, encoded);
    }

    fn push_plain(&mut self, text: &str, encoded: bool) {
        match encoded {
            true => self.push_text(&utf8_percent_encode(text, QUERY).to_string()),
            false => self.push_text(text),
        }
    }

    /// The text, if it contains no variable.
    pub(super) fn plain(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [TemplatePart::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The environment variables, each with whether its value has to be percent-encoded.
    pub(super) fn variables(&self) -> impl Iterator<Item = (&str, bool)> {
        self.parts.iter().filter_map(|part| match part {
            TemplatePart::Variable { name, encoded } => Some((name.as_str(), *encoded)),
            TemplatePart::Text(_) => None,
        })
    }
}

/// Whether braces enclose the name of a secret or variable; otherwise they are plain text.
fn is_name(inside: &str) -> bool {
    let first = inside.chars().next();
    inside.starts_with("secret:")
        || first.is_some_and(|ch| ch.is_alphabetic() || ch == '_')
            && inside.chars().all(|ch| ch.is_alphanumeric() || "_.- ".contains(ch))
}

/// Name of the environment variable for a placeholder; `wirelark-cli` reads secrets from variables
/// of this name.
fn variable(inside: &str) -> String {
    let (prefix, name) = match inside.strip_prefix("secret:") {
        Some(name) => ("WIRELARK_SECRET_", name),
        None => ("WIRELARK_VAR_", inside),
    };
    let to_valid = |ch: char| if ch.is_ascii_alphanumeric() { ch } else { '_' };
    prefix.chars().chain(name.chars().map(to_valid)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_become_variables_and_the_rest_of_a_query_is_encoded() {
        let mut template = Template::of("a{{secret:to ken}}b");
        template.push_query("ä b{{ later }}&");
        let parts: Vec<_> = template.variables().collect();
        assert_eq!(parts, [("WIRELARK_SECRET_to_ken", false), ("WIRELARK_VAR_later", true)]);
        let TemplatePart::Text(text) = &template.parts[2] else { panic!("{template:?}") };
        assert_eq!(text, "b%C3%A4%20b");
        assert_eq!(template.plain(), None);
        for text in ["{{open", "{{a,b}} {{", "{{}}"] {
            assert_eq!(Template::of(text).plain(), Some(text));
        }
        assert_eq!(
            Template::of("{{{{a}}").variables().collect::<Vec<_>>(),
            [("WIRELARK_VAR_a", false)]
        );
        assert_eq!(Template::of("").plain(), Some(""));
    }
}
