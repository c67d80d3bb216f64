//! The upgrade request (RFC 6455 section 4.1), from what a profile says to its bytes.

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

/// What the handshake depends on, or what would promise a body.
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
/// Fields that say who we are.
const CREDENTIALS: [&str; 3] = ["Authorization", "Cookie", "Proxy-Authorization"];

/// What `User-Agent` says where a profile does not.
pub fn user_agent() -> String {
    format!("Wirelark/{}", env!("CARGO_PKG_VERSION"))
}

/// What is said beside the URL.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpgradeRequest {
    fields: Vec<HeaderField>,
    cookies: Vec<(String, String)>,
    /// Sent where neither a field nor the profile's `auth` says who we are.
    user: Option<(String, String)>,
    /// Offered, the preferred one first.
    pub subprotocols: Vec<String>,
    /// Offered, as `Sec-WebSocket-Extensions` has them; the server may only choose among these.
    pub extensions: Vec<String>,
    /// What the offer of permessage-deflate among them says.
    pub compression: Option<CompressionOffer>,
    /// Secrets that are masked in whatever is shown.
    pub masks: SecretMasks,
    /// The same request with marks around each secret that was filled in, to find their places by.
    marked: Option<Box<UpgradeRequest>>,
    user_agent: String,
    origin: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct HeaderField {
    name: String,
    value: String,
    credential: bool,
    /// A secret is in it.
    secret: bool,
}

impl UpgradeRequest {
    /// Everything that is wrong goes to `wrong`.
    pub(super) fn of(connection: &Connection, wrong: &mut Vec<RequestError>) -> UpgradeRequest {
        let mut ask = UpgradeRequest {
            user_agent: connection.user_agent.clone().unwrap_or_else(user_agent),
            origin: connection.origin.clone(),
            ..UpgradeRequest::default()
        };
        value_of("connection.user_agent", &ask.user_agent, wrong);
        value_of("connection.origin", ask.origin.as_deref().unwrap_or_default(), wrong);
        ask.auth(connection, wrong);
        for (i, header) in connection.headers.iter().enumerate().filter(|(_, h)| h.enabled) {
            let at = format!("connection.headers[{i}]");
            if let Some(name) = RESERVED.iter().find(|name| header.name.eq_ignore_ascii_case(name))
            {
                wrong.push(RequestError::HeaderReserved {
                    path: format!("{at}.name"),
                    name: (*name).to_owned(),
                });
            }
            name_of(&format!("{at}.name"), &header.name, wrong);
            value_of(&format!("{at}.value"), &header.value, wrong);
            if header.name.eq_ignore_ascii_case("Sec-WebSocket-Protocol") {
                ask.subprotocols.extend(header.value.split(',').map(|name| name.trim().to_owned()));
            }
            let credential = is_credential(&header.name);
            ask.field(&header.name, &header.value, credential);
        }
        let mut seen = HashSet::new();
        for (i, name) in connection.subprotocols.iter().enumerate() {
            if !is_token(name) || !seen.insert(name.as_str()) {
                wrong.push(RequestError::Subprotocol {
                    path: format!("connection.subprotocols[{i}]"),
                    name: name.escape_debug().to_string(),
                });
            }
            ask.subprotocols.push(name.clone());
        }
        for (i, cookie) in connection.cookies.send.iter().enumerate().filter(|(_, c)| c.enabled) {
            let path = format!("connection.cookies.send[{i}]");
            if !is_token(&cookie.name) {
                wrong.push(RequestError::Cookie { path: format!("{path}.name") });
            } else if !is_cookie_value(&cookie.value) {
                wrong.push(RequestError::Cookie { path: format!("{path}.value") });
            }
            ask.cookies.push((cookie.name.clone(), cookie.value.clone()));
        }
        ask
    }

    fn auth(&mut self, connection: &Connection, wrong: &mut Vec<RequestError>) {
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
                    wrong.push(RequestError::UserColon { path });
                }
                self.field("Authorization", &basic(&auth.user, &auth.password), true);
            }
            AuthType::Bearer => {
                value_of("connection.auth.token", &auth.token, wrong);
                self.field("Authorization", &format!("Bearer {}", auth.token), true);
            }
            AuthType::ApiKey if auth.place == ApiKeyPlace::Header => {
                if let Some(name) =
                    RESERVED.iter().find(|name| auth.name.eq_ignore_ascii_case(name))
                {
                    let (path, name) = ("connection.auth.name".to_owned(), (*name).to_owned());
                    wrong.push(RequestError::HeaderReserved { path, name });
                }
                name_of("connection.auth.name", &auth.name, wrong);
                value_of("connection.auth.value", &auth.value, wrong);
                self.field(&auth.name, &auth.value, true);
            }
            AuthType::ApiKey => {}
        }
    }

    fn field(&mut self, name: &str, value: &str, credential: bool) {
        // A field of the list stands for the one that `auth` would send.
        self.fields.retain(|f| {
            !(f.name.eq_ignore_ascii_case(name) && f.name.eq_ignore_ascii_case("Authorization"))
        });
        let (name, value) = (name.to_owned(), value.trim().to_owned());
        self.fields.push(HeaderField { name, value, credential, secret: credential });
    }

    /// Takes the places of secrets from the same request with marks around them ([`secret::MARKS`]).
    pub(super) fn mark(&mut self, mut marked: UpgradeRequest) {
        marked.extensions.clone_from(&self.extensions);
        marked.user.clone_from(&self.user);
        for (field, marked) in self.fields.iter_mut().zip(&marked.fields) {
            field.secret |= marked.value.contains(secret::MARKS);
        }
        self.marked = Some(Box::new(marked));
    }

    /// permessage-deflate is offered.
    pub(super) fn offer(&mut self, wanted: Option<CompressionOffer>) {
        self.extensions.extend(wanted.as_ref().map(compression::offer));
        self.compression = wanted;
    }

    /// The user and the password of the URL, where nothing else says who we are.
    pub(super) fn user(&mut self, user: Option<(String, String)>) {
        if let Some((_, password)) = &user {
            self.masks.add(password);
        }
        self.user = user;
    }

    fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name.eq_ignore_ascii_case(name))
    }

    /// The request, byte for byte. `elsewhere` is another host than the profile's, which a person has confirmed: only
    /// the profile's own `Host` does not hold there. `kept` are cookies that the server has set.
    pub fn head(
        &self,
        target: &Target,
        key: &str,
        kept: &[(String, String)],
        elsewhere: bool,
    ) -> HttpHead {
        let mut head = self.written(target, &target.resource, key, kept, elsewhere);
        if let Some(marked) = &self.marked {
            let resource = target.marked.as_ref().unwrap_or(&target.resource);
            let marked = marked.written(target, resource, key, kept, elsewhere);
            let secrets = secret_positions::of_secrets(marked.bytes(), head.bytes());
            head.mark_all(secrets);
        }
        head.hide(&self.masks);
        head.hide_parameters();
        head
    }

    fn written(
        &self,
        target: &Target,
        resource: &str,
        key: &str,
        kept: &[(String, String)],
        elsewhere: bool,
    ) -> HttpHead {
        let mut head = HttpHead::default();
        head.push(&format!("GET {resource} HTTP/1.1\r\n"));
        if elsewhere || !self.has("Host") {
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
        let cookies = self.cookies(kept);
        if !cookies.is_empty() && !self.has("Cookie") {
            head.push_field("Cookie", &cookies, true);
        }
        for field in &self.fields {
            if elsewhere && field.name.eq_ignore_ascii_case("Host") {
                continue;
            }
            head.push_field(&field.name, &field.value, field.credential);
        }
        head.push("\r\n");
        head
    }

    /// Those of the profile, and behind them those that the server has set; a set one wins over one of its name.
    fn cookies(&self, kept: &[(String, String)]) -> String {
        let own = self.cookies.iter().filter(|(name, _)| !kept.iter().any(|(k, _)| k == name));
        let all: Vec<_> = own.chain(kept).map(|(name, value)| format!("{name}={value}")).collect();
        all.join("; ")
    }
}

fn is_credential(name: &str) -> bool {
    CREDENTIALS.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// RFC 7617.
pub(in super::super) fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
}

/// RFC 9110 section 5.6.2.
fn is_token(text: &str) -> bool {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !text.is_empty() && text.bytes().all(token)
}

/// RFC 6265 section 4.1.1, and text beyond ASCII, which servers take.
fn is_cookie_value(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() || " \",;\\".contains(c))
}

fn name_of(path: &str, name: &str, wrong: &mut Vec<RequestError>) {
    if !is_token(name) {
        let (path, name) = (path.to_owned(), name.escape_debug().to_string());
        wrong.push(RequestError::HeaderName { path, name });
    }
}

fn value_of(path: &str, value: &str, wrong: &mut Vec<RequestError>) {
    if let Some(found) = value.chars().find(|&c| c.is_control() && c != '\t') {
        let (path, found) = (path.to_owned(), found.escape_debug().to_string());
        wrong.push(RequestError::HeaderValue { path, found });
    }
}
