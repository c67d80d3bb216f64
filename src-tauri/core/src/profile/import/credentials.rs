//! Finds credentials in texts of other tools' files.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::profile::secret::is_secret_parameter;

/// Header fields whose values are always credentials.
const HEADERS: [&str; 3] = ["authorization", "proxy-authorization", "cookie"];
/// Parts of the names of fields and variables that hold credentials.
const WORDS: [&str; 9] = [
    "password",
    "passwd",
    "secret",
    "token",
    "apikey",
    "authorization",
    "credential",
    "passphrase",
    "privatekey",
];

/// Whether a header field holds a credential.
pub(super) fn is_secret_header(name: &str) -> bool {
    let plain = name.to_ascii_lowercase();
    HEADERS.contains(&plain.as_str())
        || is_secret_parameter(plain.strip_prefix("x-").unwrap_or(&plain))
        || is_secret_name(&plain)
}

/// Whether a variable or the field of a message holds a credential, by its name. Narrower than the rule for query
/// parameters, where `key` and `code` mean one.
pub(super) fn is_secret_name(name: &str) -> bool {
    let plain: String =
        name.chars().filter(|ch| ch.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    WORDS.iter().any(|word| plain.contains(word))
        || matches!(plain.as_str(), "auth" | "pwd" | "pass" | "jwt")
}

/// Tokens that are recognised wherever they stand: a JSON Web Token (RFC 7519), and what follows `Bearer`.
static TOKENS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let token = r"(?P<jwt>eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]*)";
    let bearer = r"(?P<scheme>\b[Bb]earer )(?P<bearer>[A-Za-z0-9._~+/=-]{8,})";
    Regex::new(&format!("{bearer}|{token}")).ok()
});

/// Replaces tokens in a text by what `hide` returns for each.
pub(super) fn without_tokens(text: &str, mut hide: impl FnMut(&str) -> String) -> String {
    let Some(tokens) = TOKENS.as_ref() else { return text.to_owned() };
    let replace = |found: &Captures<'_>| match (found.name("jwt"), found.name("bearer")) {
        (Some(token), _) => hide(token.as_str()),
        (None, Some(token)) => {
            let scheme = found.name("scheme").map_or("", |scheme| scheme.as_str());
            format!("{scheme}{}", hide(token.as_str()))
        }
        _ => String::new(),
    };
    tokens.replace_all(text, replace).into_owned()
}

/// Replaces the string values of JSON fields that hold credentials, and changes nothing else of the text. `hide` gets
/// the field's name and the value as it is written, without quotes.
pub(super) fn without_json_secrets(
    text: &str,
    mut hide: impl FnMut(&str, &str) -> String,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut key: Option<String> = None;
    while let Some(open) = rest.find('"') {
        let (before, after) = rest.split_at(open + 1);
        let Some(length) = string_length(after) else { break };
        let (inside, behind) = after.split_at(length);
        let between = before.strip_suffix('"').unwrap_or(before).trim();
        let value_of = key.take().filter(|_| between == ":");
        out.push_str(before);
        match value_of {
            Some(name) if is_secret_name(&name) && !inside.is_empty() && !inside.contains("{{") => {
                out.push_str(&hide(&name, inside));
            }
            Some(_) => out.push_str(inside),
            None => {
                out.push_str(inside);
                let name = serde_json::from_str::<String>(&format!("\"{inside}\""));
                key = Some(name.unwrap_or_else(|_| inside.to_owned()));
            }
        }
        out.push('"');
        rest = behind.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The length of a JSON string's content up to its closing quote.
fn string_length(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_values_of_secret_fields_change() {
        let text =
            r#"{ "user":"a", "password" : "p\"w","n": ["token"], "token":"{{t}}", "api_key": 5}"#;
        let mut hidden = Vec::new();
        let changed = without_json_secrets(text, |name, value| {
            hidden.push((name.to_owned(), value.to_owned()));
            "***".to_owned()
        });
        assert_eq!(changed, text.replace(r#"p\"w"#, "***"));
        assert_eq!(hidden, [("password".to_owned(), r#"p\"w"#.to_owned())]);
        for text in ["", "\"", "\"a\\", "{\"token\":\"x", "\"token\" \"x\""] {
            assert_eq!(without_json_secrets(text, |_, _| "***".to_owned()), text);
        }
    }

    #[test]
    fn tokens_are_found_in_any_text() {
        let jwt = "eyJhbGciOi.eyJzdWIiOiIx.c2ln-_";
        let text = format!("a {jwt} b Bearer abcdefgh12 Bearer x");
        assert_eq!(without_tokens(&text, |_| "*".to_owned()), "a * b Bearer * Bearer x");
    }
}
