//! How the server is reached: name resolution, proxy, TLS. From a profile, pure.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use rustls::pki_types::ServerName;

use super::error::RequestError;
use crate::file::path_consent::ApprovedPaths;
use crate::profile::model::{ClientCertificate, Connection, IpVersion, ProxyMode, TlsVersion};
use crate::profile::server::without_secrets;

/// How the server is reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Route {
    /// Host overrides: host in lower case, port, addresses.
    pub resolve: Vec<(String, u16, Vec<IpAddr>)>,
    /// The address families to try.
    pub ip: IpVersion,
    /// A Unix socket to connect to instead of TCP.
    pub unix_socket: Option<PathBuf>,
    /// The proxy.
    pub proxy: ProxyChoice,
    /// TLS trust and the client certificate.
    pub trust: TrustChoice,
}

/// The choice of proxy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ProxyChoice {
    /// The proxy named by the environment or the system at the time of connecting.
    #[default]
    System,
    /// No proxy.
    None,
    /// The given proxy, except for some hosts.
    Manual {
        /// The proxy's URL, with user and password.
        url: String,
        /// Hosts to reach without it, separated by commas.
        except: String,
    },
}

/// TLS trust and the client certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustChoice {
    /// Files of certificates trusted in addition to the system's.
    pub ca_files: Vec<PathBuf>,
    /// Files of revocation lists.
    pub crl_files: Vec<PathBuf>,
    /// The client certificate.
    pub client_certificate: Option<OwnFiles>,
    /// The name to request and to verify instead of the URL's host.
    pub server_name: Option<String>,
    /// Whether TLS 1.2 is rejected.
    pub tls13_only: bool,
    /// SHA-256 of accepted certificates, in lower-case hex without colons.
    pub pinned: Vec<String>,
    /// Whether the server's certificate is verified.
    pub verify: bool,
}

impl Default for TrustChoice {
    fn default() -> Self {
        TrustChoice {
            ca_files: Vec::new(),
            crl_files: Vec::new(),
            client_certificate: None,
            server_name: None,
            tls13_only: false,
            pinned: Vec::new(),
            verify: true,
        }
    }
}

/// The files of a client certificate.
#[derive(Clone, PartialEq, Eq)]
pub enum OwnFiles {
    /// Certificate and key, each as PEM.
    Pem(PathBuf, PathBuf),
    /// A PKCS#12 file and its passphrase.
    P12(PathBuf, String),
}

/// Omits the passphrase.
impl std::fmt::Debug for OwnFiles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            OwnFiles::Pem(certificate, key) => {
                f.debug_tuple("Pem").field(certificate).field(key).finish()
            }
            OwnFiles::P12(file, _) => f.debug_tuple("P12").field(file).finish(),
        }
    }
}

impl Route {
    /// Reads the profile; problems are added to `errors`.
    pub(super) fn of(
        connection: &Connection,
        folder: &Path,
        approved: &ApprovedPaths,
        errors: &mut Vec<RequestError>,
    ) -> Route {
        for (path, name) in files(connection) {
            if let Err(error) = approved.check(name) {
                let name = name.to_owned();
                errors.push(RequestError::FileName { path, name, error });
            }
        }
        let mut resolve = Vec::new();
        for (i, entry) in connection.resolve.iter().enumerate() {
            match parse_override(entry) {
                Some(parsed) => resolve.push(parsed),
                None => errors.push(RequestError::Resolve {
                    path: format!("connection.resolve[{i}]"),
                    entry: entry.clone(),
                }),
            }
        }
        Route {
            resolve,
            ip: connection.ip,
            unix_socket: connection.unix_socket.as_ref().map(|path| folder.join(path)),
            proxy: proxy(connection, errors),
            trust: trust(connection, folder, errors),
        }
    }

    /// The addresses of the host override for this host and port.
    pub fn host_override(&self, host: &str, port: u16) -> Option<Vec<SocketAddr>> {
        let host = host.to_lowercase();
        let found = self.resolve.iter().find(|(h, p, _)| *h == host && *p == port);
        found.map(|(_, _, ips)| ips.iter().map(|ip| SocketAddr::new(*ip, port)).collect())
    }
}

/// Every file that a connection's settings name, with its path in the profile.
pub(crate) fn files(connection: &Connection) -> Vec<(String, &str)> {
    let own = connection.tls.client_certificate.as_ref();
    let single = [
        ("ca_file", connection.ca_file.as_ref()),
        ("unix_socket", connection.unix_socket.as_ref()),
        ("tls.client_certificate.cert_file", own.and_then(|own| own.cert_file.as_ref())),
        ("tls.client_certificate.key_file", own.and_then(|own| own.key_file.as_ref())),
        ("tls.client_certificate.p12_file", own.and_then(|own| own.p12_file.as_ref())),
    ];
    let mut named: Vec<_> = single
        .into_iter()
        .filter_map(|(path, name)| Some((format!("connection.{path}"), name?.as_str())))
        .collect();
    let lists = [("ca_files", &connection.tls.ca_files), ("crl_files", &connection.tls.crl_files)];
    for (list, names) in lists {
        let places = names.iter().enumerate();
        named
            .extend(places.map(|(i, name)| (format!("connection.tls.{list}[{i}]"), name.as_str())));
    }
    named
}

/// Parses `HOST:PORT:ADDRESS[,ADDRESS]…`; an IPv6 address may be in brackets.
fn parse_override(entry: &str) -> Option<(String, u16, Vec<IpAddr>)> {
    let (host, rest) = entry.split_once(':')?;
    let (port, addresses) = rest.split_once(':')?;
    let addresses: Option<Vec<IpAddr>> = addresses
        .split(',')
        .map(|address| address.trim().trim_start_matches('[').trim_end_matches(']').parse().ok())
        .collect();
    (!host.is_empty()).then_some((host.to_lowercase(), port.parse().ok()?, addresses?))
}

fn proxy(connection: &Connection, errors: &mut Vec<RequestError>) -> ProxyChoice {
    let proxy = &connection.proxy;
    match proxy.mode {
        ProxyMode::System => ProxyChoice::System,
        ProxyMode::None => ProxyChoice::None,
        ProxyMode::Manual => {
            let invalid = || RequestError::ProxyUrl {
                path: "connection.proxy.url".to_owned(),
                url: without_secrets(&proxy.url),
            };
            let scheme =
                |url: &url::Url| matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h");
            let url = url::Url::parse(proxy.url.trim())
                .ok()
                .filter(|url| scheme(url) && url.host_str().is_some_and(|host| !host.is_empty()));
            let Some(mut url) = url else {
                errors.push(invalid());
                return ProxyChoice::None;
            };
            let has_user = !proxy.user.is_empty() || !proxy.password.is_empty();
            if has_user
                && (url.set_username(&proxy.user).is_err()
                    || url.set_password(Some(&proxy.password)).is_err())
            {
                errors.push(invalid());
            }
            ProxyChoice::Manual { url: url.into(), except: proxy.no_proxy.join(",") }
        }
    }
}

fn trust(connection: &Connection, folder: &Path, errors: &mut Vec<RequestError>) -> TrustChoice {
    let tls = &connection.tls;
    let files = |names: &[String]| names.iter().map(|name| folder.join(name)).collect::<Vec<_>>();
    let mut pinned = Vec::new();
    for (i, pin) in tls.pinned.iter().enumerate() {
        let hex: String = pin
            .chars()
            .filter(|c| *c != ':' && !c.is_whitespace())
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if hex.len() != 64 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            let path = format!("connection.tls.pinned[{i}]");
            errors.push(RequestError::Pin { path, pin: pin.clone() });
        }
        pinned.push(hex);
    }
    if let Some(name) = &tls.server_name
        && ServerName::try_from(name.as_str()).is_err()
    {
        let path = "connection.tls.server_name".to_owned();
        errors.push(RequestError::ServerName { path, name: name.clone() });
    }
    let mut ca_files = files(&tls.ca_files);
    ca_files.extend(connection.ca_file.as_ref().map(|file| folder.join(file)));
    TrustChoice {
        ca_files,
        crl_files: files(&tls.crl_files),
        client_certificate: tls
            .client_certificate
            .as_ref()
            .and_then(|own| client_certificate(own, folder, errors)),
        server_name: tls.server_name.clone(),
        tls13_only: tls.min_version == TlsVersion::V13,
        pinned,
        verify: tls.verify,
    }
}

fn client_certificate(
    own: &ClientCertificate,
    folder: &Path,
    errors: &mut Vec<RequestError>,
) -> Option<OwnFiles> {
    match (&own.cert_file, &own.p12_file) {
        (Some(certificate), None) => {
            let key = own.key_file.as_ref().unwrap_or(certificate);
            Some(OwnFiles::Pem(folder.join(certificate), folder.join(key)))
        }
        (None, Some(file)) => {
            Some(OwnFiles::P12(folder.join(file), own.passphrase.clone().unwrap_or_default()))
        }
        _ => {
            let path = "connection.tls.client_certificate".to_owned();
            errors.push(RequestError::ClientCertificate { path });
            None
        }
    }
}
