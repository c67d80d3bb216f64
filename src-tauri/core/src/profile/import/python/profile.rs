//! The profile that connects, logs in and sends as a script does.

use super::actions::{ScriptAction, ScriptConnection};
use super::script::Script;
use crate::packet::json::{self, Style};
use crate::packet::literal::Literal;
use crate::packet::paste::{DraftTail, PastedMessage};
use crate::profile::import::credentials::is_secret_name;
use crate::profile::import::draft::{ProfileDraft, seconds};
use crate::profile::import::note::ImportNoteCode;
use crate::profile::import::placeholder::PlaceholderStyle;
use crate::profile::model::{
    FieldType, Login, LoginField, LoginPart, Message, Profile, ProxyMode, Scenario, Services, Step,
    StoredStep, TailType,
};
use crate::profile::paste;

/// Keys that only a login has.
const LOGIN_KEYS: [&str; 7] = ["user_id", "user", "username", "userid", "login", "role", "account"];

pub(super) fn of(stem: &str, script: Script<'_, '_>) -> Profile {
    let Script { connection, actions, unresolved, report, file_names, .. } = script;
    let mut draft = ProfileDraft::new(stem, PlaceholderStyle::Braces, report);
    match &connection {
        Some(found) => {
            if file_names.len() > 1 {
                draft.report.enter(file_names.get(found.file).map_or("", String::as_str));
            }
            connect(&mut draft, found);
        }
        None => {
            draft.profile.connection.url = "{{url}}".to_owned();
            draft.uses("url");
            draft
                .report
                .lost("", "the script does not connect by itself; {{url}} stands for the URL");
        }
    }
    // The library closes with 1000 and no reason.
    draft.profile.connection.close.reason = String::new();
    let mut steps: Vec<StoredStep> = Vec::new();
    let mut is_first = true;
    for action in actions {
        match action {
            ScriptAction::Wait(time) => steps.push(Step::Wait(seconds(time)).into()),
            ScriptAction::Close { code, reason } => {
                let close = &mut draft.profile.connection.close;
                close.code = code.unwrap_or(1000);
                close.reason = reason.unwrap_or_default();
            }
            ScriptAction::Send { name, message, is_dict } => {
                let is_login = is_first && is_dict && looks_like_login(&name, &message);
                is_first = false;
                if is_login {
                    draft.profile.login = Some(login(&name, message));
                    steps.push(Step::Login.into());
                } else {
                    steps.push(Step::Send(saved(&mut draft, &name, message)).into());
                }
            }
        }
    }
    if !steps.is_empty() {
        let scenario = Scenario { name: stem.to_owned(), steps, extra: Default::default() };
        draft.profile.scenarios.push(scenario);
    }
    let texts = serde_json::to_string(&draft.profile).unwrap_or_default();
    for name in variable_names(&texts) {
        draft.uses(&name);
        if let Some((file, line)) = unresolved.get(&name) {
            if file_names.len() > 1 {
                draft.report.enter(file_names.get(*file).map_or("", String::as_str));
            }
            let text = format!(
                "the value of {name} is not understood; {{{{{name}}}}} stands in its place"
            );
            draft.report.line(*line, ImportNoteCode::NotUnderstood, text);
        }
    }
    draft.finish()
}

/// The names in `{{name}}`.
fn variable_names(json: &str) -> Vec<String> {
    let inside = json.split("{{").skip(1).filter_map(|rest| rest.split_once("}}"));
    let names = inside.map(|(name, _)| name.to_owned());
    names.filter(|name| !name.contains(':') && name != "unix" && name != "uuid").collect()
}

fn connect(draft: &mut ProfileDraft<'_>, found: &ScriptConnection) {
    let place = format!("line {}", found.line);
    draft.url(&found.url, &place);
    for (name, value) in &found.headers {
        draft.header(name, value, true, &place);
    }
    if let Some(Some(proxy)) = &found.proxy {
        draft.proxy(proxy, &place);
    }
    let connection = &mut draft.profile.connection;
    connection.subprotocols.extend(found.subprotocols.iter().cloned());
    if let Some(origin) = &found.origin {
        connection.origin = Some(origin.clone());
    }
    if let Some(agent) = &found.user_agent {
        connection.user_agent = Some(agent.clone().unwrap_or_default());
    }
    if found.verify == Some(false) {
        connection.tls.verify = false;
    }
    connection.tls.server_name.clone_from(&found.server_name);
    connection.keep_alive.ping_every = found.ping_interval.filter(|time| *time > 0.0).map(seconds);
    if let Some(time) = found.ping_timeout {
        connection.keep_alive.pong_within = seconds(time);
    }
    if let Some(time) = found.open_timeout {
        connection.timeouts.upgrade = seconds(time);
    }
    if let Some(time) = found.close_timeout {
        connection.timeouts.close = seconds(time);
    }
    if let Some(size) =
        found.max_size.and_then(|size| u32::try_from(size).ok()).filter(|size| *size > 0)
    {
        connection.limits.message = size;
    }
    if let Some(offer) = found.compression {
        connection.compression.offer = offer;
    }
    if found.proxy == Some(None) {
        connection.proxy.mode = ProxyMode::None;
    }
}

/// Whether a first message of JSON is a login: by the variable's name or by its keys.
fn looks_like_login(name: &str, message: &PastedMessage) -> bool {
    let text = match message {
        PastedMessage::Json(text, _) | PastedMessage::Text(text) => text,
        _ => return false,
    };
    let lower = name.to_ascii_lowercase();
    if ["login", "auth", "credential", "logon", "signin"].iter().any(|word| lower.contains(word)) {
        return true;
    }
    let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(text) else { return false };
    fields.keys().any(|key| {
        let key = key.to_ascii_lowercase();
        is_secret_name(&key) || LOGIN_KEYS.contains(&key.as_str())
    }) || fields
        .values()
        .any(|value| value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("login")))
}

/// The login as a form where its JSON is in a style that the form writes, and as a message otherwise.
fn login(name: &str, message: PastedMessage) -> Login {
    let mut login = Login {
        send: true,
        fields: Vec::new(),
        messages: Vec::new(),
        style: Style::Python,
        reply: None,
        refused: None,
        extra: Default::default(),
    };
    if let PastedMessage::Json(text, style) = &message
        && let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(text)
    {
        login.style = *style;
        login.fields =
            fields.into_iter().map(|(name, value)| field(name, &value, *style)).collect();
        return login;
    }
    login.messages.push(LoginPart::Inline(Box::new(to_message(name, message))));
    login
}

fn field(name: String, value: &serde_json::Value, style: Style) -> LoginField {
    use serde_json::Value;
    let (kind, value) = match value {
        Value::Null => (FieldType::Null, String::new()),
        Value::Bool(truth) => (FieldType::Boolean, truth.to_string()),
        Value::Number(number) => (FieldType::Number, number.to_string()),
        Value::String(text) => (FieldType::String, text.clone()),
        nested => (FieldType::Json, json::write(nested, style)),
    };
    LoginField { name, value: Literal::from(value), kind, extra: Default::default() }
}

fn to_message(name: &str, message: PastedMessage) -> Message {
    paste::message(crate::packet::paste::Named { name: name.to_owned(), draft: message })
}

/// Saves a message, unless an equal one is saved already; its name.
fn saved(draft: &mut ProfileDraft<'_>, name: &str, message: PastedMessage) -> String {
    let services = services_of(name, &message);
    let mut message = to_message(name, message);
    if let Some((names, style)) = services {
        let same = draft
            .profile
            .services
            .as_ref()
            .is_none_or(|known| known.chosen == names && known.style == style);
        if let (true, Some(tail)) = (same, &mut message.tail) {
            draft.profile.services = Some(Services {
                known: names.clone(),
                chosen: names,
                style,
                extra: Default::default(),
            });
            (tail.body, tail.text, tail.style) = (TailType::Services, String::new(), None);
        }
    }
    let same = |known: &&Message| {
        let unnamed = Message { name: String::new(), ..(*known).clone() };
        unnamed == Message { name: String::new(), ..message.clone() }
    };
    match draft.profile.messages.iter().find(same) {
        Some(known) => known.name.clone(),
        None => draft.message(message),
    }
}

/// The names of services that a packed message sets: a JSON list of texts after the packed fields, in a variable or
/// function named after services.
fn services_of(name: &str, message: &PastedMessage) -> Option<(Vec<String>, Style)> {
    let PastedMessage::Packed { tail: Some(DraftTail::Json(text, style)), .. } = message else {
        return None;
    };
    if !name.to_ascii_lowercase().contains("service") {
        return None;
    }
    let names: Vec<String> = serde_json::from_str(text).ok()?;
    (json::write(&names.clone().into(), *style) == *text).then_some((names, *style))
}
