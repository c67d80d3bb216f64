//! Settings that decide who the other side is, and which of them a person has agreed to.
//!
//! A profile file can come from anywhere. Each setting of [`RiskKind`] in one that this person did not write is asked
//! about once per profile and server. The app knows its own writing by what it wrote: a file that it reads holds
//! *foreign* settings unless `trust.txt`, beside the profiles' folder and never in a profile, lists them as its own.

mod answers;
mod store;

use serde::Serialize;

use super::model::{Connection, ProxyMode};
use super::server::without_secrets;

pub use answers::{DeletedAnswers, TrustAnswers, TrustQuestion};

/// A setting that can lead to another server than the URL says, or hide that it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskKind {
    /// `tls.verify` is off.
    VerifyOff,
    /// `tls.pinned`: certificates that are trusted whatever else they say.
    Pinned,
    /// `tls.server_name`: a certificate for another name is accepted.
    ServerName,
    /// `tls.ca_files`, `ca_file`: authorities beside the system's.
    CaFiles,
    /// `resolve`: addresses instead of the name server's.
    Resolve,
    /// `proxy`: everything passes through it.
    Proxy,
    /// `unix_socket`: a socket of this machine instead of the server.
    UnixSocket,
    /// `tls.client_certificate`: the server is shown who this person is.
    ClientCertificate,
}

impl RiskKind {
    /// Each of them.
    pub const ALL: [RiskKind; 8] = [
        RiskKind::VerifyOff,
        RiskKind::Pinned,
        RiskKind::ServerName,
        RiskKind::CaFiles,
        RiskKind::Resolve,
        RiskKind::Proxy,
        RiskKind::UnixSocket,
        RiskKind::ClientCertificate,
    ];

    /// The stable name: in `trust.txt`, on stderr, and as the page translates it.
    pub fn name(self) -> &'static str {
        match self {
            RiskKind::VerifyOff => "verify_off",
            RiskKind::Pinned => "pinned",
            RiskKind::ServerName => "server_name",
            RiskKind::CaFiles => "ca_files",
            RiskKind::Resolve => "resolve",
            RiskKind::Proxy => "proxy",
            RiskKind::UnixSocket => "unix_socket",
            RiskKind::ClientCertificate => "client_certificate",
        }
    }

    fn of_name(name: &str) -> Option<RiskKind> {
        RiskKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it holds at another host that a redirect leads to.
    fn holds_elsewhere(self) -> bool {
        !matches!(self, RiskKind::VerifyOff | RiskKind::Pinned | RiskKind::ServerName)
    }

    fn words(self) -> &'static str {
        match self {
            RiskKind::VerifyOff => "nobody checks the server's certificate (tls.verify is off)",
            RiskKind::Pinned => {
                "these certificates are accepted without any other check (tls.pinned)"
            }
            RiskKind::ServerName => "the certificate is checked for this name (tls.server_name)",
            RiskKind::CaFiles => "these authorities are trusted too (tls.ca_files)",
            RiskKind::Resolve => "these addresses are used instead of the name server's (resolve)",
            RiskKind::Proxy => "everything passes through this proxy (proxy)",
            RiskKind::UnixSocket => {
                "this socket is connected to instead of the server (unix_socket)"
            }
            RiskKind::ClientCertificate => {
                "the server is shown this certificate of yours (tls.client_certificate)"
            }
        }
    }
}

/// A kind, and what the profile says there, for people: without user and password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Risk {
    /// Which setting.
    pub kind: RiskKind,
    /// Its entries; none for [`RiskKind::VerifyOff`].
    pub values: Vec<String>,
}

/// One line of English.
impl std::fmt::Display for Risk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind.words())?;
        match self.values.is_empty() {
            true => Ok(()),
            false => write!(f, ": {}", crate::text::escape_for_display(&self.values.join(", "))),
        }
    }
}

/// Every risky setting of a connection, in the order of [`RiskKind::ALL`].
pub fn risks(connection: &Connection) -> Vec<Risk> {
    let mut found: Vec<Risk> = Vec::new();
    for (kind, text) in entries(connection) {
        let value = match kind {
            RiskKind::VerifyOff => None,
            RiskKind::Proxy => Some(without_secrets(&text)),
            _ => Some(text),
        };
        match found.last_mut().filter(|risk| risk.kind == kind) {
            Some(risk) => risk.values.extend(value),
            None => found.push(Risk { kind, values: value.into_iter().collect() }),
        }
    }
    found
}

/// Each entry of each risky setting, as the profile has it.
fn entries(connection: &Connection) -> Vec<(RiskKind, String)> {
    let tls = &connection.tls;
    let proxy = &connection.proxy;
    let mut all = Vec::new();
    if !tls.verify {
        all.push((RiskKind::VerifyOff, String::new()));
    }
    let mut add = |kind, text: &String| all.push((kind, text.clone()));
    tls.pinned.iter().for_each(|pin| add(RiskKind::Pinned, pin));
    tls.server_name.iter().for_each(|name| add(RiskKind::ServerName, name));
    let authorities = tls.ca_files.iter().chain(&connection.ca_file);
    authorities.for_each(|file| add(RiskKind::CaFiles, file));
    connection.resolve.iter().for_each(|entry| add(RiskKind::Resolve, entry));
    if proxy.mode == ProxyMode::Manual {
        add(RiskKind::Proxy, &proxy.url);
    }
    connection.unix_socket.iter().for_each(|path| add(RiskKind::UnixSocket, path));
    let own = tls.client_certificate.iter();
    let files = own.flat_map(|own| [&own.cert_file, &own.key_file, &own.p12_file]);
    files.flatten().for_each(|file| add(RiskKind::ClientCertificate, file));
    all
}

#[cfg(test)]
mod tests;
