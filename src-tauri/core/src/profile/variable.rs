//! `{{name}}`: variables of the profile or asked for, and generators; filled in when something is sent.
//!
//! `{{secret:NAME}}` is none of these: it stays as it is, see [`super::secret`].

mod generators;
mod substitute;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashSet};
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::model::{Message, MessageTail, Profile};
pub use substitute::Quoting;

/// Values given for this run, and what the generators count. One for a connection or a run; never saved.
#[derive(Debug, Default)]
pub struct VariableSources {
    /// Values that win over the profile's.
    pub given: BTreeMap<String, String>,
    /// What the last `{{counter}}` was.
    counter: Arc<AtomicU64>,
}

impl VariableSources {
    /// With these values given.
    pub fn new(given: BTreeMap<String, String>) -> Self {
        VariableSources { given, counter: Arc::default() }
    }

    /// The same generators, counting on, with other values.
    pub fn again(&self, given: BTreeMap<String, String>) -> Self {
        VariableSources { given, counter: self.counter.clone() }
    }
}

/// Why a text with variables cannot be filled in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct VariableError {
    /// Where the profile or the message says so.
    pub path: String,
    /// What is wrong.
    pub fault: VariableFault,
}

/// What is wrong with a variable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VariableFault {
    /// Nobody gave it a value.
    #[error(
        "the variable '{0}' has no value: give it one in the profile's variables, or pass --var {0}=VALUE"
    )]
    Missing(String),
    /// A generator with something wrong after its name.
    #[error(
        "'{0}' is no generator: write counter, unix, unix_ms, unix_us, uuid, length or random:LOW:HIGH with whole numbers"
    )]
    Generator(String),
    /// `{{length}}` where there is no tail.
    #[error("'length' is the length of a packed message's tail: there is none here")]
    Length,
    /// A short text may name a long variable millions of times.
    #[error("its variables come to more than {MAX_FILLED} bytes")]
    TooLong,
}

impl VariableError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.fault.code()
    }
}

impl VariableFault {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            VariableFault::Missing(_) => "variable_missing",
            VariableFault::Generator(_) => "variable_generator",
            VariableFault::Length => "variable_length",
            VariableFault::TooLong => "variable_too_long",
        }
    }
}

/// What the generators made for one message or one connection, so that a generator has the same value wherever it
/// stands there.
#[derive(Debug, Default)]
pub struct Generated {
    /// By the generator with its arguments; `length` is not among them.
    values: RefCell<BTreeMap<String, String>>,
    /// Bytes of all values that were put in, up to [`MAX_FILLED`].
    filled: Cell<usize>,
}

/// The most bytes that variables and generators put into one message, or into one connection and its login.
pub const MAX_FILLED: usize = 256 << 20;

/// Fills texts in: the profile's variables, those given, the generators.
#[derive(Debug, Clone, Copy)]
pub struct Filler<'a> {
    profile: &'a Profile,
    sources: &'a VariableSources,
    generated: &'a Generated,
    /// The bytes of the tail, once they are known.
    length: Option<usize>,
}

impl<'a> Filler<'a> {
    /// For this profile, and for all texts of one message or of one connection.
    pub fn new(
        profile: &'a Profile,
        sources: &'a VariableSources,
        generated: &'a Generated,
    ) -> Self {
        Filler { profile, sources, generated, length: None }
    }

    /// With a tail of so many bytes.
    pub fn with_length(self, length: usize) -> Self {
        Filler { length: Some(length), ..self }
    }

    fn value(&self, name: &str) -> Option<&'a str> {
        let given = self.sources.given.get(name).map(String::as_str);
        given.or_else(|| self.profile.variables.get(name).map(|value| value.as_str()))
    }

    /// Counts what is put in; whether it is more than may be.
    fn is_too_long(&self, value: &str) -> bool {
        let filled = self.generated.filled.get().saturating_add(value.len());
        self.generated.filled.set(filled);
        filled > MAX_FILLED
    }
}

/// Variables without a value, each once.
#[derive(Default)]
struct MissingVariables {
    list: Vec<MissingVariable>,
    names: HashSet<String>,
}

impl MissingVariables {
    /// Adds the names in a text that nobody has given a value.
    fn ask(&mut self, fill: Filler<'_>, path: &str, text: &str) {
        for name in substitute::names(text) {
            if fill.value(name).is_none() && self.names.insert(name.to_owned()) {
                self.list.push(MissingVariable { name: name.to_owned(), path: path.to_owned() });
            }
        }
    }
}

/// The profile with the variables of its connection and its login filled in, ready to connect and never to be saved.
/// Messages are filled in when they are sent. A generator has one value in all of the connection and the login.
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

/// A variable that the profile uses and nobody gave a value for: what a person is asked.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "AskedVariable"))]
pub struct MissingVariable {
    /// Its name.
    pub name: String,
    /// Where it is first used.
    pub path: String,
}

/// What the profile's connection and login, and those of its messages whose names are given (all where `None`), ask for.
pub fn asked(
    profile: &Profile,
    messages: Option<&[&str]>,
    sources: &VariableSources,
) -> Vec<MissingVariable> {
    let generated = Generated::default();
    let fill = Filler::new(profile, sources, &generated).with_length(0);
    let mut found = MissingVariables::default();
    each_text(profile, messages, &mut |path, text| found.ask(fill, path, text));
    found.list
}

/// What one message alone asks for; its paths are the message's own.
pub fn asked_by(
    profile: &Profile,
    message: &Message,
    sources: &VariableSources,
) -> Vec<MissingVariable> {
    let generated = Generated::default();
    let fill = Filler::new(profile, sources, &generated);
    let mut found = MissingVariables::default();
    each_in_message(message, "", &mut |path, text| found.ask(fill, path, text));
    found.list
}

/// The paths of a profile's texts in which a variable or a secret stands, in ascending order.
pub(crate) struct VariableUses(Vec<String>);

impl VariableUses {
    pub(crate) fn of(profile: &Profile) -> VariableUses {
        let mut paths = Vec::new();
        each_text(profile, None, &mut |path, text| {
            if text.contains("{{secret:") || substitute::names(text).next().is_some() {
                paths.push(path.to_owned());
            }
        });
        paths.sort_unstable();
        VariableUses(paths)
    }

    /// Whether one stands in the text at a path, or below it.
    pub(crate) fn at(&self, path: &str) -> bool {
        // Whatever begins with it comes right after it.
        let from = self.0.partition_point(|other| other.as_str() < path);
        self.0.get(from).is_some_and(|other| other.starts_with(path))
    }
}

/// Whether one stands in a text of one message, at a path of its own or below it.
pub(crate) fn stands_in(message: &Message, path: &str) -> bool {
    let mut stands = false;
    each_in_message(message, "", &mut |at, text| {
        stands |= at.starts_with(path)
            && (text.contains("{{secret:") || substitute::names(text).next().is_some());
    });
    stands
}

/// Whether a message holds anything to fill in when it is sent.
pub fn in_message(message: &Message) -> bool {
    let mut found = false;
    each_in_message(message, "", &mut |_, text| found |= substitute::any(text));
    found
}

/// Every text that may hold a variable, with its path.
fn each_text(profile: &Profile, messages: Option<&[&str]>, tell: &mut dyn FnMut(&str, &str)) {
    // The one list of a connection's texts is one that may change them.
    let mut connection = profile.connection.clone();
    let told: Result<(), Infallible> = connection.texts(&mut |path, text| {
        tell(path, text);
        Ok(())
    });
    let Ok(()) = told;
    for (i, field) in profile.login.iter().flat_map(|login| &login.fields).enumerate() {
        tell(&format!("login.fields[{i}].value"), field.value.as_str());
    }
    let messages: Option<HashSet<&str>> = messages.map(|names| names.iter().copied().collect());
    for (i, message) in profile.messages.iter().enumerate() {
        if messages.as_ref().is_none_or(|names| names.contains(message.name.as_str())) {
            each_in_message(message, &format!("messages[{i}]."), tell);
        }
    }
}

fn each_in_message(message: &Message, at: &str, tell: &mut dyn FnMut(&str, &str)) {
    tell(&format!("{at}text"), &message.text);
    for (k, value) in message.values.iter().enumerate() {
        tell(&format!("{at}values[{k}]"), value.as_str());
    }
    for (name, value) in &message.fields {
        tell(&format!("{at}fields.{name}"), value.as_str());
    }
    if let Some(tail) = &message.tail {
        each_in_tail(tail, &format!("{at}tail"), tell);
    }
    for (name, tail) in &message.tails {
        each_in_tail(tail, &format!("{at}tails.{name}"), tell);
    }
}

fn each_in_tail(tail: &MessageTail, at: &str, tell: &mut dyn FnMut(&str, &str)) {
    tell(&format!("{at}.text"), &tail.text);
    for (k, item) in tail.items.iter().enumerate() {
        for (name, value) in &item.fields {
            tell(&format!("{at}.items[{k}].fields.{name}"), value.as_str());
        }
        if let Some(tail) = &item.tail {
            each_in_tail(tail, &format!("{at}.items[{k}].tail"), tell);
        }
    }
}
