//! Secret placeholders: a profile contains `{{secret:NAME}}`, never the value.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::model::{Message, MessageTail, Profile};
use super::text_escapes::escape;
use super::variable::{as_literal, is_escaped};
use crate::packet::literal::Literal;

const OPEN: &str = "{{secret:";
const WORD: &str = "secret:";
const CLOSE: &str = "}}";

/// Values of secrets by name. Kept in memory only.
pub type Secrets = BTreeMap<String, String>;

/// A secret that the profile uses but that has no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the secret '{name}' has no value: enter it at {path}, or pass --secret {name}=VALUE")]
pub struct SecretMissing {
    /// The secret's name.
    pub name: String,
    /// Path of the value that uses the secret.
    pub path: String,
}

impl SecretMissing {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        "secret_missing"
    }
}

/// Query parameters whose values are credentials. Names match regardless of case, and with `-` or nothing instead of
/// `_`.
pub const SECRET_PARAMETERS: [&str; 11] = [
    "token",
    "access_token",
    "api_key",
    "key",
    "auth",
    "password",
    "secret",
    "sig",
    "signature",
    "code",
    "ticket",
];

/// Whether a parameter name, percent-encoded or not, matches [`SECRET_PARAMETERS`].
pub fn is_secret_parameter(name: &str) -> bool {
    let plain = |name: &str| name.to_lowercase().replace(['-', '_'], "");
    let name = plain(&percent_decode_str(name).decode_utf8_lossy());
    SECRET_PARAMETERS.iter().any(|known| plain(known) == name)
}

/// Delimiters that make a secret's value findable in text built from it: noncharacters, which do not occur in text
/// (Unicode 16.0 section 23.7).
pub const MARKS: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];

/// Returns the secrets with [`MARKS`] around each value.
pub fn marked(secrets: &Secrets) -> Secrets {
    let [open, close] = MARKS;
    secrets.iter().map(|(name, value)| (name.clone(), format!("{open}{value}{close}"))).collect()
}

/// The name in `{{secret:NAME}}`, if that is the whole text.
pub fn name_of(text: &str) -> Option<&str> {
    text.strip_prefix(OPEN)?.strip_suffix(CLOSE).filter(|name| !name.contains("}}"))
}

/// Whether the text of a message or of its tail uses a secret.
pub(super) fn in_message(message: &Message) -> bool {
    message.text.contains(OPEN) || message.tail.as_ref().is_some_and(|t| t.text.contains(OPEN))
}

/// How a text is read after its secrets are filled in; a secret's value must survive that as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReadLater {
    /// Nothing more is replaced in it.
    Not,
    /// Variables are filled in.
    Variables,
    /// Variables are filled in and backslash escapes expanded.
    Escapes,
}

impl ReadLater {
    fn of(escapes: bool) -> ReadLater {
        if escapes { ReadLater::Escapes } else { ReadLater::Variables }
    }

    fn protected(self, value: &str) -> String {
        match self {
            ReadLater::Not => value.to_owned(),
            ReadLater::Variables => as_literal(value),
            ReadLater::Escapes => {
                let written = escape(value);
                // The character before may be a brace.
                let brace = if written.starts_with('{') { "\\" } else { "" };
                format!("{brace}{written}")
            }
        }
    }
}

/// Replaces each `{{secret:NAME}}` in the text with its value, and `{{literal:secret:NAME}}` with `{{secret:NAME}}`.
fn fill(
    text: &str,
    path: &str,
    secrets: &Secrets,
    later: ReadLater,
) -> Result<String, SecretMissing> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(WORD) {
        if let Some(before) = before.strip_suffix("{{literal:") {
            out.extend([before, OPEN]);
            rest = after;
            continue;
        }
        let placeholder = before
            .strip_suffix("{{")
            .filter(|before| later != ReadLater::Escapes || !is_escaped(before));
        let Some(before) = placeholder else {
            out.extend([before, WORD]);
            rest = after;
            continue;
        };
        let Some((name, tail)) = after.split_once(CLOSE) else { break };
        let value = secrets
            .get(name)
            .ok_or_else(|| SecretMissing { name: name.to_owned(), path: path.to_owned() })?;
        out.push_str(before);
        out.push_str(&later.protected(value));
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

fn fill_value(
    value: &mut Literal,
    path: impl FnOnce() -> String,
    secrets: &Secrets,
    later: ReadLater,
) -> Result<(), SecretMissing> {
    if value.as_str().contains(WORD) {
        *value = fill(value.as_str(), &path(), secrets, later)?.into();
    }
    Ok(())
}

fn fill_tail(tail: &mut MessageTail, path: &str, secrets: &Secrets) -> Result<(), SecretMissing> {
    let later = ReadLater::of(tail.has_escapes());
    tail.text = fill(&tail.text, &format!("{path}.text"), secrets, later)?;
    for (k, item) in tail.items.iter_mut().enumerate() {
        for (name, value) in &mut item.fields {
            let path = || format!("{path}.items[{k}].fields.{name}");
            fill_value(value, path, secrets, ReadLater::Variables)?;
        }
        if let Some(tail) = &mut item.tail {
            fill_tail(tail, &format!("{path}.items[{k}].tail"), secrets)?;
        }
    }
    Ok(())
}

/// Returns the profile with all secrets filled in. The result must never be saved.
pub fn resolve(profile: &Profile, secrets: &Secrets) -> Result<Profile, SecretMissing> {
    let mut filled = profile.clone();
    filled.connection.texts(&mut |path, text| {
        *text = fill(text, path, secrets, ReadLater::Not)?;
        Ok(())
    })?;
    if let Some(login) = &mut filled.login {
        for (i, field) in login.fields.iter_mut().enumerate() {
            let path = || format!("login.fields[{i}].value");
            fill_value(&mut field.value, path, secrets, ReadLater::Not)?;
        }
    }
    for (at, message) in filled.all_messages_mut() {
        let later = ReadLater::of(message.has_escapes());
        message.text = fill(&message.text, &format!("{at}.text"), secrets, later)?;
        for (k, value) in message.values.iter_mut().enumerate() {
            fill_value(value, || format!("{at}.values[{k}]"), secrets, ReadLater::Variables)?;
        }
        for (name, value) in &mut message.fields {
            fill_value(value, || format!("{at}.fields.{name}"), secrets, ReadLater::Variables)?;
        }
        if let Some(tail) = &mut message.tail {
            fill_tail(tail, &format!("{at}.tail"), secrets)?;
        }
        for (name, tail) in &mut message.tails {
            fill_tail(tail, &format!("{at}.tails.{name}"), secrets)?;
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(value: &str) -> Profile {
        let json = serde_json::json!({
            "wirelark": 1, "name": "x",
            "connection": {"url": "ws://h/?k={{secret:key}}"},
            "login": {"fields": [{"name": "token", "value": value}]},
        });
        serde_json::from_value(json).expect("a profile")
    }

    #[test]
    fn fills_in_the_values_of_secrets() {
        let secrets = Secrets::from([("key".into(), "K".into()), ("t".into(), "a{{b".into())]);
        let filled = resolve(&profile("x{{secret:t}}y"), &secrets).expect("all known");
        assert_eq!(filled.connection.url, "ws://h/?k=K");
        assert_eq!(filled.login.expect("login").fields[0].value.as_str(), "xa{{by");
    }

    #[test]
    fn a_missing_secret_is_reported_with_its_path() {
        let secrets = Secrets::from([("key".into(), "K".into())]);
        let error = resolve(&profile("{{secret:t}}"), &secrets).expect_err("t is unknown");
        assert_eq!((error.name.as_str(), error.path.as_str()), ("t", "login.fields[0].value"));
    }

    #[test]
    fn only_a_whole_placeholder_names_a_secret() {
        assert_eq!(name_of("{{secret:token}}"), Some("token"));
        assert_eq!(name_of("x{{secret:token}}"), None);
        assert_eq!(name_of("{{secret:a}}{{secret:b}}"), None);
    }
}
