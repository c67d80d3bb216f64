//! Trust in a profile's risky settings: those that can lead to another server or hide its identity, and the user's
//! answers.
//!
//! A profile file can come from anywhere. If the user did not write the profile, each setting of [`RiskKind`] is
//! confirmed once per profile and server. The app records which settings it wrote itself: the settings of a loaded file
//! are *foreign* unless `trust.txt`, beside the profiles' folder and never in a profile, lists them as the app's own.

mod answers;
mod store;

use serde::Serialize;

use super::model::{Connection, MessageRef, Profile, ProxyMode};
use super::server::without_secrets;

pub use answers::{DeletedAnswers, TrustAnswers, TrustQuestion};

/// A setting that can lead to a server other than the URL's, or hide that this happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RiskKind {
    /// `tls.verify` is off.
    VerifyOff,
    /// `tls.pinned`: certificates that are trusted without further checks.
    Pinned,
    /// `tls.server_name`: the certificate may be for another name.
    ServerName,
    /// `tls.ca_files`, `ca_file`: certificate authorities in addition to the system's.
    CaFiles,
    /// `resolve`: addresses that override DNS.
    Resolve,
    /// `proxy`: a server that all traffic passes through.
    Proxy,
    /// `unix_socket`: a local socket instead of the server.
    UnixSocket,
    /// `tls.client_certificate`: the server learns the user's identity.
    ClientCertificate,
    /// `replies`: messages sent to whoever sends a matching one. Asked about where they are switched on.
    Replies,
    /// `heartbeats`: messages sent at an interval. Asked about where they are switched on.
    Heartbeats,
}

impl RiskKind {
    /// Every kind of connection settings.
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
    /// Every kind of automatic messages.
    pub const AUTOMATIC: [RiskKind; 2] = [RiskKind::Replies, RiskKind::Heartbeats];

    /// The stable name, used in `trust.txt`, on stderr and as the key of the page's translations.
    pub fn name(self) -> &'static str {
        self.into()
    }

    fn of_name(name: &str) -> Option<RiskKind> {
        let all = RiskKind::ALL.into_iter().chain(RiskKind::AUTOMATIC);
        all.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether the setting acts only where automatic messages are switched on, and not by connecting.
    fn is_automatic(self) -> bool {
        RiskKind::AUTOMATIC.contains(&self)
    }

    /// Whether the setting also applies to another host after a redirect.
    fn applies_after_redirect(self) -> bool {
        let here_only = [RiskKind::VerifyOff, RiskKind::Pinned, RiskKind::ServerName];
        !here_only.contains(&self) && !self.is_automatic()
    }

    fn description(self) -> &'static str {
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
            RiskKind::Replies => "these messages are sent in reply to others (replies)",
            RiskKind::Heartbeats => "these messages are sent at intervals (heartbeats)",
        }
    }
}

/// A risky setting with its values in displayable form, without user and password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Risk {
    /// The kind of setting.
    pub kind: RiskKind,
    /// The setting's values; empty for [`RiskKind::VerifyOff`].
    pub values: Vec<String>,
}

/// Formats the risk as one line of English.
impl std::fmt::Display for Risk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind.description())?;
        match self.values.is_empty() {
            true => Ok(()),
            false => write!(f, ": {}", crate::text::escape_for_display(&self.values.join(", "))),
        }
    }
}

/// The risky settings of a connection, in the order of [`RiskKind::ALL`].
pub fn risks(connection: &Connection) -> Vec<Risk> {
    grouped(entries(connection))
}

/// The automatic messages of a profile as risks: what is sent when.
pub fn automatic_risks(profile: &Profile) -> Vec<Risk> {
    let entries = automatic_entries(profile).into_iter();
    grouped(entries.map(|(kind, when, message)| (kind, format!("{when} → {}", shown(&message)))))
}

fn grouped(entries: impl IntoIterator<Item = (RiskKind, String)>) -> Vec<Risk> {
    let mut found: Vec<Risk> = Vec::new();
    for (kind, text) in entries {
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

/// The entries of all risky settings, as the profile spells them.
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

/// The replies and heartbeats that are not switched off: their condition, and the message as JSON.
fn automatic_entries(profile: &Profile) -> Vec<(RiskKind, String, String)> {
    let profile = profile.inherited();
    let message = |send: &MessageRef| match profile.message_of(send) {
        Some(message) => serde_json::to_string(message).unwrap_or_default(),
        None => String::new(),
    };
    let replies = profile.replies.iter().filter(|reply| !reply.off).map(|reply| {
        let after = reply.after.as_ref().map(|after| format!(", {after}")).unwrap_or_default();
        let times = reply.times.map(|times| format!(", {times} ×")).unwrap_or_default();
        let when = format!("{}{after}{times}", reply.when);
        (RiskKind::Replies, when, message(&reply.send))
    });
    let heartbeats = profile.heartbeats.iter().filter(|beat| !beat.off);
    let heartbeats =
        heartbeats.map(|beat| (RiskKind::Heartbeats, beat.every.clone(), message(&beat.send)));
    replies.chain(heartbeats).collect()
}

/// A message's JSON, cut to a length that a dialog can show.
fn shown(message: &str) -> String {
    match message.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", message.get(..end).unwrap_or_default()),
        None => message.to_owned(),
    }
}

/// The most characters of a message in [`automatic_risks`].
const MAX_SHOWN: usize = 200;

#[cfg(test)]
mod tests;
