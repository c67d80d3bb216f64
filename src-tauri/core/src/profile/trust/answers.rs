//! Which risky settings the app wrote itself, and which a person agreed to.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::store::{self, KnownSetting};
use super::{Risk, RiskKind, entries, risks};
use crate::profile::model::Profile;
use crate::profile::server::Server;
use crate::profile::variable::{self, VariableSources};

/// What `trust.txt` holds, and what the files that were read since the start brought along.
#[derive(Debug)]
pub struct TrustAnswers {
    folder: PathBuf,
    all: Mutex<TrustState>,
}

#[derive(Debug, Default)]
struct TrustState {
    known: BTreeSet<KnownSetting>,
    /// Profile id, kind and entry: read from a file, and not written there by this app.
    foreign: BTreeSet<(String, RiskKind, String)>,
}

/// What a person is asked before a profile connects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustQuestion {
    id: String,
    /// The server that the answer holds for.
    pub server: Server,
    /// What it holds for, in words.
    pub risks: Vec<Risk>,
    known: Vec<KnownSetting>,
}

/// What was known of a profile that was deleted, to be given back with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeletedAnswers(Vec<KnownSetting>);

impl TrustAnswers {
    /// Reads what was answered before.
    pub fn open(folder: impl Into<PathBuf>) -> TrustAnswers {
        let folder = folder.into();
        let known = store::read(&folder);
        TrustAnswers { folder, all: Mutex::new(TrustState { known, ..TrustState::default() }) }
    }

    fn all(&self) -> MutexGuard<'_, TrustState> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A profile's file was read: what it says and this app did not write there is foreign.
    pub fn loaded(&self, id: &str, profile: &Profile) {
        let server = written_server(profile);
        let mut all = self.all();
        let TrustState { known, foreign } = &mut *all;
        foreign.retain(|(whose, ..)| whose != id);
        for (kind, entry) in entries(&profile.connection) {
            let own = known_of(id, &server, kind, &entry, profile, true);
            if !known.contains(&own) {
                foreign.insert((id.to_owned(), kind, entry));
            }
        }
    }

    /// The app writes a profile's file: what a person set in the window is the app's own from now on. `from` is the
    /// profile's id before, where it had a file. To be called before [`TrustAnswers::loaded`].
    pub fn saved(&self, id: &str, from: Option<&str>, profile: &Profile) -> io::Result<()> {
        let server = written_server(profile);
        self.change(|TrustState { known, foreign }| {
            let before = from.unwrap_or_default();
            if before != id {
                // What was agreed to for the profile without a file goes along.
                known.retain(|one| one.id != id);
                let agreed: Vec<_> =
                    known.iter().filter(|one| one.id == before && !one.own).cloned().collect();
                known.extend(
                    agreed.into_iter().map(|one| KnownSetting { id: id.to_owned(), ..one }),
                );
            }
            known.retain(|one| one.id != id || !one.own);
            for (kind, entry) in entries(&profile.connection) {
                if !is_foreign(foreign, from, kind, &entry) {
                    known.insert(known_of(id, &server, kind, &entry, profile, true));
                }
            }
        })
    }

    /// What is to be asked before this profile goes to this server; `None` where there is nothing. `profile` is as it
    /// is written, and variables come from `sources`.
    pub fn question(
        &self,
        id: Option<&str>,
        profile: &Profile,
        sources: &VariableSources,
        server: &Server,
    ) -> Option<TrustQuestion> {
        self.question_about(id, profile, sources, server, |_| true)
    }

    /// The same for another host that a redirect leads to: of what is risky, only this holds there.
    pub fn question_elsewhere(
        &self,
        id: Option<&str>,
        profile: &Profile,
        sources: &VariableSources,
        server: &Server,
    ) -> Option<TrustQuestion> {
        self.question_about(id, profile, sources, server, RiskKind::holds_elsewhere)
    }

    fn question_about(
        &self,
        id: Option<&str>,
        profile: &Profile,
        sources: &VariableSources,
        server: &Server,
        holds: impl Fn(RiskKind) -> bool,
    ) -> Option<TrustQuestion> {
        let all = self.all();
        let whose = id.unwrap_or_default();
        let mut open = Vec::new();
        for (kind, entry) in
            entries(&profile.connection).into_iter().filter(|(kind, _)| holds(*kind))
        {
            let agreed = known_of(whose, &server.to_string(), kind, &entry, profile, false);
            if is_foreign(&all.foreign, id, kind, &entry) && !all.known.contains(&agreed) {
                open.push(agreed);
            }
        }
        if open.is_empty() {
            return None;
        }
        // Shown with its variables filled in, and every entry of a kind that is asked about.
        let shown = variable::resolve(profile, sources).unwrap_or_else(|_| profile.clone());
        let asked = |risk: &Risk| open.iter().any(|one| one.kind == risk.kind);
        let risks = risks(&shown.connection).into_iter().filter(asked).collect();
        Some(TrustQuestion { id: whose.to_owned(), server: server.clone(), risks, known: open })
    }

    /// A person has agreed to exactly this.
    pub fn agree(&self, question: &TrustQuestion) -> io::Result<()> {
        self.change(|all| all.known.extend(question.known.iter().cloned()))
    }

    /// The profile is deleted, or another one gets its id: nothing that was known of it holds any more.
    pub fn forget(&self, id: &str) -> io::Result<DeletedAnswers> {
        let mut taken = DeletedAnswers::default();
        self.change(|all| {
            taken.0 = all.known.iter().filter(|one| one.id == id).cloned().collect();
            all.known.retain(|one| one.id != id);
            all.foreign.retain(|(whose, ..)| whose != id);
        })?;
        Ok(taken)
    }

    /// The profile is back, maybe under another id.
    pub fn give_back(&self, id: &str, taken: DeletedAnswers) -> io::Result<()> {
        let back = taken.0.into_iter().map(|one| KnownSetting { id: id.to_owned(), ..one });
        self.change(|all| all.known.extend(back))
    }

    fn change(&self, change: impl FnOnce(&mut TrustState)) -> io::Result<()> {
        let mut all = self.all();
        let before = all.known.clone();
        change(&mut all);
        match all.known == before {
            true => Ok(()),
            false => store::write(&self.folder, &all.known),
        }
    }
}

/// A profile without a file may be a copy of any: each file's foreign settings are foreign there too.
fn is_foreign(
    foreign: &BTreeSet<(String, RiskKind, String)>,
    id: Option<&str>,
    kind: RiskKind,
    entry: &str,
) -> bool {
    foreign.iter().any(|(whose, k, e)| *k == kind && e == entry && id.is_none_or(|id| id == whose))
}

fn known_of(
    id: &str,
    server: &str,
    kind: RiskKind,
    entry: &str,
    profile: &Profile,
    own: bool,
) -> KnownSetting {
    // What a variable stands for is part of what the entry says.
    let variables = match entry.contains("{{") {
        true => serde_json::to_string(&profile.variables).unwrap_or_default(),
        false => String::new(),
    };
    let digest = digest(kind, entry, &variables);
    KnownSetting { id: id.to_owned(), server: server.to_owned(), kind, digest, own }
}

/// SHA-256 in hex. The entry may be long, and name what should not lie in another file.
pub(super) fn digest(kind: RiskKind, entry: &str, variables: &str) -> String {
    let text = [kind.name(), entry, variables].join("\0");
    let digest = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The server that the file names by itself; the URL as written where that takes a value from elsewhere.
fn written_server(profile: &Profile) -> String {
    let filled = variable::resolve(profile, &VariableSources::default());
    let url =
        filled.map_or_else(|_| profile.connection.url.clone(), |filled| filled.connection.url);
    match Server::parse(&url) {
        Some(server) => server.to_string(),
        None => url.replace(['\t', '\n', '\r'], " "),
    }
}
