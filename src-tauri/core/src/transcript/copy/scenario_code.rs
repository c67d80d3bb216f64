//! A scenario as a program or a command: it connects as the profile does, sends what the scenario sends, waits where
//! it waits, and prints what it receives.

use super::code_action::CodeAction;
use super::node;
use super::python::scenario_program;
use super::shell::Shell;
use super::target::CopyTarget;
use super::template::Template;
use super::{CopyError, CopyForm};
use crate::frame::{Direction, Kind};
use crate::packet::escape::{TailSource, python_json, python_pack};
use crate::packet::json::Style;
use crate::profile::duration;
use crate::profile::message;
use crate::profile::model::{
    BodyType, Login, LoginPart, Message, MessageRef, MessageStyle, Profile, Scenario, Step,
    TailType,
};
use crate::transcript::RecordInfo;

/// The language of an exported scenario.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString, strum::VariantArray,
)]
#[strum(serialize_all = "lowercase")]
pub enum CodeLanguage {
    /// A Python program with the `websockets` library.
    Python,
    /// A Node program with the `ws` library.
    Node,
    /// A `websocat` command line, for a scenario that sends one message.
    Websocat,
    /// A `wscat` command line, for a scenario that sends one text message.
    Wscat,
}

impl CodeLanguage {
    /// Every language.
    pub fn all() -> &'static [CodeLanguage] {
        <CodeLanguage as strum::VariantArray>::VARIANTS
    }

    /// The word on the command line.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// Why a scenario cannot be written as code.
#[derive(Debug, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", prefix = "code_")]
pub enum ScenarioCodeError {
    /// The profile has no scenario of this name.
    #[error("there is no scenario '{0}' in this profile")]
    NoScenario(String),
    /// A message cannot be written.
    #[error("{name}: {what}")]
    Message {
        /// The message's name.
        name: String,
        /// The reason.
        what: String,
    },
    /// A step has no counterpart.
    #[error("step {number}: {what}")]
    Step {
        /// Number of the step, from 1.
        number: usize,
        /// The reason.
        what: &'static str,
    },
    /// One command line does not suffice.
    #[error("one {tool} command cannot do it: {what}; export it with --to python")]
    NotOneCommand {
        /// `websocat` or `wscat`.
        tool: &'static str,
        /// The reason.
        what: String,
    },
}

impl ScenarioCodeError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        self.into()
    }
}

/// The scenario, or the profile's first one, in this language. Without a scenario the program logs in and receives.
pub fn scenario_code(
    profile: &Profile,
    scenario: Option<&str>,
    target: &CopyTarget,
    language: CodeLanguage,
) -> Result<String, ScenarioCodeError> {
    let chosen = match scenario {
        Some(name) => {
            let found = profile.scenarios.iter().find(|scenario| scenario.name == name);
            Some(found.ok_or_else(|| ScenarioCodeError::NoScenario(name.to_owned()))?)
        }
        None => profile.scenarios.first(),
    };
    let mut actions = actions(profile, chosen)?;
    match language {
        CodeLanguage::Websocat | CodeLanguage::Wscat => command(target, &actions, language),
        _ => {
            let close = &profile.connection.close;
            actions.push(CodeAction::Close(close.code, close.reason.clone()));
            Ok(match language {
                CodeLanguage::Node => node::program(target, &actions),
                _ => scenario_program(target, &actions),
            })
        }
    }
}

fn actions(
    profile: &Profile,
    scenario: Option<&Scenario>,
) -> Result<Vec<CodeAction>, ScenarioCodeError> {
    let mut actions = Vec::new();
    let mut logged_in = false;
    let mut log_in = |actions: &mut Vec<CodeAction>| -> Result<(), ScenarioCodeError> {
        if let (Some(login), false) = (&profile.login, std::mem::replace(&mut logged_in, true)) {
            self::login(profile, login, actions)?;
        }
        Ok(())
    };
    let Some(scenario) = scenario else {
        if profile.login.as_ref().is_some_and(|login| login.send) {
            log_in(&mut actions)?;
        }
        return Ok(actions);
    };
    let first_is_login = scenario.steps.first().is_some_and(|step| step.step == Step::Login);
    if !first_is_login && profile.login.as_ref().is_some_and(|login| login.send) {
        log_in(&mut actions)?;
    }
    for (i, step) in scenario.steps.iter().enumerate() {
        match &step.step {
            Step::Login => log_in(&mut actions)?,
            Step::Wait(time) => match duration::parse(time) {
                Ok(time) => actions.push(CodeAction::Wait(time.as_millis())),
                Err(_) => {
                    return Err(ScenarioCodeError::Step {
                        number: i + 1,
                        what: "this is no duration",
                    });
                }
            },
            Step::Send(name) => {
                let saved = profile
                    .saved_message(name)
                    .ok_or_else(|| refused(name, "there is no such message"))?;
                actions.push(action(profile, saved)?);
            }
            Step::Misbehave(_) => {
                let what = "breaking the protocol on purpose has no counterpart in a library";
                return Err(ScenarioCodeError::Step { number: i + 1, what });
            }
        }
    }
    Ok(actions)
}

fn refused(name: &str, what: impl ToString) -> ScenarioCodeError {
    ScenarioCodeError::Message { name: name.to_owned(), what: what.to_string() }
}

fn login(
    profile: &Profile,
    login: &Login,
    actions: &mut Vec<CodeAction>,
) -> Result<(), ScenarioCodeError> {
    if login.messages.is_empty() {
        let json =
            message::login(&login.fields, login.style).map_err(|error| refused("login", error))?;
        actions.push(json_action(json, login.style == Style::Python));
        return Ok(());
    }
    for part in &login.messages {
        let sent = match part {
            LoginPart::Exchange(exchange) => exchange.send.clone(),
            part => part.message(),
        };
        let Some(sent) = sent else { continue };
        let name = match &sent {
            MessageRef::Saved(name) => name.clone(),
            MessageRef::Inline(message) => message.name.clone(),
        };
        let found =
            profile.message_of(&sent).ok_or_else(|| refused(&name, "there is no such message"))?;
        actions.push(action(profile, found)?);
    }
    Ok(())
}

/// Text that is JSON in Python's style, as `json.dumps` of its value.
fn json_action(text: String, is_python: bool) -> CodeAction {
    match serde_json::from_str(&text) {
        Ok(value) if is_python && !text.contains("{{") => {
            CodeAction::PythonJson(text, format!("json.dumps({})", python_json(&value)))
        }
        _ => CodeAction::Text(Template::of(&text)),
    }
}

fn action(profile: &Profile, saved: &Message) -> Result<CodeAction, ScenarioCodeError> {
    let is_text = matches!(saved.body, BodyType::Text | BodyType::Json);
    let built = message::build(profile, saved);
    let has_secret = serde_json::to_string(saved).is_ok_and(|json| json.contains("{{secret:"));
    match built {
        Ok(built) if !has_secret => match (built.kind, String::from_utf8(built.bytes)) {
            (Kind::Text, Ok(text)) => {
                let is_python = saved.body == BodyType::Json
                    && saved.style.unwrap_or_default() == MessageStyle::Python;
                match is_python {
                    true => Ok(json_action(text, true)),
                    false => Ok(CodeAction::Text(Template {
                        parts: vec![super::template::TemplatePart::Text(text)],
                    })),
                }
            }
            (_, bytes) => {
                let bytes = bytes.map_or_else(|error| error.into_bytes(), String::into_bytes);
                let expression = packed(profile, saved);
                Ok(CodeAction::Bytes(bytes, expression))
            }
        },
        // The environment supplies what is missing.
        _ if is_text => Ok(CodeAction::Text(Template::of(&saved.text))),
        Ok(_) => Err(refused(
            &saved.name,
            "a secret in a packed message; only texts can read it from the environment",
        )),
        Err(error) => Err(refused(&saved.name, error)),
    }
}

/// `struct.pack(…)` with the tail; `None` if the bytes alone say it.
fn packed(profile: &Profile, saved: &Message) -> Option<String> {
    let has_variable = saved.values.iter().any(|value| value.as_str().contains("{{"));
    if saved.body != BodyType::Packed
        || saved.format.is_empty()
        || !saved.layout.is_empty()
        || has_variable
    {
        return None;
    }
    let values = &saved.values;
    let Some(tail) = &saved.tail else { return Some(python_pack(&saved.format, values, None)) };
    let is_python = |style: Option<MessageStyle>| style.unwrap_or_default() == MessageStyle::Python;
    if tail.text.contains("{{") || tail.escapes {
        return None;
    }
    match tail.body {
        TailType::Text => {
            Some(python_pack(&saved.format, values, Some(TailSource::Text(&tail.text))))
        }
        TailType::Json if is_python(tail.style) => {
            Some(python_pack(&saved.format, values, Some(TailSource::Json(&tail.text))))
        }
        TailType::Services => {
            let services = profile.services.as_ref()?;
            let style = tail
                .style
                .map_or(services.style == Style::Python, |style| style == MessageStyle::Python);
            let list = serde_json::to_string(&services.chosen).ok()?;
            style.then(|| python_pack(&saved.format, values, Some(TailSource::Json(&list))))
        }
        _ => None,
    }
}

/// One command line that does the same.
fn command(
    target: &CopyTarget,
    actions: &[CodeAction],
    language: CodeLanguage,
) -> Result<String, ScenarioCodeError> {
    let tool = language.as_str();
    let not_one = |what: &str| ScenarioCodeError::NotOneCommand { tool, what: what.to_owned() };
    if !target.is_websocket() {
        return Err(not_one("the address is no ws:// or wss:// URL"));
    }
    let form = if language == CodeLanguage::Wscat { CopyForm::Wscat } else { CopyForm::Websocat };
    let shell = Shell::new(form, target);
    let sends: Vec<_> =
        actions.iter().filter(|action| !matches!(action, CodeAction::Wait(_))).collect();
    let (kind, payload) = match sends.as_slice() {
        [CodeAction::Text(template)] => match template.plain() {
            Some(text) => (Kind::Text, text.as_bytes()),
            None => return Err(not_one("the message needs a value from the environment")),
        },
        [CodeAction::PythonJson(text, _)] => (Kind::Text, text.as_bytes()),
        [CodeAction::Bytes(bytes, _)] => (Kind::Binary, bytes.as_slice()),
        several => return Err(not_one(&format!("the scenario sends {} messages", several.len()))),
    };
    let size = u32::try_from(payload.len()).unwrap_or(u32::MAX);
    let direction = Direction::Sent;
    let record = RecordInfo {
        row: 1,
        direction,
        kind,
        time_ns: 0,
        size,
        indexed_code: None,
        compressed: false,
        offset: 0,
    };
    let line = shell.line(&record, payload).map_err(|error| match error {
        CopyError::NotSendable { what, .. } => not_one(&what),
        other => not_one(&other.to_string()),
    })?;
    Ok(format!("{}{line}\n", shell.comments(0)))
}
