//! A profile in the making: the rules that every importer shares, above all that no credential is written.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use percent_encoding::percent_decode_str;

use super::credentials::{is_secret_header, is_secret_name};
use super::note::ImportNoteCode;
use super::placeholder::{self, PlaceholderStyle, is_placeholder};
use super::report::ImportReport;
use crate::packet::literal::Literal;
use crate::profile::masked_url::with_query_values;
use crate::profile::model::{
    ApiKeyPlace, AuthType, BodyType, Message, MessageStyle, Pair, Profile, ProxyMode,
};
use crate::profile::secret::is_secret_parameter;

/// Fields of the upgrade request that Wirelark derives from the connection.
const DERIVED: [&str; 8] = [
    "connection",
    "upgrade",
    "host",
    "sec-websocket-key",
    "sec-websocket-version",
    "sec-websocket-accept",
    "content-length",
    "transfer-encoding",
];

/// A profile and what is known about its variables and secrets.
pub(super) struct ProfileDraft<'a> {
    pub profile: Profile,
    pub report: &'a mut ImportReport,
    style: PlaceholderStyle,
    /// Names of variables that the texts use.
    pub(super) used: BTreeSet<String>,
    /// Values that were left out, by the secret's name.
    secrets: BTreeMap<String, String>,
    /// Variables that become secrets.
    pub(super) secret_variables: BTreeSet<String>,
}

impl<'a> ProfileDraft<'a> {
    pub(super) fn new(
        name: &str,
        style: PlaceholderStyle,
        report: &'a mut ImportReport,
    ) -> ProfileDraft<'a> {
        let name = if name.trim().is_empty() { "Imported" } else { name.trim() };
        ProfileDraft {
            profile: Profile::named(name),
            report,
            style,
            used: BTreeSet::new(),
            secrets: BTreeMap::new(),
            secret_variables: BTreeSet::new(),
        }
    }

    /// A text with its placeholders rewritten.
    pub(super) fn text(&mut self, text: &str, path: &str) -> String {
        placeholder::rewrite(text, self.style, path, self.report, &mut self.used)
    }

    /// The reference to a secret that takes the place of a credential. A text that is a placeholder already stays.
    pub(super) fn secret(&mut self, name: &str, value: &str, path: &str) -> String {
        if value.is_empty() {
            return String::new();
        }
        if is_placeholder(value) {
            let inner = value.trim().trim_start_matches('{').trim_end_matches('}').trim();
            if !inner.starts_with("secret:") {
                self.secret_variables.insert(inner.to_owned());
            }
            return value.trim().to_owned();
        }
        let plain =
            |ch: char| if ch.is_alphanumeric() || matches!(ch, '-' | '_') { ch } else { '_' };
        let base: String = name.chars().map(plain).take(60).collect();
        let base = if base.is_empty() { "secret".to_owned() } else { base };
        let mut name = base.clone();
        let mut number = 1;
        while self.secrets.get(&name).is_some_and(|known| known != value) {
            number += 1;
            name = format!("{base}_{number}");
        }
        self.secrets.insert(name.clone(), value.to_owned());
        let text = format!("a credential was left out; {{{{secret:{name}}}}} stands in its place");
        self.report.at(path, ImportNoteCode::SecretLeftOut, text);
        format!("{{{{secret:{name}}}}}")
    }

    /// Sets the URL. Its user and password become the authentication, and secret parameters references to secrets.
    pub(super) fn url(&mut self, url: &str, path: &str) {
        let url = self.text(url.trim(), path);
        let mut url = match url.split_once("://") {
            Some((scheme, rest)) => match scheme.to_ascii_lowercase().as_str() {
                "http" => self.other_scheme("ws", rest, path),
                "https" => self.other_scheme("wss", rest, path),
                _ => url,
            },
            None if url.starts_with("{{") || url.is_empty() => url,
            None => self.other_scheme("ws", &url, path),
        };
        if let Some((before, _)) = url.split_once('#') {
            url = before.to_owned();
            self.report.lost(path, "a WebSocket URL has no fragment; it was removed");
        }
        if let Some((scheme, rest)) = url.clone().split_once("://") {
            let end = rest.find(['/', '?']).unwrap_or(rest.len());
            let (authority, tail) = rest.split_at(end);
            if let Some((user, host)) = authority.rsplit_once('@') {
                let (user, password) = user.split_once(':').unwrap_or((user, ""));
                let decoded =
                    |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
                self.basic(&decoded(user), &decoded(password), path);
                url = format!("{scheme}://{host}{tail}");
            }
        }
        let mut found: Vec<(String, String)> = Vec::new();
        let marked = with_query_values(&url, |name, value| {
            if is_secret_parameter(name) || is_secret_name(name) {
                found.push((name.to_owned(), value.clone()));
                *value = format!("\u{0}{}\u{0}", found.len() - 1);
            }
        });
        let mut url = marked;
        for (i, (name, value)) in found.iter().enumerate() {
            let reference = self.secret(name, &percent_decode_str(value).decode_utf8_lossy(), path);
            url = url.replacen(&format!("\u{0}{i}\u{0}"), &reference, 1);
        }
        self.profile.connection.url = url;
    }

    fn other_scheme(&mut self, scheme: &str, rest: &str, path: &str) -> String {
        self.report.changed(path, format!("the URL's scheme was written as {scheme}://"));
        format!("{scheme}://{rest}")
    }

    /// Sets Basic authentication.
    pub(super) fn basic(&mut self, user: &str, password: &str, path: &str) {
        let password = self.secret("password", password, path);
        let user = user.to_owned();
        let auth = &mut self.profile.connection.auth;
        (auth.kind, auth.user, auth.password) = (AuthType::Basic, user, password);
    }

    /// Sets a bearer token.
    pub(super) fn bearer(&mut self, token: &str, path: &str) {
        let token = self.secret("token", token, path);
        let auth = &mut self.profile.connection.auth;
        (auth.kind, auth.token) = (AuthType::Bearer, token);
    }

    /// Sets an API key.
    pub(super) fn api_key(&mut self, name: &str, value: &str, place: ApiKeyPlace, path: &str) {
        let value = self.secret(if name.is_empty() { "api_key" } else { name }, value, path);
        let auth = &mut self.profile.connection.auth;
        (auth.kind, auth.name, auth.value, auth.place) =
            (AuthType::ApiKey, name.to_owned(), value, place);
    }

    /// Sets a proxy's URL, such as `socks5://HOST:PORT`; its password becomes a secret.
    pub(super) fn proxy(&mut self, url: &str, path: &str) {
        let url = self.text(url.trim(), path);
        let (scheme, rest) = url.split_once("://").unwrap_or(("http", &url));
        let scheme = match scheme {
            "socks5h" | "socks" => "socks5",
            scheme => scheme,
        };
        let (user, address) =
            rest.rsplit_once('@').map_or(("", rest), |(user, address)| (user, address));
        let (user, password) = user.split_once(':').unwrap_or((user, ""));
        let password = self.secret("proxy_password", password, path);
        let proxy = &mut self.profile.connection.proxy;
        proxy.mode = ProxyMode::Manual;
        proxy.url = format!("{scheme}://{}", address.trim_end_matches('/'));
        (proxy.user, proxy.password) = (user.to_owned(), password);
    }

    /// Adds a query parameter.
    pub(super) fn query(&mut self, name: &str, value: &str, enabled: bool, path: &str) {
        let (name, mut value) = (self.text(name, path), self.text(value, path));
        if is_secret_parameter(&name) || is_secret_name(&name) {
            value = self.secret(&name, &value, path);
        }
        self.profile.connection.query.push(pair(name, value, enabled));
    }

    /// Adds a field of the upgrade request, or sets what stands for it in a profile.
    pub(super) fn header(&mut self, name: &str, value: &str, enabled: bool, path: &str) {
        let (name, value) = (self.text(name.trim(), path), self.text(value.trim(), path));
        let lower = name.to_ascii_lowercase();
        let has_auth = self.profile.connection.auth.kind != AuthType::None;
        match lower.as_str() {
            _ if DERIVED.contains(&lower.as_str()) && lower != "host" => {
                self.report.lost(path, format!("{name}: Wirelark writes this header field itself"));
            }
            "host" if self.names_host(&value) => {}
            "sec-websocket-extensions" => {
                self.profile.connection.compression.offer = value.contains("permessage-deflate");
                self.report.changed(
                    path,
                    format!("{name}: only whether compression is offered was carried over"),
                );
            }
            "sec-websocket-protocol" if enabled => {
                let names = value.split(',').map(str::trim).filter(|name| !name.is_empty());
                self.profile.connection.subprotocols.extend(names.map(str::to_owned));
            }
            "origin" if enabled && self.profile.connection.origin.is_none() => {
                self.profile.connection.origin = Some(value);
            }
            "user-agent" if enabled && self.profile.connection.user_agent.is_none() => {
                self.profile.connection.user_agent = Some(value);
            }
            "cookie" => {
                for cookie in value.split(';').map(str::trim).filter(|cookie| !cookie.is_empty()) {
                    let (name, value) = cookie.split_once('=').unwrap_or((cookie, ""));
                    self.cookie(name, value, enabled, path);
                }
            }
            "authorization" if enabled && !has_auth => self.authorization(&value, path),
            _ if is_secret_header(&name) => {
                let value = self.with_scheme(&name, &value, path);
                self.profile.connection.headers.push(pair(name, value, enabled));
            }
            _ => self.profile.connection.headers.push(pair(name, value, enabled)),
        }
    }

    /// Adds a cookie, whose value is always a credential.
    pub(super) fn cookie(&mut self, name: &str, value: &str, enabled: bool, path: &str) {
        let value = self.secret(&format!("cookie_{name}"), value, path);
        self.profile.connection.cookies.send.push(pair(name.to_owned(), value, enabled));
    }

    fn names_host(&self, value: &str) -> bool {
        let url = &self.profile.connection.url;
        let authority = url
            .split_once("://")
            .map_or("", |(_, rest)| rest.split(['/', '?']).next().unwrap_or_default());
        authority.eq_ignore_ascii_case(value)
    }

    fn authorization(&mut self, value: &str, path: &str) {
        let (scheme, rest) = value.split_once(' ').unwrap_or((value, ""));
        let rest = rest.trim();
        if scheme.eq_ignore_ascii_case("bearer") && !rest.is_empty() {
            return self.bearer(rest, path);
        }
        let decoded = base64::engine::general_purpose::STANDARD.decode(rest).ok();
        if let Some((user, password)) = decoded
            .filter(|_| scheme.eq_ignore_ascii_case("basic"))
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .and_then(|text| {
                text.split_once(':').map(|(user, password)| (user.to_owned(), password.to_owned()))
            })
        {
            return self.basic(&user, &password, path);
        }
        let value = self.with_scheme("Authorization", value, path);
        self.profile.connection.headers.push(pair("Authorization".to_owned(), value, true));
    }

    /// A header's value with its credential replaced; a scheme such as `Bearer` stays.
    fn with_scheme(&mut self, name: &str, value: &str, path: &str) -> String {
        let lower = name.to_ascii_lowercase();
        match value.split_once(' ') {
            Some((scheme, rest)) if scheme.chars().all(|ch| ch.is_ascii_alphabetic()) => {
                format!("{scheme} {}", self.secret(&lower, rest.trim(), path))
            }
            _ => self.secret(&lower, value, path),
        }
    }

    /// Gives a variable its value, if the profile uses it. Returns whether it does.
    pub(super) fn variable(
        &mut self,
        name: &str,
        value: &str,
        is_secret: bool,
        path: &str,
    ) -> bool {
        if !self.used.contains(name) {
            return false;
        }
        if is_secret || is_secret_name(name) {
            if self.secret_variables.insert(name.to_owned()) || !value.is_empty() {
                let text = format!(
                    "the value of {name} was left out; {{{{secret:{name}}}}} stands in its place"
                );
                self.report.at(path, ImportNoteCode::SecretLeftOut, text);
            }
        } else if !self.secret_variables.contains(name) {
            let value = self.text(value, path);
            self.profile.variables.insert(name.to_owned(), Literal::from(value));
        }
        true
    }

    /// Counts a name as used, where a text was not built by [`ProfileDraft::text`].
    pub(super) fn uses(&mut self, name: &str) {
        self.used.insert(name.to_owned());
    }

    /// Adds a message under a free name and returns the name.
    pub(super) fn message(&mut self, mut message: Message) -> String {
        let wanted = if message.name.trim().is_empty() { "Message" } else { message.name.trim() };
        let mut name = wanted.to_owned();
        let mut number = 1;
        while self.profile.messages.iter().any(|known| known.name == name) {
            number += 1;
            name = format!("{wanted} {number}");
        }
        message.name.clone_from(&name);
        self.profile.messages.push(message);
        name
    }

    /// Adds a text message, as JSON if it says that it is.
    pub(super) fn text_message(
        &mut self,
        name: &str,
        text: &str,
        is_json: bool,
        path: &str,
    ) -> String {
        let text = self.text(text, path);
        let message = if is_json {
            Message { style: Some(MessageStyle::Typed), text, ..Message::of(BodyType::Json) }
        } else {
            Message { text, ..Message::of(BodyType::Text) }
        };
        self.message(Message { name: name.to_owned(), ..message })
    }

    /// Adds a binary message.
    pub(super) fn binary_message(&mut self, name: &str, bytes: &[u8]) -> String {
        let text = crate::packet::hex::encode(bytes);
        self.message(Message { name: name.to_owned(), text, ..Message::of(BodyType::Hex) })
    }
}

fn pair(name: String, value: String, enabled: bool) -> Pair {
    Pair { name, value, enabled, extra: serde_json::Map::new() }
}

/// A duration of so many seconds, as a profile writes it.
pub(super) fn seconds(seconds: f64) -> String {
    let ms = (seconds * 1000.0).round().clamp(0.0, 86_400_000.0);
    match ms % 1000.0 == 0.0 && ms > 0.0 {
        true => format!("{}s", ms / 1000.0),
        false => format!("{ms}ms"),
    }
}
