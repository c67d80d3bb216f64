//! The upgrade request (RFC 6455 section 4.1): from a profile to its bytes.

use std::collections::HashSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::error::RequestError;
use super::secret_positions;
use super::target::Target;
use crate::connection::compression;
use crate::connection::compression::CompressionOffer;
use crate::connection::handshake::HttpHead;
use crate::connection::secret_masking::SecretMasks;
use crate::profile::model::{ApiKeyPlace, AuthType, Connection};
use crate::profile::secret;

/// Fields that the handshake sets itself, or that would announce a body.
const RESERVED: [&str; 8] = [
    "Connection",
    "Upgrade",
    "Sec-WebSocket-Key",
    "Sec-WebSocket-Version",
    "Sec-WebSocket-Accept",
    "Sec-WebSocket-Extensions",
    "Content-Length",
    "Transfer-Encoding",
];
/// Fields whose values are credentials.
const CREDENTIALS: [&str; 3] = ["Authorization", "Cookie", "Proxy-Authorization"];

/// The default `User-Agent`.
pub fn user_agent() -> String {
    format!("Wirelark/{}", env!("CARGO_PKG_VERSION"))
}

/// Everything in the upgrade request except for the URL.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpgradeRequest {
    fields: Vec<HeaderField>,
    cookies: Vec<(String, String)>,
    /// The URL's user and password, sent unless there is an `Authorization` field.
    user: Option<(String, String)>,
    /// Subprotocols to offer, in order of preference.
    pub subprotocols: Vec<String>,
    /// Extensions to offer, as written in `Sec-WebSocket-Extensions`.
    pub extensions: Vec<String>,
    /// The offer of permessage-deflate among them.
    pub compression: Option<CompressionOffer>,
    /// Secrets to mask wherever the connection is shown.
    pub masks: SecretMasks,
    /// The same request with marks around each secret, which locate them.
    marked: Option<Box<UpgradeRequest>>,
    user_agent: String,
    origin: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct HeaderField {
    name: String,
    value: String,
    credential: bool,
    /// Whether the value contains a secret.
    secret: bool,
}

impl UpgradeRequest {
    /// Reads the profile; problems are added to `errors`.
    pub(super) fn of(connection: &Connection, errors: &mut Vec<RequestError>) -> UpgradeRequest {
        let mut request = UpgradeRequest {
            user_agent: connection.user_agent.clone().unwrap_or_else(user_agent),
            origin: connection.origin.clone(),
            ..UpgradeRequest::default()
        };
        check_value("connection.user_agent", &request.user_agent, errors);
        check_value("connection.origin", request.origin.as_deref().unwrap_or_default(), errors);
        request.auth(connection, errors);
        for (i, header) in connection.headers.iter().enumerate().filter(|(_, h)| h.enabled) {
            let at = format!("connection.headers[{i}]");
            if let Some(name) = RESERVED.iter().find(|name| header.name.eq_ignore_ascii_case(name))
            {
                errors.push(RequestError::HeaderReserved {
                    path: format!("{at}.name"),
                    name: (*name).to_owned(),
                });
            }
            check_name(&format!("{at}.name"), &header.name, errors);
            check_value(&format!("{at}.value"), &header.value, errors);
            if header.name.eq_ignore_ascii_case("Sec-WebSocket-Protocol") {
                request
                    .subprotocols
                    .extend(header.value.split(',').map(|name| name.trim().to_owned()));
            }
            let credential = is_credential(&header.name);
            request.push_header(&header.name, &header.value, credential);
        }
        let mut names = HashSet::new();
        for (i, name) in connection.subprotocols.iter().enumerate() {
            if !is_token(name) || !names.insert(name.as_str()) {
                errors.push(RequestError::Subprotocol {
                    path: format!("connection.subprotocols[{i}]"),
                    name: name.escape_debug().to_string(),
                });
            }
            request.subprotocols.push(name.clone());
        }
        for (i, cookie) in connection.cookies.send.iter().enumerate().filter(|(_, c)| c.enabled) {
            let path = format!("connection.cookies.send[{i}]");
            if !is_token(&cookie.name) {
                errors.push(RequestError::Cookie { path: format!("{path}.name") });
            } else if !is_cookie_value(&cookie.value) {
                errors.push(RequestError::Cookie { path: format!("{path}.value") });
            }
            request.cookies.push((cookie.name.clone(), cookie.value.clone()));
        }
        request
    }

    fn auth(&mut self, connection: &Connection, errors: &mut Vec<RequestError>) {
        let auth = &connection.auth;
        for value in [&auth.password, &auth.token, &auth.value] {
            if auth.kind != AuthType::None {
                self.masks.add(value);
            }
        }
        match auth.kind {
            AuthType::None => {}
            AuthType::Basic => {
                if auth.user.contains(':') {
                    let path = "connection.auth.user".to_owned();
                    errors.push(RequestError::UserColon { path });
                }
                self.push_header("Authorization", &basic(&auth.user, &auth.password), true);
            }
            AuthType::Bearer => {
                check_value("connection.auth.token", &auth.token, errors);
                self.push_header("Authorization", &format!("Bearer {}", auth.token), true);
            }
            AuthType::ApiKey if auth.place == ApiKeyPlace::Header => {
                if let Some(name) =
                    RESERVED.iter().find(|name| auth.name.eq_ignore_ascii_case(name))
                {
                    let (path, name) = ("connection.auth.name".to_owned(), (*name).to_owned());
                    errors.push(RequestError::HeaderReserved { path, name });
                }
                check_name("connection.auth.name", &auth.name, errors);
                check_value("connection.auth.value", &auth.value, errors);
                self.push_header(&auth.name, &auth.value, true);
            }
            AuthType::ApiKey => {}
        }
    }

    fn push_header(&mut self, name: &str, value: &str, credential: bool) {
        // An explicit `Authorization` header replaces the one from `auth`.
        self.fields.retain(|f| {
            !(f.name.eq_ignore_ascii_case(name) && f.name.eq_ignore_ascii_case("Authorization"))
        });
        let (name, value) = (name.to_owned(), value.trim().to_owned());
        self.fields.push(HeaderField { name, value, credential, secret: credential });
    }

    /// Locates the secrets by the same request with marks around them ([`secret::MARKS`]).
    pub(super) fn set_marked(&mut self, mut marked: UpgradeRequest) {
        marked.extensions.clone_from(&self.extensions);
        marked.user.clone_from(&self.user);
        for (field, marked) in self.fields.iter_mut().zip(&marked.fields) {
            field.secret |= marked.value.contains(secret::MARKS);
        }
        self.marked = Some(Box::new(marked));
    }

    /// Adds the offer of permessage-deflate, if there is one.
    pub(super) fn offer_compression(&mut self, offer: Option<CompressionOffer>) {
        self.extensions.extend(offer.as_ref().map(compression::offer));
        self.compression = offer;
    }

    /// Sets the user and password of the URL.
    pub(super) fn set_user(&mut self, user: Option<(String, String)>) {
        if let Some((_, password)) = &user {
            self.masks.add(password);
        }
        self.user = user;
    }

    fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name.eq_ignore_ascii_case(name))
    }

    /// The request, byte for byte. `set_cookies` are cookies that the server has set. `other_host` says that the target is
    /// not the profile's host, so that the profile's own `Host` field is left out.
    pub fn head(
        &self,
        target: &Target,
        key: &str,
        set_cookies: &[(String, String)],
        other_host: bool,
    ) -> HttpHead {
        let mut head = self.write_head(target, &target.resource, key, set_cookies, other_host);
        if let Some(marked) = &self.marked {
            let resource = target.marked.as_ref().unwrap_or(&target.resource);
            let marked = marked.write_head(target, resource, key, set_cookies, other_host);
            let secrets = secret_positions::of_secrets(marked.bytes(), head.bytes());
            head.mark_all(secrets);
        }
        head.hide(&self.masks);
        head.hide_parameters();
        head
    }

    fn write_head(
        &self,
        target: &Target,
        resource: &str,
        key: &str,
        set_cookies: &[(String, String)],
        other_host: bool,
    ) -> HttpHead {
        let mut head = HttpHead::default();
        head.push(&format!("GET {resource} HTTP/1.1\r\n"));
        if other_host || !self.has("Host") {
            head.push_field("Host", &target.authority, false);
        }
        head.push("Upgrade: websocket\r\nConnection: Upgrade\r\n");
        head.push_field("Sec-WebSocket-Key", key, false);
        head.push("Sec-WebSocket-Version: 13\r\n");
        if !self.subprotocols.is_empty() && !self.has("Sec-WebSocket-Protocol") {
            head.push_field("Sec-WebSocket-Protocol", &self.subprotocols.join(", "), false);
        }
        if !self.extensions.is_empty() {
            head.push_field("Sec-WebSocket-Extensions", &self.extensions.join(", "), false);
        }
        if let Some(origin) = self.origin.as_ref().filter(|_| !self.has("Origin")) {
            head.push_field("Origin", origin, false);
        }
        if !self.user_agent.is_empty() && !self.has("User-Agent") {
            head.push_field("User-Agent", &self.user_agent, false);
        }
        if let Some((user, password)) = &self.user
            && !self.has("Authorization")
        {
            head.push_field("Authorization", &basic(user, password), true);
        }
        let cookies = self.cookies(set_cookies);
        if !cookies.is_empty() && !self.has("Cookie") {
            head.push_field("Cookie", &cookies, true);
        }
        for field in &self.fields {
            if other_host && field.name.eq_ignore_ascii_case("Host") {
                continue;
            }
            head.push_field(&field.name, &field.value, field.credential);
        }
        head.push("\r\n");
        head
    }

    /// The profile's cookies followed by those that the server has set, which replace cookies of the same name.
    fn cookies(&self, set_cookies: &[(String, String)]) -> String {
        let own =
            self.cookies.iter().filter(|(name, _)| !set_cookies.iter().any(|(k, _)| k == name));
        let all: Vec<_> =
            own.chain(set_cookies).map(|(name, value)| format!("{name}={value}")).collect();
        all.join("; ")
    }
}

fn is_credential(name: &str) -> bool {
    CREDENTIALS.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The value of `Authorization` for Basic (RFC 7617).
pub(in super::super) fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
}

/// Whether this is a token (RFC 9110 section 5.6.2).
fn is_token(text: &str) -> bool {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !text.is_empty() && text.bytes().all(token)
}

/// Whether this is a cookie value (RFC 6265 section 4.1.1) or such a value with non-ASCII text, which servers accept.
fn is_cookie_value(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() || " \",;\\".contains(c))
}

fn check_name(path: &str, name: &str, errors: &mut Vec<RequestError>) {
    if !is_token(name) {
        let (path, name) = (path.to_owned(), name.escape_debug().to_string());
        errors.push(RequestError::HeaderName { path, name });
    }
}

fn check_value(path: &str, value: &str, errors: &mut Vec<RequestError>) {
    if let Some(found) = value.chars().find(|&c| c.is_control() && c != '\t') {
        let (path, found) = (path.to_owned(), found.escape_debug().to_string());
        errors.push(RequestError::HeaderValue { path, found });
    }
}
