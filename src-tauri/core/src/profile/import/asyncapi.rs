//! AsyncAPI 2 and 3 documents with WebSocket servers: servers, channels, the names of the handshake's parameters, and
//! messages as templates. The WebSocket binding (0.1.0) exists for channels only.

use serde_json::{Map, Value};

use super::document;
use super::draft::ProfileDraft;
use super::error::ProfileImportError;
use super::fields::text_of;
use super::placeholder::PlaceholderStyle;
use super::report::ImportReport;
use super::source::ImportSource;
use crate::packet::json::{self, Style};
use crate::packet::literal::Literal;
use crate::profile::model::Profile;

/// Limit of the nesting depth of schemas and references that are followed.
const MAX_DEPTH: usize = 12;
/// Limit of the values that are made from the schemas of one document; references multiply.
const MAX_VALUES: usize = 20_000;

pub(super) fn import(
    source: &ImportSource,
    report: &mut ImportReport,
) -> Result<Vec<Profile>, ProfileImportError> {
    let mut profiles = Vec::new();
    for file in source.files() {
        let root = document::parse(file)?;
        let version = root.get("asyncapi").and_then(Value::as_str).unwrap_or_default().to_owned();
        if !version.starts_with(['2', '3']) {
            let what = format!("AsyncAPI {version:?} is not known here; versions 2 and 3 are");
            return Err(ProfileImportError::nothing(&file.name, what));
        }
        let mut reader =
            AsyncApi { root: &root, report, is_3: version.starts_with('3'), budget: MAX_VALUES };
        profiles.extend(reader.profiles());
    }
    source.found(profiles, "there is no server with protocol ws or wss, or no channel")
}

struct AsyncApi<'a, 'r> {
    root: &'a Value,
    report: &'r mut ImportReport,
    is_3: bool,
    budget: usize,
}

impl AsyncApi<'_, '_> {
    fn section(&self, name: &str) -> Map<String, Value> {
        self.root.get(name).and_then(Value::as_object).cloned().unwrap_or_default()
    }

    fn profiles(&mut self) -> Vec<Profile> {
        let mut profiles = Vec::new();
        for key in ["info", "tags", "externalDocs", "defaultContentType", "id", "security"] {
            if self.root.get(key).is_some_and(|value| !value.is_null()) {
                self.report.lost(key, format!("not carried over: {key}"));
            }
        }
        let servers = self.section("servers");
        let channels = self.section("channels");
        for (server_name, server) in &servers {
            let server = self.resolved(server, 0);
            let protocol = server.get("protocol").map(text_of).unwrap_or_default();
            if !matches!(protocol.as_str(), "ws" | "wss") {
                self.report
                    .skipped(&format!("servers.{server_name}"), format!("protocol {protocol}"));
                continue;
            }
            for (channel_name, channel) in &channels {
                let channel = self.resolved(channel, 0);
                if self.is_on(server_name, &channel) {
                    profiles.push(self.profile(
                        server_name,
                        &server,
                        &protocol,
                        channel_name,
                        &channel,
                        servers.len() > 1,
                    ));
                }
                if profiles.len() >= super::MAX_IMPORTED_PROFILES {
                    return profiles;
                }
            }
        }
        profiles
    }

    /// Whether a channel exists on this server; without a list it exists on all.
    fn is_on(&self, server: &str, channel: &Value) -> bool {
        let Some(list) =
            channel.get("servers").and_then(Value::as_array).filter(|list| !list.is_empty())
        else {
            return true;
        };
        list.iter().any(|one| match one {
            Value::String(name) => name == server,
            other => other
                .get("$ref")
                .and_then(Value::as_str)
                .is_some_and(|path| path.ends_with(&format!("/{server}"))),
        })
    }

    fn profile(
        &mut self,
        server_name: &str,
        server: &Value,
        protocol: &str,
        channel_name: &str,
        channel: &Value,
        several: bool,
    ) -> Profile {
        let path = format!("channels.{channel_name}");
        let title = channel.get("title").map(text_of).filter(|title| !title.is_empty());
        let mut name = title.unwrap_or_else(|| channel_name.to_owned());
        if several {
            name = format!("{name} ({server_name})");
        }
        let mut url = match self.is_3 {
            true => {
                let text = |key: &str| server.get(key).map(text_of).unwrap_or_default();
                let address = channel.get("address").map(text_of).unwrap_or_default();
                format!("{protocol}://{}{}", text("host"), joined(&text("pathname"), &address))
            }
            false => {
                let base = server.get("url").map(text_of).unwrap_or_default();
                let base = if base.contains("://") { base } else { format!("{protocol}://{base}") };
                let (scheme, rest) = base.split_once("://").unwrap_or((protocol, ""));
                let (host, pathname) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
                format!("{scheme}://{host}{}", joined(pathname, channel_name))
            }
        };
        let mut variables = Vec::new();
        for (section, from) in [("variables", server), ("parameters", channel)] {
            for (name, value) in from.get(section).and_then(Value::as_object).into_iter().flatten()
            {
                let value = self.resolved(value, 0);
                let default = value
                    .get("default")
                    .or_else(|| value.get("schema").and_then(|schema| schema.get("default")));
                url = url.replace(&format!("{{{name}}}"), &format!("{{{{{name}}}}}"));
                variables.push((name.clone(), default.map(text_of).unwrap_or_default()));
            }
        }
        let binding = channel
            .get("bindings")
            .and_then(|all| all.get("ws"))
            .map(|one| self.resolved(one, 0))
            .unwrap_or_default();
        let query = self.names(binding.get("query"));
        let headers = self.names(binding.get("headers"));
        let messages = self.messages(channel_name, channel);
        let security = server.get("security").is_some_and(|value| !value.is_null());
        let mut draft = ProfileDraft::new(&name, PlaceholderStyle::Braces, self.report);
        draft.url(&url, &path);
        for (name, value) in query {
            draft.query(&name, &value, true, &format!("{path}.bindings.ws.query"));
        }
        for (name, value) in headers {
            draft.header(&name, &value, true, &format!("{path}.bindings.ws.headers"));
        }
        match binding.get("method").map(text_of).as_deref() {
            None | Some("GET" | "") => {}
            Some(other) => draft.report.lost(
                &format!("{path}.bindings.ws.method"),
                format!("{other}: a WebSocket handshake is always GET"),
            ),
        }
        if security {
            draft.report.lost(
                &format!("servers.{server_name}.security"),
                "security schemes; set the profile's authentication",
            );
        }
        for (place, value, known) in [
            (format!("servers.{server_name}"), server, SERVER_KEYS),
            (path.clone(), channel, CHANNEL_KEYS),
        ] {
            let left: Vec<&str> = value
                .as_object()
                .into_iter()
                .flatten()
                .map(|(key, _)| key.as_str())
                .filter(|key| !known.contains(key))
                .collect();
            if !left.is_empty() {
                draft.report.lost(&place, format!("not carried over: {}", left.join(", ")));
            }
        }
        for message in messages {
            draft.text_message(&message.name, &message.text, message.is_json, &message.path);
            if message.is_made_up {
                draft.report.changed(
                    &message.path,
                    "it has no example; values were made up from its schema",
                );
            }
            if !message.lost.is_empty() {
                draft
                    .report
                    .lost(&message.path, format!("not carried over: {}", message.lost.join(", ")));
            }
        }
        for (name, value) in variables {
            if !value.is_empty() {
                draft.variable(&name, Literal::from(value).as_str(), false, &path);
            }
        }
        draft.finish()
    }

    /// The properties of a binding's schema with a value: the default, the first of an enumeration, or a variable.
    fn names(&self, schema: Option<&Value>) -> Vec<(String, String)> {
        let Some(schema) = schema.map(|schema| self.resolved(schema, 0)) else { return Vec::new() };
        let properties =
            schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        let value = |name: &str, property: &Value| {
            let known = ["const", "default"].iter().find_map(|key| property.get(*key));
            let first =
                |key: &str| property.get(key).and_then(Value::as_array).and_then(|all| all.first());
            known
                .or_else(|| first("enum"))
                .or_else(|| first("examples"))
                .map_or_else(|| format!("{{{{{name}}}}}"), text_of)
        };
        properties
            .iter()
            .map(|(name, property)| (name.clone(), value(name, &self.resolved(property, 0))))
            .collect()
    }

    /// The messages that a client sends on a channel; where that is not said, all of them.
    fn messages(&mut self, channel_name: &str, channel: &Value) -> Vec<MessageTemplate> {
        let mut found: Vec<(String, Value)> = Vec::new();
        if self.is_3 {
            let all =
                channel.get("messages").and_then(Value::as_object).cloned().unwrap_or_default();
            found.extend(all.into_iter().map(|(name, message)| {
                (format!("channels.{channel_name}.messages.{name}"), message)
            }));
        } else {
            for operation in ["publish", "subscribe"] {
                let path = format!("channels.{channel_name}.{operation}.message");
                let message = channel.get(operation).and_then(|operation| operation.get("message"));
                match message.and_then(|message| message.get("oneOf")).and_then(Value::as_array) {
                    Some(all) => found.extend(all.iter().map(|one| (path.clone(), one.clone()))),
                    None => found.extend(message.map(|one| (path, one.clone()))),
                }
            }
        }
        let templates: Vec<_> =
            found.into_iter().map(|(path, message)| self.template(path, &message)).collect();
        templates
    }

    fn template(&mut self, path: String, message: &Value) -> MessageTemplate {
        let referenced = message
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|path| path.rsplit('/').next())
            .map(str::to_owned);
        let message = self.resolved(message, 0);
        let text = |key: &str| message.get(key).map(text_of).filter(|text| !text.is_empty());
        let name = text("title").or_else(|| text("name")).or(referenced);
        let name = name.unwrap_or_else(|| path.rsplit('.').next().unwrap_or("Message").to_owned());
        let content_type = text("contentType").unwrap_or_else(|| "application/json".to_owned());
        let example = message.get("examples").and_then(Value::as_array).and_then(|all| all.first());
        let example = example.map(|example| example.get("payload").unwrap_or(example).clone());
        let is_made_up = example.is_none();
        let schema = message.get("payload").cloned().unwrap_or_default();
        let schema = schema.get("schema").cloned().unwrap_or(schema);
        let payload = match example {
            Some(example) => example,
            None => self.sample(&schema, 0),
        };
        let is_json = content_type.contains("json");
        let text = match payload {
            Value::String(text) if !is_json => text,
            payload => json::write(&payload, Style::Compact),
        };
        const KNOWN: [&str; 6] =
            ["name", "title", "contentType", "payload", "examples", "messageId"];
        let keys = message.as_object().into_iter().flatten().map(|(key, _)| key.clone());
        let lost = keys.filter(|key| !KNOWN.contains(&key.as_str())).collect();
        MessageTemplate { name, text, is_json, is_made_up, path, lost }
    }

    /// A value that fits a schema.
    fn sample(&mut self, schema: &Value, depth: usize) -> Value {
        if depth > MAX_DEPTH || self.budget == 0 {
            return Value::Null;
        }
        self.budget -= 1;
        let schema = self.resolved(schema, depth);
        if let Some(known) = ["const", "default", "example"].iter().find_map(|key| schema.get(*key))
        {
            return known.clone();
        }
        for key in ["examples", "enum"] {
            if let Some(first) =
                schema.get(key).and_then(Value::as_array).and_then(|all| all.first())
            {
                return first.clone();
            }
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(first) =
                schema.get(key).and_then(Value::as_array).and_then(|all| all.first())
            {
                return self.sample(first, depth + 1);
            }
        }
        let mut object = Map::new();
        for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            if let Value::Object(inner) = self.sample(part, depth + 1) {
                object.extend(inner);
            }
        }
        for (name, property) in
            schema.get("properties").and_then(Value::as_object).into_iter().flatten()
        {
            let value = self.sample(property, depth + 1);
            object.insert(name.clone(), value);
        }
        let kind = schema.get("type").map(|kind| match kind {
            Value::Array(kinds) => kinds.first().map(text_of).unwrap_or_default(),
            kind => text_of(kind),
        });
        match kind.as_deref() {
            _ if !object.is_empty() => Value::Object(object),
            Some("object") => Value::Object(object),
            Some("array") => match schema.get("items") {
                Some(items) => Value::Array(vec![self.sample(items, depth + 1)]),
                None => Value::Array(Vec::new()),
            },
            Some("integer" | "number") => {
                schema.get("minimum").cloned().unwrap_or_else(|| 0.into())
            }
            Some("boolean") => false.into(),
            Some("string") => "".into(),
            _ => Value::Null,
        }
    }

    /// Follows references within the document.
    fn resolved(&self, value: &Value, depth: usize) -> Value {
        let mut value = value;
        for _ in depth..=MAX_DEPTH {
            let Some(path) = value.get("$ref").and_then(Value::as_str) else {
                return value.clone();
            };
            let Some(found) = path.strip_prefix('#').and_then(|pointer| self.root.pointer(pointer))
            else {
                break;
            };
            value = found;
        }
        Value::Null
    }
}

/// Keys of servers that are used or reported elsewhere.
const SERVER_KEYS: &[&str] = &["url", "host", "pathname", "protocol", "variables", "security"];
/// Keys of channels that are used or reported elsewhere.
const CHANNEL_KEYS: &[&str] =
    &["address", "title", "messages", "servers", "parameters", "bindings", "publish", "subscribe"];

struct MessageTemplate {
    name: String,
    text: String,
    is_json: bool,
    is_made_up: bool,
    path: String,
    lost: Vec<String>,
}

/// Two parts of a path with one slash between them.
fn joined(base: &str, address: &str) -> String {
    match address.trim_start_matches('/') {
        "" if base.is_empty() => "/".to_owned(),
        "" => base.to_owned(),
        address => format!("{}/{address}", base.trim_end_matches('/')),
    }
}
