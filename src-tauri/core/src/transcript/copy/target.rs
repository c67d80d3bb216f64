//! Where and how a copied program or command connects: a profile's connection without its secrets.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::Path;

use url::Url;

use super::template::{Template, TemplatePart};
use super::url::{bypasses_proxy, is_local, is_websocket_scheme, without_user};
use crate::profile::masked_url::with_query_values;
use crate::profile::model::{
    ApiKeyPlace, AuthType, ClientCertificate, Connection, IpVersion, Profile, ProxyMode, Redirects,
};
use crate::profile::secret::is_secret_parameter;
use crate::profile::variable::{self, VariableSources};

/// Header fields whose values are always secret.
const CREDENTIALS: [&str; 3] = ["Authorization", "Proxy-Authorization", "Cookie"];

/// Connection settings to reproduce elsewhere. Variables are replaced by their values; secrets,
/// including credentials stored in clear text, become environment variables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CopyTarget {
    connection: Connection,
    /// User and password from the URL.
    user: Option<(String, String)>,
}

impl CopyTarget {
    /// Target of a profile with the given variable values. Relative file names are resolved against
    /// `folder`.
    pub fn of_profile(
        profile: &Profile,
        given: &BTreeMap<String, String>,
        folder: &Path,
    ) -> CopyTarget {
        let mut sources = VariableSources::new(given.clone());
        // Nothing is prompted for here: a variable without a value stays a name.
        for prompt in variable::asked(profile, Some(&[]), &sources) {
            let name = prompt.name;
            sources.given.insert(name.clone(), format!("{{{{{name}}}}}"));
        }
        let connection = variable::resolve(profile, &sources)
            .map_or_else(|_| profile.connection.clone(), |filled| filled.connection);
        CopyTarget::new(connection, folder)
    }

    /// Target for a URL alone.
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

    /// Replaces clear-text credentials by named secrets.
    fn hide_credentials(&mut self) {
        let hide = |text: &mut String, name: &str| {
            let template = Template::of(text);
            let is_plain = template.parts.iter().any(|part| matches!(part, TemplatePart::Text(_)));
            // Text around a secret reference is not secret itself.
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
        if let Some(has_own) = &mut connection.tls.client_certificate
            && let Some(passphrase) = &mut has_own.passphrase
        {
            hide(passphrase, "passphrase");
        }
        for cookie in &mut connection.cookies.send {
            hide(&mut cookie.value, &format!("cookie_{}", cookie.name));
        }
        for header in &mut connection.headers {
            let known = CREDENTIALS.iter().any(|name| header.name.eq_ignore_ascii_case(name));
            // `X-Api-Key` and similar.
            let plain = header.name.to_ascii_lowercase();
            if !known && !is_secret_parameter(plain.strip_prefix("x-").unwrap_or(&plain)) {
                continue;
            }
            // `Bearer` and `Basic` are not secret, and tell how to read the value.
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

    /// Resolves file names against the profile's folder, which is not the shell's working
    /// directory.
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
        if let Some(has_own) = &mut tls.client_certificate {
            if has_own.cert_file.is_some() && has_own.key_file.is_none() {
                has_own.key_file = has_own.cert_file.clone();
            }
            let files = [&mut has_own.cert_file, &mut has_own.key_file, &mut has_own.p12_file];
            files.into_iter().flatten().for_each(find);
        }
        self.connection.unix_socket.iter_mut().for_each(find);
    }

    /// Whether the address is a WebSocket URL whatever its variables expand to, including nothing.
    /// Other addresses have special meanings: `sh-c:COMMAND` makes websocat run a command.
    pub(super) fn is_websocket(&self) -> bool {
        let url = self.url();
        match url.parts.as_slice() {
            [TemplatePart::Text(text), ..] => Url::parse(text).map_or_else(
                // With a variable after it, the text may not be a complete URL.
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

    /// The connection, with names in place of secrets.
    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The URL with its complete query, without user and password.
    pub(super) fn url(&self) -> Template {
        let url = &self.connection.url;
        // Normalized as it is sent, unless variables remain.
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

    /// Whether the connection uses TLS.
    pub(super) fn is_secure(&self) -> bool {
        self.connection.url.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("wss:"))
    }

    /// Host name or address, without the brackets of IPv6; empty if not known yet.
    pub(super) fn host(&self) -> String {
        let url = Url::parse(&self.connection.url).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
        host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase()
    }

    /// The port; the scheme's default if the URL has none.
    pub(super) fn port(&self) -> u16 {
        let url = Url::parse(&self.connection.url).ok();
        url.and_then(|url| url.port()).unwrap_or(if self.is_secure() { 443 } else { 80 })
    }

    /// User and password for Basic authentication (RFC 7617).
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

    /// Value of the profile's own header field of this name.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let fields = &self.connection.headers;
        let field = fields.iter().find(|f| f.enabled && f.name.eq_ignore_ascii_case(name));
        field.map(|field| field.value.as_str())
    }

    /// Header fields except `Host`, Basic authentication, subprotocols and origin, in order.
    pub(super) fn headers(&self) -> Vec<(String, Template)> {
        let connection = &self.connection;
        let auth = &connection.auth;
        let mut fields = Vec::new();
        let has_own = self.header("Authorization").is_some();
        match auth.kind {
            AuthType::Bearer if !has_own => {
                let token = Template::of(&format!("Bearer {}", auth.token));
                fields.push(("Authorization".to_owned(), token));
            }
            AuthType::ApiKey if auth.place == ApiKeyPlace::Header => {
                fields.push((auth.name.clone(), Template::of(&auth.value)));
            }
            _ => {}
        }
        let separate = ["Host", "Origin", "Sec-WebSocket-Protocol"];
        let listed = connection.headers.iter().filter(|settings| {
            settings.enabled
                && !separate.iter().any(|name| settings.name.eq_ignore_ascii_case(name))
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

    /// Value of the `Origin` field.
    pub(super) fn origin(&self) -> Option<Template> {
        self.header("Origin").or(self.connection.origin.as_deref()).map(Template::of)
    }

    /// The offered subprotocols, in order.
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
            // A local server is not behind a proxy.
            ProxyMode::System if is_local(&host) => ProxyForTool::None,
            ProxyMode::System => ProxyForTool::System,
            ProxyMode::Manual if bypasses_proxy(&host, &proxy.no_proxy) => ProxyForTool::None,
            ProxyMode::Manual => {
                let (url, from_url) = without_user(proxy.url.trim());
                let (scheme, address) = url.split_once("://").unwrap_or(("http", url.as_str()));
                let has_own = !proxy.user.is_empty() || !proxy.password.is_empty();
                let user = if has_own {
                    Some((proxy.user.clone(), proxy.password.clone()))
                } else {
                    // A password in the proxy URL is in clear text.
                    from_url.map(|(user, password)| match password.contains("{{") {
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

    /// Address and port to connect to instead of resolving the host name.
    pub(super) fn resolved(&self) -> Option<(IpAddr, u16)> {
        let (host, port) = (self.host(), self.port());
        self.connection.resolve.iter().find_map(|entry| {
            let (name, rest) = entry.split_once(':')?;
            let (port_text, addresses) = rest.split_once(':')?;
            let address = addresses.split(',').next()?.trim();
            let address = address.trim_start_matches('[').trim_end_matches(']').parse().ok()?;
            (name.to_ascii_lowercase() == host && port_text.parse() == Ok(port))
                .then_some((address, port))
        })
    }

    /// The client certificate.
    pub(super) fn certificate(&self) -> Option<&ClientCertificate> {
        self.connection.tls.client_certificate.as_ref().filter(|_| self.is_secure())
    }

    /// Settings of the profile that only Wirelark supports.
    pub(super) fn unsupported(&self) -> Vec<&'static str> {
        let connection = &self.connection;
        let tls = &connection.tls;
        let secure = self.is_secure();
        let settings = [
            (secure && !tls.crl_files.is_empty(), "revocation lists"),
            (secure && !tls.pinned.is_empty(), "pinned certificates"),
            (connection.ip != IpVersion::Any, "the choice of IPv4 or IPv6"),
            (!connection.control_frames.answer_pings, "pings that are not answered"),
            (
                connection.cookies.keep && connection.redirects.follow,
                "cookies that a redirect sets",
            ),
        ];
        settings.into_iter().filter_map(|(applies, what)| applies.then_some(what)).collect()
    }

    /// The profile's redirect settings.
    pub(super) fn redirects(&self) -> &Redirects {
        &self.connection.redirects
    }
}

/// Proxy settings for a tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ProxyForTool {
    /// No proxy.
    None,
    /// The system's proxy.
    System,
    /// A configured proxy.
    Manual {
        /// `http`, `https` or `socks5`.
        scheme: String,
        /// Host and port.
        address: String,
        /// User and password.
        user: Option<(String, String)>,
    },
}
