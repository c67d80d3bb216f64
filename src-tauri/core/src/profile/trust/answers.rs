//! Records which risky settings the app wrote itself and which the user agreed to.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::store::{self, KnownSetting};
use super::{Risk, RiskKind, automatic_entries, automatic_risks, entries, risks};
use crate::profile::model::Profile;
use crate::profile::server::Server;
use crate::profile::variable::{self, VariableSources};

/// The stored answers of `trust.txt`, and the foreign settings of the profiles loaded since the start.
#[derive(Debug)]
pub struct TrustAnswers {
    folder: PathBuf,
    all: Mutex<TrustState>,
}

#[derive(Debug, Default)]
struct TrustState {
    known: BTreeSet<KnownSetting>,
    /// Profile id, kind and entry of settings loaded from a file that the app did not write.
    foreign: BTreeSet<(String, RiskKind, String)>,
}

/// A question to the user before a profile connects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustQuestion {
    id: String,
    /// The server that the answer applies to.
    pub server: Server,
    /// The risks that the answer applies to, for display.
    pub risks: Vec<Risk>,
    known: Vec<KnownSetting>,
}

/// The answers about a deleted profile, which [`TrustAnswers::give_back`] restores.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeletedAnswers(Vec<KnownSetting>);

impl TrustAnswers {
    /// Loads the stored answers from `folder`.
    pub fn open(folder: impl Into<PathBuf>) -> TrustAnswers {
        let folder = folder.into();
        let known = store::read(&folder);
        TrustAnswers { folder, all: Mutex::new(TrustState { known, ..TrustState::default() }) }
    }

    fn all(&self) -> MutexGuard<'_, TrustState> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a loaded profile: settings that the app did not write become foreign.
    pub fn loaded(&self, id: &str, profile: &Profile) {
        let server = written_server(profile);
        let mut all = self.all();
        let TrustState { known, foreign } = &mut *all;
        foreign.retain(|(whose, ..)| whose != id);
        for (kind, entry) in all_entries(profile) {
            let own = known_of(id, &server, kind, &entry, profile, true);
            if !known.contains(&own) {
                foreign.insert((id.to_owned(), kind, entry));
            }
        }
    }

    /// Records a saved profile: settings that the user entered in the window become the app's own. `from` is the
    /// profile's previous id, if it had a file. Must be called before [`TrustAnswers::loaded`].
    pub fn saved(&self, id: &str, from: Option<&str>, profile: &Profile) -> io::Result<()> {
        let server = written_server(profile);
        self.change(|TrustState { known, foreign }| {
            let before = from.unwrap_or_default();
            if before != id {
                // What the user agreed to before the profile had a file still applies.
                known.retain(|setting| setting.id != id);
                let agreed: Vec<_> = known
                    .iter()
                    .filter(|setting| setting.id == before && !setting.own)
                    .cloned()
                    .collect();
                known.extend(
                    agreed.into_iter().map(|setting| KnownSetting { id: id.to_owned(), ..setting }),
                );
            }
            known.retain(|setting| setting.id != id || !setting.own);
            for (kind, entry) in all_entries(profile) {
                if !is_foreign(foreign, from, kind, &entry) {
                    known.insert(known_of(id, &server, kind, &entry, profile, true));
                }
            }
        })
    }

    /// Returns the question to ask before the profile connects to the server; `None` if there is none. `profile` is the
    /// stored profile without substitutions, and `sources` supplies the variables.
    pub fn question(
        &self,
        id: Option<&str>,
        profile: &Profile,
        sources: &VariableSources,
        server: &Server,
    ) -> Option<TrustQuestion> {
        self.question_about(id, profile, sources, server, |kind| !kind.is_automatic())
    }

    /// Like [`question`](Self::question), before the profile's replies and heartbeats are switched on. Covers nothing
    /// else.
    pub fn question_automatic(
        &self,
        id: Option<&str>,
        profile: &Profile,
        sources: &VariableSources,
        server: &Server,
    ) -> Option<TrustQuestion> {
        self.question_about(id, profile, sources, server, RiskKind::is_automatic)
    }

    /// Like [`question`](Self::question), for another host that a redirect leads to. Covers only the settings that
    /// apply there.
    pub fn question_elsewhere(
        &self,
        id: Option<&str>,
        profile: &Profile,
        sources: &VariableSources,
        server: &Server,
    ) -> Option<TrustQuestion> {
        self.question_about(id, profile, sources, server, RiskKind::applies_after_redirect)
    }

    fn question_about(
        &self,
        id: Option<&str>,
        profile: &Profile,
        sources: &VariableSources,
        server: &Server,
        applies: impl Fn(RiskKind) -> bool,
    ) -> Option<TrustQuestion> {
        let all = self.all();
        let whose = id.unwrap_or_default();
        let mut unanswered = Vec::new();
        for (kind, entry) in all_entries(profile).into_iter().filter(|(kind, _)| applies(*kind)) {
            let agreed = known_of(whose, &server.to_string(), kind, &entry, profile, false);
            if is_foreign(&all.foreign, id, kind, &entry) && !all.known.contains(&agreed) {
                unanswered.push(agreed);
            }
        }
        if unanswered.is_empty() {
            return None;
        }
        // Display the values with variables filled in, and all entries of each kind in question.
        let shown = variable::resolve(profile, sources).unwrap_or_else(|_| profile.clone());
        let asked = |risk: &Risk| unanswered.iter().any(|setting| setting.kind == risk.kind);
        let all = risks(&shown.connection).into_iter().chain(automatic_risks(profile));
        let risks = all.filter(asked).collect();
        Some(TrustQuestion {
            id: whose.to_owned(),
            server: server.clone(),
            risks,
            known: unanswered,
        })
    }

    /// Records that the user agreed to exactly this question.
    pub fn agree(&self, question: &TrustQuestion) -> io::Result<()> {
        self.change(|all| all.known.extend(question.known.iter().cloned()))
    }

    /// Removes everything known about a profile that is deleted or whose id is reused, and returns the answers.
    pub fn forget(&self, id: &str) -> io::Result<DeletedAnswers> {
        let mut taken = DeletedAnswers::default();
        self.change(|all| {
            taken.0 = all.known.iter().filter(|setting| setting.id == id).cloned().collect();
            all.known.retain(|setting| setting.id != id);
            all.foreign.retain(|(whose, ..)| whose != id);
        })?;
        Ok(taken)
    }

    /// Restores the answers about a deleted profile, possibly under another id.
    pub fn give_back(&self, id: &str, taken: DeletedAnswers) -> io::Result<()> {
        let back = taken.0.into_iter().map(|setting| KnownSetting { id: id.to_owned(), ..setting });
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

/// The entries of all settings that are asked about, as the profile spells them.
fn all_entries(profile: &Profile) -> Vec<(RiskKind, String)> {
    let automatic = automatic_entries(profile).into_iter();
    let automatic = automatic.map(|(kind, when, message)| (kind, [when, message].join("\0")));
    entries(&profile.connection).into_iter().chain(automatic).collect()
}

/// Whether the setting is foreign. A profile without a file may be a copy of any, so the foreign settings of all files
/// apply to it.
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
    // The values of variables are part of the setting.
    let variables = match entry.contains("{{") {
        true => serde_json::to_string(&profile.variables).unwrap_or_default(),
        false => String::new(),
    };
    let digest = digest(kind, entry, &variables);
    KnownSetting { id: id.to_owned(), server: server.to_owned(), kind, digest, own }
}

/// SHA-256 in hex. A digest is stored because entries can be long and should not be copied to another file.
pub(super) fn digest(kind: RiskKind, entry: &str, variables: &str) -> String {
    let text = [kind.name(), entry, variables].join("\0");
    let digest = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The server of the profile's URL, resolved with the profile's own variables; the URL as written if that is not
/// possible.
fn written_server(profile: &Profile) -> String {
    let filled = variable::resolve(profile, &VariableSources::default());
    let url =
        filled.map_or_else(|_| profile.connection.url.clone(), |filled| filled.connection.url);
    match Server::parse(&url) {
        Some(server) => server.to_string(),
        None => url.replace(['\t', '\n', '\r'], " "),
    }
}
