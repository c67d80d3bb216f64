//! Validates profiles beyond the structure of their JSON.
//!
//! - `automatic`: the login's messages, automatic replies and heartbeats.

mod automatic;

pub use automatic::automatic;

pub mod latency;

use std::collections::HashSet;
use std::sync::Arc;

use crate::connection::misbehave;
use crate::connection::request::{self, RequestError};
use crate::packet::rules::Decoder;
use crate::profile::model::{FieldType, Profile, Step};
use crate::profile::retention::RetentionLimit;
use crate::profile::variable::{self, VariableSources, VariableUses};
use crate::profile::{duration, message};
use crate::transcript::Filter;
use crate::transcript::filter::Context;

/// A problem of a profile, and its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// JSON path, such as `login.fields[0].value`.
    pub path: String,
    /// The stable error code.
    pub code: &'static str,
    /// The whole message in English: what is wrong and what to do.
    pub text: String,
}

/// Limit of the reported problems.
pub const MAX_PROBLEMS: usize = 200;
/// Limit of the total size in bytes of the messages that are built to validate them.
const MAX_BUILT: usize = 1 << 30;

/// Validates a profile; empty if it can be used.
pub fn check(profile: &Profile) -> Vec<Problem> {
    problems(profile).0
}

/// Returns the first [`MAX_PROBLEMS`] problems and the number of further ones.
pub fn problems(profile: &Profile) -> (Vec<Problem>, usize) {
    // What comes from a lens follows the profile's own lists, so that the paths are those of the profile.
    let profile = &*profile.inherited();
    let mut found = ProblemList { told: Vec::new(), more: 0 };
    let decoder = Arc::new(Decoder::new(&profile.decoding()));
    let names = profile.messages.iter().map(|message| message.name.as_str()).collect();
    // Every variable without a value gets one here, because a missing value is not a mistake in the profile.
    let asked = variable::asked(profile, None, &VariableSources::default());
    let all_known =
        VariableSources::new(asked.into_iter().map(|one| (one.name, String::new())).collect());
    found.connection(profile, &names);
    found.transcript(profile);
    found.login(profile);
    found.login_and_automatic(profile, &decoder, &all_known);
    found.messages(profile, &decoder, &all_known);
    found.scenarios(profile, &names);
    found.decoding(&decoder);
    found.shown(profile, decoder);
    found.variables(profile, &all_known);
    (found.told, found.more)
}

/// Validates the connection's settings. Settings with a variable or a secret can only be validated once its value is
/// known.
pub fn connection(profile: &Profile) -> Vec<RequestError> {
    let connection = &profile.connection;
    let url = (!connection.url.contains("{{"))
        .then(|| request::Target::parse(&connection.url).err())
        .flatten();
    let mut others = request::problems(connection);
    if !others.is_empty() {
        let standing = VariableUses::of(profile);
        others.retain(|error| !standing.at(&error.path()));
    }
    url.into_iter().chain(others).collect()
}

struct ProblemList {
    /// At most [`MAX_PROBLEMS`].
    told: Vec<Problem>,
    /// The number of further problems.
    more: usize,
}

impl ProblemList {
    fn add(&mut self, path: impl Into<String>, code: &'static str, text: impl ToString) {
        match self.told.len() < MAX_PROBLEMS {
            true => self.told.push(Problem { path: path.into(), code, text: text.to_string() }),
            false => self.more += 1,
        }
    }

    fn duration(&mut self, path: impl Into<String>, text: &str) {
        if let Err(error) = duration::parse(text) {
            self.add(path, error.code(), error);
        }
    }

    fn connection(&mut self, profile: &Profile, messages: &HashSet<&str>) {
        for error in connection(profile) {
            self.add(error.path(), error.code(), error);
        }
        for (i, name) in profile.connection.reconnect.send.iter().enumerate() {
            if !messages.contains(name.as_str()) {
                self.add(
                    format!("connection.reconnect.send[{i}]"),
                    "reconnect_unknown_message",
                    format!("there is no message named '{name}'"),
                );
            }
        }
    }

    fn transcript(&mut self, profile: &Profile) {
        if let Err(error) = RetentionLimit::parse(&profile.transcript.keep) {
            self.add("transcript.keep", error.code(), error);
        }
    }

    fn login(&mut self, profile: &Profile) {
        let Some(login) = &profile.login else { return };
        // A secret or a variable can stand for a number or JSON, so placeholders are not validated. `null` ignores its
        // value.
        let mut known = login.fields.clone();
        for field in known.iter_mut().filter(|field| field.value.as_str().contains("{{")) {
            field.kind = FieldType::Null;
        }
        if let Err(error) = message::login(&known, login.style) {
            self.add(error.path.clone(), error.code(), &error);
        }
        if let Some(reply) = &login.reply {
            self.duration("login.reply.within", &reply.within);
        }
    }

    fn messages(&mut self, profile: &Profile, decoder: &Decoder, all_known: &VariableSources) {
        let mut bytes = 0;
        for (i, message) in profile.messages.iter().enumerate() {
            if message.name.is_empty() {
                self.add(format!("messages[{i}].name"), "name_missing", "a message needs a name");
            }
            if bytes > MAX_BUILT {
                let text = format!(
                    "the messages before it have more than {MAX_BUILT} bytes together; it and those behind it are not checked"
                );
                return self.add(format!("messages[{i}]"), "message.too_many_bytes", text);
            }
            let built = message::build_using(profile, message, all_known, &|| decoder);
            bytes += built.as_ref().map_or(0, |built| built.bytes.len());
            if let Err(error) = built.and_then(|built| message::check_content(message, &built))
                // A message with a variable or a secret can only be validated when it is sent.
                && !variable::stands_in(message, &error.path)
                // Payload files are read when they are sent; they need not be on this machine.
                && error.code() != "payload_file.unread"
                // A mistake in the connection's settings is reported there.
                && !error.path.starts_with("connection.")
            {
                self.add(format!("messages[{i}].{}", error.path), error.code(), &error);
            }
        }
    }

    /// Validates layouts, rules, Protobuf types and columns.
    fn decoding(&mut self, decoder: &Decoder) {
        for problem in decoder.problems() {
            self.add(&problem.path, problem.code, &problem.text);
        }
    }

    /// Validates saved filters, row colours, heartbeats and the pairing of replies with requests.
    fn shown(&mut self, profile: &Profile, decoder: Arc<Decoder>) {
        let context = Context { decoder, ..Context::default() };
        for (i, saved) in profile.filters.iter().enumerate() {
            if saved.name.is_empty() {
                let text = "a saved filter needs a name";
                self.add(format!("filters[{i}].name"), "name_missing", text);
            }
            if let Err(error) = Filter::new(&saved.filter, &context) {
                self.add(format!("filters[{i}].filter"), error.code(), error);
            }
        }
        for (i, highlight) in profile.highlights.iter().enumerate() {
            if let Err(error) = Filter::new(&highlight.filter, &context) {
                self.add(format!("highlights[{i}].filter"), error.code(), error);
            }
        }
        for (i, heartbeat) in profile.heartbeat_checks.iter().enumerate() {
            self.duration(format!("heartbeat_checks[{i}].every"), &heartbeat.every);
            if let Some(tolerance) = &heartbeat.tolerance {
                self.duration(format!("heartbeat_checks[{i}].tolerance"), tolerance);
            }
        }
        for problem in latency::problems(&profile.decoding()) {
            self.add(problem.path, problem.code, problem.text);
        }
    }

    /// Validates the generators in the URL and the login. Variables without a value are asked for later.
    fn variables(&mut self, profile: &Profile, all_known: &VariableSources) {
        if let Err(error) = variable::resolve(profile, all_known) {
            self.add(error.path.clone(), error.code(), &error);
        }
    }

    fn scenarios(&mut self, profile: &Profile, messages: &HashSet<&str>) {
        for (i, scenario) in profile.scenarios.iter().enumerate() {
            for (k, step) in scenario.steps.iter().enumerate() {
                let path = format!("scenarios[{i}].steps[{k}]");
                match &step.step {
                    Step::Login if profile.login.is_none() => self.add(
                        path,
                        "step_without_login",
                        "the step logs in, but the profile has no login: add one or remove the step",
                    ),
                    Step::Wait(text) => self.duration(format!("{path}.wait"), text),
                    Step::Send(name) if !messages.contains(name.as_str()) => self.add(
                        format!("{path}.send"),
                        "step_unknown_message",
                        format!("there is no message named '{name}'"),
                    ),
                    Step::Misbehave(what) => {
                        if let Err(error) = misbehave::encode(what, || [0; 4]) {
                            let path = format!("{path}.misbehave.{}", error.field());
                            self.add(path, error.code(), error);
                        }
                    }
                    Step::Login | Step::Send(_) => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn layouts_rules_variables_and_columns_are_looked_at() {
        let profile = serde_json::from_value(json!({
            "wirelark": 1, "name": "x",
            "connection": {"url": "ws://h/{{random:2:1}}", "reconnect": {"send": ["good", "gone"]}},
            "transcript": {"keep": "10 sheets"},
            "variables": {"known": 7},
            "layouts": [
                {"name": "a", "format": "<iB", "fields": [{"name": "code", "constant": 3}, {"name": "v"}]},
                {"name": "bad", "format": "i", "fields": [{"name": "v", "constant": "x"}]}
            ],
            "rules": [{"code": 1, "layout": "nobody"}],
            "columns": [{"field": ""}],
            "messages": [
                {"name": "good", "type": "packed", "layout": "a", "fields": {"v": "{{known}}"}},
                {"name": "asked", "type": "packed", "layout": "a", "fields": {"v": "{{asked}}"}},
                {"name": "secret", "type": "packed", "format": "i", "values": ["{{secret:s}}"]},
                {"name": "range", "type": "packed", "layout": "a", "fields": {"v": 256}},
                {"name": "none", "type": "packed", "layout": "b"},
                {"name": "generator", "type": "text", "text": "{{uuid:1}}"},
                {"name": "items", "type": "packed", "format": "", "tail": {"type": "items"}}
            ]
        }))
        .expect("a profile");
        let found = check(&profile);
        let found: Vec<_> = found.iter().map(|p| (p.path.as_str(), p.code)).collect();
        assert_eq!(
            found,
            [
                ("connection.reconnect.send[1]", "reconnect_unknown_message"),
                ("transcript.keep", "keep_invalid"),
                ("messages[3].fields.v", "pack.range"),
                ("messages[4].layout", "layout.no_such_layout"),
                ("messages[5].text", "variable_generator"),
                ("messages[6].tail", "message.needs_layout"),
                ("layouts[1].fields[0].constant", "value.not_integer"),
                ("rules[0].layout", "layout.no_such_layout"),
                ("columns[0].field", "column_without_field"),
                ("connection.url", "variable_generator"),
            ]
        );
    }

    #[test]
    fn real_server_06_a_message_without_content_is_a_mistake() {
        let profile: Profile = serde_json::from_value(json!({
            "wirelark": 1, "name": "x", "connection": {"url": "ws://h/"},
            "messages": [
                {"name": "hex", "type": "hex", "hex": "cafe"},
                {"name": "blank hex", "type": "hex", "text": " "},
                {"name": "text", "type": "text", "txt": "hello"},
                {"name": "json", "type": "json", "value": {}},
                {"name": "packed", "type": "packed", "fields": {"a": 1}},
                {"name": "nothing packed", "type": "packed", "format": "<0s", "values": ["text:"]},
                {"name": "variable", "type": "text", "text": "{{later}}"},
                {"name": "secret", "type": "text", "text": "{{secret:later}}"},
                {"name": "tail", "type": "packed", "tail": {"type": "text", "text": "x"}}
            ]
        }))
        .expect("a profile");
        let found = check(&profile);
        let found: Vec<_> = found.iter().map(|p| (p.path.as_str(), p.code)).collect();
        let empty = "message.empty";
        assert_eq!(
            found,
            [
                ("messages[0].text", empty),
                ("messages[1].text", empty),
                ("messages[2].text", empty),
                ("messages[3].text", "json.end"),
                ("messages[4].format", empty),
                ("messages[5].format", empty),
            ]
        );
    }

    /// Each message is validated once, whether it is valid or not.
    #[test]
    fn hostile_03_many_messages_are_checked_in_little_time() {
        for text in ["00", "", "{{x}}", "0"] {
            let message = json!({"name": "m", "type": "hex", "text": text});
            let step = json!({"send": "nobody"});
            let profile: Profile = serde_json::from_value(json!({
                "wirelark": 1, "name": "x", "connection": {"url": "ws://h/"},
                "messages": vec![message; 4000], "scenarios": [{"name": "s", "steps": vec![step; 4000]}]
            }))
            .expect("a profile");
            let begun = std::time::Instant::now();
            assert_eq!(check(&profile).len(), MAX_PROBLEMS);
            assert!(begun.elapsed().as_secs() < 5, "{text:?}: {:?}", begun.elapsed());
        }
    }

    #[test]
    fn filters_colours_and_latency_are_looked_at() {
        let profile = |latency: serde_json::Value| -> Profile {
            serde_json::from_value(json!({
                "wirelark": 1, "name": "x", "connection": {"url": "ws://h/"},
                "codes": [{"code": 1, "name": "LOGIN_OK"}],
                "filters": [
                    {"name": "good", "filter": "code:login_ok -kind:ping", "later": 1},
                    {"name": "", "filter": "size:viel"},
                    {"name": "none", "filter": "code:NOBODY"}
                ],
                "highlights": [
                    {"filter": "latency>100ms", "colour": "red", "later": {"a": 1}},
                    {"filter": "a or"}
                ],
                "latency": latency
            }))
            .expect("a profile")
        };
        let one = profile(json!({"match": "field", "within": "soon", "later": [1]}));
        let found: Vec<_> = check(&one).into_iter().map(|p| (p.path, p.code)).collect();
        let wanted = [
            ("filters[1].name", "name_missing"),
            ("filters[1].filter", "filter_value"),
            ("filters[2].filter", "filter_no_such_code"),
            ("highlights[1].filter", "filter_missing"),
            ("latency.within", "duration_invalid"),
            ("latency.field", "latency_without_field"),
        ];
        assert_eq!(found, wanted.map(|(path, code)| (path.to_owned(), code)));
        assert!(check(&one).iter().any(|problem| problem.text.starts_with("column 6: ")));
        let written = serde_json::to_value(&one).expect("JSON");
        assert_eq!(written["filters"][0]["later"], 1, "what is not known is kept");
        assert_eq!(written["highlights"][0]["later"]["a"], 1);
        assert_eq!(written["latency"], json!({"match": "field", "within": "soon", "later": [1]}));
        assert_eq!(written["highlights"][1]["colour"], "yellow");
        assert_eq!(
            check(&profile(json!({"match": "codes"}))).last().map(|p| p.code),
            Some("latency_without_codes")
        );
        assert_eq!(check(&profile(json!({}))).len(), 4);
    }

    #[test]
    fn a_secret_field_hides_no_other_field_s_mistake() {
        let json = serde_json::json!({
            "wirelark": 1, "name": "x", "connection": {"url": "ws://h/"},
            "login": {"fields": [
                {"name": "pin", "type": "number", "value": "{{secret:pin}}"},
                {"name": "age", "type": "number", "value": "old"},
            ]},
        });
        let mut profile: Profile = serde_json::from_value(json).expect("a profile");
        let paths: Vec<_> = check(&profile).into_iter().map(|problem| problem.path).collect();
        assert_eq!(paths, ["login.fields[1].value"]);
        if let Some(login) = &mut profile.login {
            login.fields.pop();
        }
        assert_eq!(check(&profile), [], "a secret may become a number");
    }
}
