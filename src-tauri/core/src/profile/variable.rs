//! Variables of the form `{{name}}` and generators, filled in when something is sent.
//!
//! `{{secret:NAME}}` is not a variable and stays unchanged; see [`super::secret`].

mod generators;
mod substitute;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashSet};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use super::model::{Message, MessageTail, Profile};
use super::payload_files::PayloadFiles;
use super::text_escapes::EscapeError;
pub use substitute::Quoting;
pub(super) use substitute::{as_literal, is_escaped};

/// Variable values, generator state and payload files for one connection or run. Never saved.
#[derive(Debug, Default)]
pub struct VariableSources {
    /// Values that override the profile's.
    pub given: BTreeMap<String, String>,
    /// The last value of each counter by its name; `{{counter}}` has none.
    counters: Arc<Mutex<BTreeMap<String, u64>>>,
    /// The files that messages may send.
    pub files: PayloadFiles,
}

impl VariableSources {
    /// Creates sources with these values and new generators.
    pub fn new(given: BTreeMap<String, String>) -> Self {
        VariableSources { given, ..VariableSources::default() }
    }

    /// Creates sources with other values that share the state of the generators.
    pub fn again(&self, given: BTreeMap<String, String>) -> Self {
        VariableSources { given, counters: self.counters.clone(), files: self.files.clone() }
    }

    /// Creates sources with other values and new generators, and the same payload files.
    pub fn fresh(&self, given: BTreeMap<String, String>) -> Self {
        VariableSources::new(given).with_files(self.files.clone())
    }

    /// The same values, with these payload files.
    pub fn with_files(self, files: PayloadFiles) -> Self {
        VariableSources { files, ..self }
    }

    /// The next value of a counter; the first is 1.
    fn count(&self, name: &str) -> u64 {
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        let last = counters.entry(name.to_owned()).or_default();
        *last += 1;
        *last
    }
}

/// Why the variables of a text cannot be filled in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct VariableError {
    /// Path of the text in the profile or the message.
    pub path: String,
    /// The fault.
    pub fault: VariableFault,
}

/// A fault of a variable or generator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", prefix = "variable_")]
pub enum VariableFault {
    /// The variable has no value.
    #[error(
        "the variable '{0}' has no value: give it one in the profile's variables, or pass --var {0}=VALUE"
    )]
    Missing(String),
    /// A generator with invalid arguments.
    #[error(
        "'{0}' is no generator: write counter, counter:NAME, unix, unix_ms, unix_us, uuid, length or random:LOW:HIGH with whole numbers"
    )]
    Generator(String),
    /// `{{length}}` without a tail.
    #[error("'length' is the length of a packed message's tail: there is none here")]
    Length,
    /// An invalid escape in a text with escapes.
    #[error(transparent)]
    Escape(EscapeError),
    /// The values exceed [`MAX_FILLED`]: a short text may use a long variable millions of times.
    #[error("its variables come to more than {MAX_FILLED} bytes")]
    TooLong,
}

impl VariableError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        self.fault.code()
    }
}

impl VariableFault {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            VariableFault::Escape(error) => error.code(),
            other => other.into(),
        }
    }
}

/// The generators' values for one message or connection, so that a generator has the same value everywhere in it.
#[derive(Debug, Default)]
pub struct Generated {
    /// Values by generator with arguments, except `length`.
    values: RefCell<BTreeMap<String, String>>,
    /// Total size of the values filled in so far, in bytes; see [`MAX_FILLED`].
    filled: Cell<usize>,
}

/// Limit in bytes of the values filled into one message, or into one connection and its login.
pub const MAX_FILLED: usize = 256 << 20;

/// Fills variables and generators into texts.
#[derive(Debug, Clone, Copy)]
pub struct Filler<'a> {
    profile: &'a Profile,
    sources: &'a VariableSources,
    generated: &'a Generated,
    /// Size of the tail in bytes, once it is known.
    length: Option<usize>,
}

impl<'a> Filler<'a> {
    /// Creates a filler for all texts of one message or one connection.
    pub fn new(
        profile: &'a Profile,
        sources: &'a VariableSources,
        generated: &'a Generated,
    ) -> Self {
        Filler { profile, sources, generated, length: None }
    }

    /// Sets the size of the tail in bytes.
    pub fn with_length(self, length: usize) -> Self {
        Filler { length: Some(length), ..self }
    }

    fn value(&self, name: &str) -> Option<&'a str> {
        let given = self.sources.given.get(name).map(String::as_str);
        given.or_else(|| self.profile.variable(name))
    }

    /// Counts the bytes of a value and returns whether the limit is exceeded.
    fn is_too_long(&self, value: &str) -> bool {
        let filled = self.generated.filled.get().saturating_add(value.len());
        self.generated.filled.set(filled);
        filled > MAX_FILLED
    }
}

/// Collects variables without a value, each once.
#[derive(Default)]
struct MissingVariables {
    list: Vec<MissingVariable>,
    names: HashSet<String>,
}

impl MissingVariables {
    /// Adds the variables of a text that have no value.
    fn add(&mut self, fill: Filler<'_>, path: &str, text: &str, escapes: bool) {
        for name in substitute::names(text, escapes) {
            if fill.value(name).is_none() && self.names.insert(name.to_owned()) {
                self.list.push(MissingVariable { name: name.to_owned(), path: path.to_owned() });
            }
        }
    }
}

/// Returns the profile with the variables of its connection and login filled in. The result must never be saved.
/// Messages are filled in when they are sent. A generator has the same value everywhere in the connection and login.
pub fn resolve(profile: &Profile, sources: &VariableSources) -> Result<Profile, VariableError> {
    let generated = Generated::default();
    let fill = Filler::new(profile, sources, &generated);
    let mut filled = profile.clone();
    filled.connection.texts(&mut |path, text| {
        *text = fill.text(text, path, Quoting::None)?;
        Ok(())
    })?;
    if let Some(login) = &mut filled.login {
        for (i, field) in login.fields.iter_mut().enumerate() {
            if field.value.as_str().contains("{{") {
                let path = format!("login.fields[{i}].value");
                let quoting = match field.kind {
                    super::model::FieldType::Json => Quoting::Json,
                    _ => Quoting::None,
                };
                field.value = fill.text(field.value.as_str(), &path, quoting)?.into();
            }
        }
    }
    Ok(filled)
}

/// A variable without a value, which the user is asked for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
#[ts(rename = "AskedVariable")]
pub struct MissingVariable {
    /// The variable's name.
    pub name: String,
    /// Path of its first use.
    pub path: String,
}

/// Lists the variables without a value in the profile's connection, login and the messages named in `messages`, or all
/// messages if it is `None`.
pub fn asked(
    profile: &Profile,
    messages: Option<&[&str]>,
    sources: &VariableSources,
) -> Vec<MissingVariable> {
    let generated = Generated::default();
    let fill = Filler::new(profile, sources, &generated).with_length(0);
    let mut found = MissingVariables::default();
    each_text(profile, messages, &mut |path, text, escapes| found.add(fill, path, text, escapes));
    found.list
}

/// Lists the variables without a value in one message, with paths relative to the message.
pub fn asked_by(
    profile: &Profile,
    message: &Message,
    sources: &VariableSources,
) -> Vec<MissingVariable> {
    let generated = Generated::default();
    let fill = Filler::new(profile, sources, &generated);
    let mut found = MissingVariables::default();
    each_in_message(message, "", &mut |path, text, escapes| found.add(fill, path, text, escapes));
    found.list
}

/// The paths of a profile's texts that contain a variable or a secret, in ascending order.
pub(crate) struct VariableUses(Vec<String>);

impl VariableUses {
    pub(crate) fn of(profile: &Profile) -> VariableUses {
        let mut paths = Vec::new();
        each_text(profile, None, &mut |path, text, escapes| {
            if text.contains("{{secret:") || substitute::names(text, escapes).next().is_some() {
                paths.push(path.to_owned());
            }
        });
        paths.sort_unstable();
        VariableUses(paths)
    }

    /// Whether the text at a path, or below it, contains a variable or a secret.
    pub(crate) fn at(&self, path: &str) -> bool {
        // The paths that start with `path` sort right after it.
        let from = self.0.partition_point(|other| other.as_str() < path);
        self.0.get(from).is_some_and(|other| other.starts_with(path))
    }
}

/// Whether a message's text at a path, or below it, contains a variable or a secret.
pub(crate) fn stands_in(message: &Message, path: &str) -> bool {
    let mut stands = false;
    each_in_message(message, "", &mut |at, text, escapes| {
        stands |= at.starts_with(path)
            && (text.contains("{{secret:") || substitute::names(text, escapes).next().is_some());
    });
    stands
}

/// The prefix of names that stand for values of the received message in an automatic reply.
pub const RECEIVED: &str = "received.";

/// The names in a message that stand for values of a received message, each once and without [`RECEIVED`].
pub fn received_names(message: &Message) -> Vec<String> {
    let mut found = Vec::new();
    each_in_message(message, "", &mut |_, text, escapes| {
        for name in substitute::names(text, escapes).filter_map(|name| name.strip_prefix(RECEIVED))
        {
            if !found.iter().any(|known| known == name) {
                found.push(name.to_owned());
            }
        }
    });
    found
}

/// Whether a message contains anything to fill in when it is sent.
pub fn in_message(message: &Message) -> bool {
    let mut found = false;
    each_in_message(message, "", &mut |_, text, escapes| found |= substitute::any(text, escapes));
    found
}

/// Takes a path, the text there, and whether the text has backslash escapes.
type MessageTextVisitor<'a> = dyn FnMut(&str, &str, bool) + 'a;

/// Visits every text that may contain a variable.
fn each_text(profile: &Profile, messages: Option<&[&str]>, visit: &mut MessageTextVisitor<'_>) {
    // `texts` takes a mutable connection.
    let mut connection = profile.connection.clone();
    let visited: Result<(), Infallible> = connection.texts(&mut |path, text| {
        visit(path, text, false);
        Ok(())
    });
    let Ok(()) = visited;
    for (i, field) in profile.login.iter().flat_map(|login| &login.fields).enumerate() {
        visit(&format!("login.fields[{i}].value"), field.value.as_str(), false);
    }
    let login = profile.login.iter().flat_map(|login| &login.messages);
    let messages: Option<HashSet<&str>> = messages.map(|names| {
        let sent_by_login = login.filter_map(|part| part.saved());
        names.iter().copied().chain(sent_by_login).collect()
    });
    for (i, message) in profile.messages.iter().enumerate() {
        if messages.as_ref().is_none_or(|names| names.contains(message.name.as_str())) {
            each_in_message(message, &format!("messages[{i}]."), visit);
        }
    }
    for (at, message) in profile.inline_messages() {
        // The login's messages are sent on connecting; the others only if all messages are meant.
        if messages.is_none() || at.starts_with("login.") {
            each_in_message(message, &format!("{at}."), visit);
        }
    }
}

fn each_in_message(message: &Message, at: &str, visit: &mut MessageTextVisitor<'_>) {
    visit(&format!("{at}text"), &message.text, message.has_escapes());
    for (k, value) in message.values.iter().enumerate() {
        visit(&format!("{at}values[{k}]"), value.as_str(), false);
    }
    for (name, value) in &message.fields {
        visit(&format!("{at}fields.{name}"), value.as_str(), false);
    }
    if let Some(tail) = &message.tail {
        each_in_tail(tail, &format!("{at}tail"), visit);
    }
    for (name, tail) in &message.tails {
        each_in_tail(tail, &format!("{at}tails.{name}"), visit);
    }
}

fn each_in_tail(tail: &MessageTail, at: &str, visit: &mut MessageTextVisitor<'_>) {
    visit(&format!("{at}.text"), &tail.text, tail.has_escapes());
    for (k, item) in tail.items.iter().enumerate() {
        for (name, value) in &item.fields {
            visit(&format!("{at}.items[{k}].fields.{name}"), value.as_str(), false);
        }
        if let Some(tail) = &item.tail {
            each_in_tail(tail, &format!("{at}.items[{k}].tail"), visit);
        }
    }
}
