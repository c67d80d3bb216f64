//! What is wrong with a profile that its JSON shape alone does not show.

use super::message;
use super::model::{Profile, Step};
use super::{duration, secret};
use crate::connection::request::{self, RequestError};

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// JSON path, as `login.fields[0].value`.
    pub path: String,
    /// The stable code of the error.
    pub code: &'static str,
    /// English, in full: what is wrong and what to do.
    pub text: String,
}

/// Everything that is wrong; empty for a profile that can be used.
pub fn check(profile: &Profile) -> Vec<Problem> {
    let mut found = Found(Vec::new());
    found.connection(profile);
    found.login(profile);
    found.messages(profile);
    found.scenarios(profile);
    found.0
}

struct Found(Vec<Problem>);

impl Found {
    fn add(&mut self, path: impl Into<String>, code: &'static str, text: impl ToString) {
        self.0.push(Problem { path: path.into(), code, text: text.to_string() });
    }

    fn duration(&mut self, path: impl Into<String>, text: &str) {
        if let Err(error) = duration::parse(text) {
            self.add(path, error.code(), error);
        }
    }

    fn connection(&mut self, profile: &Profile) {
        let connection = &profile.connection;
        // A URL that holds a secret can only be judged once the secret is known.
        if !connection.url.contains("{{")
            && let Err(error) = request::Target::parse(&connection.url)
        {
            self.add("connection.url", error.code(), error);
        }
        let timeouts = &connection.timeouts;
        for (name, text) in [
            ("resolve", &timeouts.resolve),
            ("connect", &timeouts.connect),
            ("tls", &timeouts.tls),
            ("upgrade", &timeouts.upgrade),
            ("close", &timeouts.close),
        ] {
            self.duration(format!("connection.timeouts.{name}"), text);
        }
        match request::check_close(connection.close.code, &connection.close.reason) {
            Ok(()) => {}
            Err(error @ RequestError::CloseCode { .. }) => {
                self.add("connection.close.code", error.code(), error);
            }
            Err(error) => self.add("connection.close.reason", error.code(), error),
        }
    }

    fn login(&mut self, profile: &Profile) {
        let Some(login) = &profile.login else { return };
        // A secret may stand for a number or JSON; a placeholder is no value yet.
        let known: Vec<_> = login
            .fields
            .iter()
            .filter(|field| secret::name_of(field.value.as_str()).is_none())
            .cloned()
            .collect();
        if known.len() == login.fields.len()
            && let Err(error) = message::login(&login.fields, login.style)
        {
            self.add(error.path.clone(), error.code(), &error);
        }
        if let Some(reply) = &login.reply {
            self.duration("login.reply.within", &reply.within);
        }
    }

    fn messages(&mut self, profile: &Profile) {
        for (i, message) in profile.messages.iter().enumerate() {
            if message.name.is_empty() {
                self.add(format!("messages[{i}].name"), "name_missing", "a message needs a name");
            }
            if let Err(error) = message::build(profile, message) {
                self.add(format!("messages[{i}].{}", error.path), error.code(), &error);
            }
        }
    }

    fn scenarios(&mut self, profile: &Profile) {
        for (i, scenario) in profile.scenarios.iter().enumerate() {
            for (k, step) in scenario.steps.iter().enumerate() {
                let path = format!("scenarios[{i}].steps[{k}]");
                match step {
                    Step::Login if profile.login.is_none() => self.add(
                        path,
                        "step_without_login",
                        "the step logs in, but the profile has no login: add one or remove the step",
                    ),
                    Step::Wait(text) => self.duration(format!("{path}.wait"), text),
                    Step::Send(name) if !profile.messages.iter().any(|m| m.name == *name) => self
                        .add(
                            format!("{path}.send"),
                            "step_unknown_message",
                            format!("there is no message named '{name}'"),
                        ),
                    Step::Login | Step::Send(_) => {}
                }
            }
        }
    }
}
