//! Reads and writes `trust.txt`, which has a line per setting that the app wrote or the user agreed to.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::RiskKind;
use crate::file::{bounded_read, open_files};
use crate::profile::server::Server;
use crate::profile::store::write_atomically;

/// Tab-separated columns: profile id, server, kind, digest of the entry, `own` or `agreed`.
pub(super) const FILE: &str = "trust.txt";
/// File of earlier versions with profile id and server, for [`RiskKind::VerifyOff`] only.
const EARLIER: &str = "unverified.txt";
/// Size limit in bytes. A larger file is ignored, so that every question is asked again.
const MAX_FILE: u64 = 4 << 20;

/// An answered or own setting of a profile for one server.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct KnownSetting {
    /// The profile's id; empty for a profile without a file, which is not stored.
    pub id: String,
    /// Formatted by [`Server`], or the URL as written if only a variable determines the server.
    pub server: String,
    pub kind: RiskKind,
    pub digest: String,
    /// Whether the app wrote the setting, because the user entered it in the window.
    pub own: bool,
}

pub(super) fn read(folder: &Path) -> BTreeSet<KnownSetting> {
    match text(&folder.join(FILE)) {
        Some(text) => text.lines().filter_map(line).collect(),
        None => {
            let text = text(&folder.join(EARLIER)).unwrap_or_default();
            text.lines().filter_map(earlier_line).collect()
        }
    }
}

fn text(path: &Path) -> Option<String> {
    String::from_utf8(bounded_read::read_within(path, MAX_FILE).ok()?).ok()
}

fn line(line: &str) -> Option<KnownSetting> {
    let mut parts = line.split('\t').map(str::to_owned);
    let (id, server) = (parts.next()?, parts.next()?);
    let kind = RiskKind::of_name(&parts.next()?)?;
    let (digest, whose) = (parts.next()?, parts.next()?);
    Some(KnownSetting { id, server, kind, digest, own: whose == "own" })
}

fn earlier_line(line: &str) -> Option<KnownSetting> {
    let (id, url) = line.split_once('\t')?;
    let (kind, server) = (RiskKind::VerifyOff, Server::parse(url)?.to_string());
    Some(KnownSetting {
        id: id.to_owned(),
        server,
        kind,
        digest: super::answers::digest(kind, "", ""),
        own: false,
    })
}

pub(super) fn write(folder: &Path, all: &BTreeSet<KnownSetting>) -> io::Result<()> {
    let plain = |text: &str| !text.contains(['\t', '\n', '\r']);
    let kept = all
        .iter()
        .filter(|setting| !setting.id.is_empty() && plain(&setting.id) && plain(&setting.server));
    let text: String = kept
        .map(|KnownSetting { id, server, kind, digest, own }| {
            let whose = if *own { "own" } else { "agreed" };
            format!("{id}\t{server}\t{}\t{digest}\t{whose}\n", kind.name())
        })
        .collect();
    write_atomically(&folder.join(FILE), text.as_bytes())?;
    open_files::remove(&folder.join(EARLIER))
}
