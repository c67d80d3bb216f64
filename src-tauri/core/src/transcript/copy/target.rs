//! Where a copied program or command connects, and how: what a profile's connection says, without its secrets.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::Path;

use url::Url;

use super::template::{Template, TemplatePart};
use super::url::{is_excepted, is_here, is_websocket_scheme, without_user};
use crate::profile::masked_url::with_query_values;
use crate::profile::model::{
    ApiKeyPlace, AuthType, ClientCertificate, Connection, IpVersion, Profile, ProxyMode, Redirects,
};
use crate::profile::secret::is_secret_parameter;
use crate::profile::variable::{self, VariableSources};

/// Header fields whose values are secrets wherever they are written.
const CREDENTIALS: [&str; 3] = ["Authorization", "Proxy-Authorization", "Cookie"];

/// A connection for people to rebuild elsewhere. Values of variables are filled in; secrets, and credentials that a
/// profile has in clear, are environment variables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CopyTarget {
    connection: Connection,
    /// Of the URL.
    user: Option<(String, String)>,
}

impl CopyTarget {
    /// As this profile connects, with values given for its variables; relative files are looked for in `folder`.
    pub fn of_profile(
        profile: &Profile,
        given: &BTreeMap<String, String>,
        folder: &Path,
    ) -> CopyTarget {
        let mut sources = VariableSources::new(given.clone());
        // Nobody is asked here: what has no value yet stays a name.
        for asked in variable::asked(profile, Some(&[]), &sources) {
            let name = asked.name;
            sources.given.insert(name.clone(), format!("{{{{{name}}}}}"));
        }
        let connection = variable::resolve(profile, &sources)
            .map_or_else(|_| profile.connection.clone(), |filled| filled.connection);
        CopyTarget::new(connection, folder)
    }

    /// To this URL, with nothing else known.
    pub fn of_url(url: &str) -> CopyTarget {
        let connection = Connection { url: url.to_owned(), ..Connection::default() };
        CopyTarget::new(connection, Path::new(""))
    }

    fn new(mut connection: Connection, folder: &Path) -> CopyTarget {
        let (url, user) = without_user(connection.url.trim());
        connection.url = url;
        let mut target = CopyTarget { connection, user };
        target.hide_credentials();
        target.find_files(folder);
        target
    }

    /// Credentials in clear become secrets with a name of their own.
    fn hide_credentials(&mut self) {
        let hide = |text: &mut String, name: &str| {
            let template = Template::of(text);
            let is_plain = template.parts.iter().any(|part| matches!(part, TemplatePart::Text(_)));
            // What stands around a secret of the profile's says how it is meant.
            let names_secret = text.contains("{{secret:") && template.variables().next().is_some();
            if is_plain && !names_secret {
                *text = format!("{{{{secret:{name}}}}}");
            }
        };
        let connection = &mut self.connection;
        connection.url = with_query_values(&connection.url, |name, value| {
            if is_secret_parameter(name) {
                hide(value, &format!("query_{name}"));
            }
        });
        for pair in connection.query.iter_mut().filter(|pair| is_secret_parameter(&pair.name)) {
            hide(&mut pair.value, &format!("query_{}", pair.name));
        }
        if let Some((_, password)) = &mut self.user {
            hide(password, "url_password");
        }
        hide(&mut connection.auth.password, "auth_password");
        hide(&mut connection.auth.token, "auth_token");
        hide(&mut connection.auth.value, "auth_value");
        hide(&mut connection.proxy.password, "proxy_password");
        if let Some(own) = &mut connection.tls.client_certificate
            && let Some(passphrase) = &mut own.passphrase
        {
            hide(passphrase, "passphrase");
        }
        for cookie in &mut connection.cookies.send {
            hide(&mut cookie.value, &format!("cookie_{}", cookie.name));
        }
        for header in &mut connection.headers {
            let known = CREDENTIALS.iter().any(|name| header.name.eq_ignore_ascii_case(name));
            // `X-Api-Key` and the like.
            let plain = header.name.to_ascii_lowercase();
            if !known && !is_secret_parameter(plain.strip_prefix("x-").unwrap_or(&plain)) {
                continue;
            }
            // `Bearer` and `Basic` tell nothing and say how the rest is meant.
            let (scheme, value) = match header.value.split_once(' ') {
                Some((scheme, value)) if !header.name.eq_ignore_ascii_case("Cookie") => {
                    (format!("{scheme} "), value)
                }
                _ => (String::new(), header.value.as_str()),
            };
            let mut value = value.to_owned();
            hide(&mut value, &header.name.to_ascii_lowercase());
            header.value = scheme + &value;
        }
    }

    /// Files are named from a profile's folder, which a shell does not stand in.
    fn find_files(&mut self, folder: &Path) {
        let find = |name: &mut String| {
            if !name.contains("{{") {
                *name = folder.join(&*name).display().to_string();
            }
        };
        let tls = &mut self.connection.tls;
        tls.ca_files.extend(self.connection.ca_file.take());
        tls.ca_files.iter_mut().for_each(find);
        tls.crl_files.iter_mut().for_each(find);
        if let Some(own) = &mut tls.client_certificate {
            if own.cert_file.is_some() && own.key_file.is_none() {
                own.key_file = own.cert_file.clone();
            }
            let files = [&mut own.cert_file, &mut own.key_file, &mut own.p12_file];
            files.into_iter().flatten().for_each(find);
        }
        self.connection.unix_socket.iter_mut().for_each(find);
    }

    /// Whether the address is a WebSocket URL whatever its variables stand for, also for nothing. Other addresses mean
    /// other things to a tool: `sh-c:COMMAND` makes websocat run a command.
    pub(super) fn is_websocket(&self) -> bool {
        let url = self.url();
        match url.parts.as_slice() {
            [TemplatePart::Text(text), ..] => Url::parse(text).map_or_else(
                // With a variable behind it, it may be no URL by itself yet.
                |_| is_websocket_scheme(text.split_once("://").map_or("", |(scheme, _)| scheme)),
                |url| is_websocket_scheme(url.scheme()),
            ),
            [TemplatePart::Variable { .. }] => true,
            [TemplatePart::Variable { .. }, TemplatePart::Text(text), ..] => {
                text.starts_with([':', '/', '?'])
            }
            _ => false,
        }
    }

    /// The connection with its secrets as names.
    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The URL with the query that goes out, without a user.
    pub(super) fn url(&self) -> Template {
        let url = &self.connection.url;
        // As it goes out, where nothing is left to fill in.
        let written = match url.contains("{{") {
            true => url.clone(),
            false => Url::parse(url).map_or_else(|_| url.clone(), String::from),
        };
        let mut query = written.split_once('?').map(|(_, query)| !query.is_empty());
        let mut template = Template::of(&written);
        for (name, value) in self.connection.parameters() {
            template.push_text(match query {
                None => "?",
                Some(false) => "",
                Some(true) => "&",
            });
            query = Some(true);
            template.push_query(name);
            template.push_text("=");
            template.push_query(value);
        }
        template
    }

    /// Whether TLS is spoken.
    pub(super) fn is_secure(&self) -> bool {
        self.connection.url.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("wss:"))
    }

    /// Name or address, without the brackets of IPv6; empty where it is not known yet.
    pub(super) fn host(&self) -> String {
        let url = Url::parse(&self.connection.url).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
        host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase()
    }

    /// The port; the scheme's own where the URL has none.
    pub(super) fn port(&self) -> u16 {
        let url = Url::parse(&self.connection.url).ok();
        url.and_then(|url| url.port()).unwrap_or(if self.is_secure() { 443 } else { 80 })
    }

    /// The user and the password that are sent as Basic (RFC 7617).
    pub(super) fn basic(&self) -> Option<(Template, Template)> {
        let auth = &self.connection.auth;
        let by_key = auth.kind == AuthType::ApiKey
            && auth.place == ApiKeyPlace::Header
            && auth.name.eq_ignore_ascii_case("Authorization");
        if by_key || self.header("Authorization").is_some() {
            return None;
        }
        match (auth.kind, &self.user) {
            (AuthType::Basic, _) => Some((Template::of(&auth.user), Template::of(&auth.password))),
            (AuthType::Bearer, _) => None,
            (_, Some((user, password))) => Some((Template::of(user), Template::of(password))),
            _ => None,
        }
    }

    /// The value of the profile's own field of this name.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let fields = &self.connection.headers;
        let found = fields.iter().find(|f| f.enabled && f.name.eq_ignore_ascii_case(name));
        found.map(|field| field.value.as_str())
    }

    /// The fields of the request but for `Host`, Basic, the subprotocols and the origin, in order.
    pub(super) fn headers(&self) -> Vec<(String, Template)> {
        let connection = &self.connection;
        let auth = &connection.auth;
        let mut fields = Vec::new();
        let own = self.header("Authorization").is_some();
        match auth.kind {
            AuthType::Bearer if !own => {
                let token = Template::of(&format!("Bearer {}", auth.token));
                fields.push(("Authorization".to_owned(), token));
            }
            AuthType::ApiKey if auth.place == ApiKeyPlace::Header => {
                fields.push((auth.name.clone(), Template::of(&auth.value)));
            }
            _ => {}
        }
        let elsewhere = ["Host", "Origin", "Sec-WebSocket-Protocol"];
        let listed = connection.headers.iter().filter(|field| {
            field.enabled && !elsewhere.iter().any(|name| field.name.eq_ignore_ascii_case(name))
        });
        fields.extend(listed.map(|f| (f.name.clone(), Template::of(f.value.trim()))));
        if let Some(agent) = connection.user_agent.as_deref()
            && !agent.is_empty()
            && self.header("User-Agent").is_none()
        {
            fields.push(("User-Agent".to_owned(), Template::of(agent)));
        }
        let mut cookies = Template::default();
        for cookie in connection.cookies.send.iter().filter(|cookie| cookie.enabled) {
            cookies.push_text(if cookies.parts.is_empty() { "" } else { "; " });
            cookies.append(Template::of(&format!("{}={}", cookie.name, cookie.value)));
        }
        if !cookies.parts.is_empty() && self.header("Cookie").is_none() {
            fields.push(("Cookie".to_owned(), cookies));
        }
        fields
    }

    /// `Origin`.
    pub(super) fn origin(&self) -> Option<Template> {
        self.header("Origin").or(self.connection.origin.as_deref()).map(Template::of)
    }

    /// The subprotocols offered, in order.
    pub(super) fn subprotocols(&self) -> Vec<Template> {
        match self.header("Sec-WebSocket-Protocol") {
            Some(list) => list.split(',').map(|name| Template::of(name.trim())).collect(),
            None => self.connection.subprotocols.iter().map(|name| Template::of(name)).collect(),
        }
    }

    /// The proxy in use.
    pub(super) fn proxy(&self) -> ProxyForTool {
        let proxy = &self.connection.proxy;
        let host = self.host();
        match proxy.mode {
            _ if self.connection.unix_socket.is_some() => ProxyForTool::None,
            ProxyMode::None => ProxyForTool::None,
            // What runs on this machine is not behind a proxy.
            ProxyMode::System if is_here(&host) => ProxyForTool::None,
            ProxyMode::System => ProxyForTool::System,
            ProxyMode::Manual if is_excepted(&host, &proxy.no_proxy) => ProxyForTool::None,
            ProxyMode::Manual => {
                let (url, named) = without_user(proxy.url.trim());
                let (scheme, address) = url.split_once("://").unwrap_or(("http", url.as_str()));
                let own = !proxy.user.is_empty() || !proxy.password.is_empty();
                let user = if own {
                    Some((proxy.user.clone(), proxy.password.clone()))
                } else {
                    // One of the URL is in clear there.
                    named.map(|(user, password)| match password.contains("{{") {
                        true => (user, password),
                        false => (user, "{{secret:proxy_password}}".to_owned()),
                    })
                };
                ProxyForTool::Manual {
                    scheme: scheme.to_ascii_lowercase(),
                    address: address.trim_end_matches('/').to_owned(),
                    user,
                }
            }
        }
    }

    /// The addresses to connect to instead of the name's own.
    pub(super) fn resolved(&self) -> Option<(IpAddr, u16)> {
        let (host, port) = (self.host(), self.port());
        self.connection.resolve.iter().find_map(|entry| {
            let (name, rest) = entry.split_once(':')?;
            let (at, addresses) = rest.split_once(':')?;
            let first = addresses.split(',').next()?.trim();
            let first = first.trim_start_matches('[').trim_end_matches(']').parse().ok()?;
            (name.to_ascii_lowercase() == host && at.parse() == Ok(port)).then_some((first, port))
        })
    }

    /// The client certificate.
    pub(super) fn certificate(&self) -> Option<&ClientCertificate> {
        self.connection.tls.client_certificate.as_ref().filter(|_| self.is_secure())
    }

    /// What no tool but Wirelark can do, of the things that the profile asks for.
    pub(super) fn out_of_reach(&self) -> Vec<&'static str> {
        let connection = &self.connection;
        let tls = &connection.tls;
        let secure = self.is_secure();
        let found = [
            (secure && !tls.crl_files.is_empty(), "revocation lists"),
            (secure && !tls.pinned.is_empty(), "pinned certificates"),
            (connection.ip != IpVersion::Any, "the choice of IPv4 or IPv6"),
            (!connection.control_frames.answer_pings, "pings that are not answered"),
            (
                connection.cookies.keep && connection.redirects.follow,
                "cookies that a redirect sets",
            ),
        ];
        found.into_iter().filter_map(|(is, what)| is.then_some(what)).collect()
    }

    /// Redirects as the profile has them.
    pub(super) fn redirects(&self) -> &Redirects {
        &self.connection.redirects
    }
}

/// A proxy as a tool needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ProxyForTool {
    /// None is used.
    None,
    /// The environment's.
    System,
    /// This one.
    Manual {
        /// `http`, `https` or `socks5`.
        scheme: String,
        /// Host and port.
        address: String,
        /// User and password.
        user: Option<(String, String)>,
    },
}
