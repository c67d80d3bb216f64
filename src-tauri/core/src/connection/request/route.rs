//! How to get there: names, addresses, proxy, TLS. From a profile, pure.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use rustls::pki_types::ServerName;

use super::error::RequestError;
use crate::file::path_consent::ApprovedPaths;
use crate::profile::model::{ClientCertificate, Connection, IpVersion, ProxyMode, TlsVersion};
use crate::profile::server::without_secrets;

/// How to get there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Route {
    /// Answers instead of the name server's: host in lower case, port, addresses.
    pub resolve: Vec<(String, u16, Vec<IpAddr>)>,
    /// Which addresses are tried.
    pub ip: IpVersion,
    /// Connect here instead.
    pub unix_socket: Option<PathBuf>,
    /// By which proxy.
    pub proxy: ProxyChoice,
    /// Whom to trust, and who we are.
    pub trust: TrustChoice,
}

/// By which proxy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ProxyChoice {
    /// As the environment or the system says when we connect.
    #[default]
    System,
    /// None.
    None,
    /// This one, unless a host is excepted.
    Manual {
        /// With user and password.
        url: String,
        /// Hosts to reach without it, with commas.
        except: String,
    },
}

/// Whom to trust, and who we are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustChoice {
    /// Certificates to trust beside the system's.
    pub ca_files: Vec<PathBuf>,
    /// Revocation lists.
    pub crl_files: Vec<PathBuf>,
    /// What we show when asked.
    pub own: Option<OwnFiles>,
    /// To ask for and to find, instead of the URL's host.
    pub server_name: Option<String>,
    /// TLS 1.2 is too old.
    pub only_13: bool,
    /// SHA-256 in lower-case hex without colons.
    pub pinned: Vec<String>,
    /// Whether anybody looks at the server's certificate.
    pub verify: bool,
}

impl Default for TrustChoice {
    fn default() -> Self {
        TrustChoice {
            ca_files: Vec::new(),
            crl_files: Vec::new(),
            own: None,
            server_name: None,
            only_13: false,
            pinned: Vec::new(),
            verify: true,
        }
    }
}

/// The files of a client certificate.
#[derive(Clone, PartialEq, Eq)]
pub enum OwnFiles {
    /// Certificate and key.
    Pem(PathBuf, PathBuf),
    /// PKCS#12, and its passphrase.
    P12(PathBuf, String),
}

/// Without the passphrase.
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
    /// Everything that is wrong goes to `wrong`.
    pub(super) fn of(
        connection: &Connection,
        folder: &Path,
        chosen: &ApprovedPaths,
        wrong: &mut Vec<RequestError>,
    ) -> Route {
        for (path, name) in files(connection) {
            if let Err(error) = chosen.check(name) {
                let name = name.to_owned();
                wrong.push(RequestError::FileName { path, name, error });
            }
        }
        let mut resolve = Vec::new();
        for (i, entry) in connection.resolve.iter().enumerate() {
            match answer(entry) {
                Some(found) => resolve.push(found),
                None => wrong.push(RequestError::Resolve {
                    path: format!("connection.resolve[{i}]"),
                    entry: entry.clone(),
                }),
            }
        }
        Route {
            resolve,
            ip: connection.ip,
            unix_socket: connection.unix_socket.as_ref().map(|path| folder.join(path)),
            proxy: proxy(connection, wrong),
            trust: trust(connection, folder, wrong),
        }
    }

    /// The answer for a host and a port, where the profile has one.
    pub fn answer(&self, host: &str, port: u16) -> Option<Vec<SocketAddr>> {
        let host = host.to_lowercase();
        let found = self.resolve.iter().find(|(h, p, _)| *h == host && *p == port);
        found.map(|(_, _, ips)| ips.iter().map(|ip| SocketAddr::new(*ip, port)).collect())
    }
}

/// Every file that a connection's settings name, with its place in the profile.
pub(in crate::connection) fn files(connection: &Connection) -> Vec<(String, &str)> {
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

/// `HOST:PORT:ADDRESS[,ADDRESS]…`; an address of IPv6 may stand in brackets.
fn answer(entry: &str) -> Option<(String, u16, Vec<IpAddr>)> {
    let (host, rest) = entry.split_once(':')?;
    let (port, addresses) = rest.split_once(':')?;
    let addresses: Option<Vec<IpAddr>> = addresses
        .split(',')
        .map(|one| one.trim().trim_start_matches('[').trim_end_matches(']').parse().ok())
        .collect();
    (!host.is_empty()).then_some((host.to_lowercase(), port.parse().ok()?, addresses?))
}

fn proxy(connection: &Connection, wrong: &mut Vec<RequestError>) -> ProxyChoice {
    let proxy = &connection.proxy;
    match proxy.mode {
        ProxyMode::System => ProxyChoice::System,
        ProxyMode::None => ProxyChoice::None,
        ProxyMode::Manual => {
            let bad = || RequestError::ProxyUrl {
                path: "connection.proxy.url".to_owned(),
                url: without_secrets(&proxy.url),
            };
            let scheme =
                |url: &url::Url| matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h");
            let url = url::Url::parse(proxy.url.trim())
                .ok()
                .filter(|url| scheme(url) && url.host_str().is_some_and(|host| !host.is_empty()));
            let Some(mut url) = url else {
                wrong.push(bad());
                return ProxyChoice::None;
            };
            let named = !proxy.user.is_empty() || !proxy.password.is_empty();
            if named
                && (url.set_username(&proxy.user).is_err()
                    || url.set_password(Some(&proxy.password)).is_err())
            {
                wrong.push(bad());
            }
            ProxyChoice::Manual { url: url.into(), except: proxy.no_proxy.join(",") }
        }
    }
}

fn trust(connection: &Connection, folder: &Path, wrong: &mut Vec<RequestError>) -> TrustChoice {
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
            wrong.push(RequestError::Pin { path, pin: pin.clone() });
        }
        pinned.push(hex);
    }
    if let Some(name) = &tls.server_name
        && ServerName::try_from(name.as_str()).is_err()
    {
        let path = "connection.tls.server_name".to_owned();
        wrong.push(RequestError::ServerName { path, name: name.clone() });
    }
    let mut ca_files = files(&tls.ca_files);
    ca_files.extend(connection.ca_file.as_ref().map(|file| folder.join(file)));
    TrustChoice {
        ca_files,
        crl_files: files(&tls.crl_files),
        own: tls.client_certificate.as_ref().and_then(|own| own_files(own, folder, wrong)),
        server_name: tls.server_name.clone(),
        only_13: tls.min_version == TlsVersion::V13,
        pinned,
        verify: tls.verify,
    }
}

fn own_files(
    own: &ClientCertificate,
    folder: &Path,
    wrong: &mut Vec<RequestError>,
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
            wrong.push(RequestError::ClientCertificate { path });
            None
        }
    }
}
