//! Questions about a profile's risky settings before it connects. An answer allows exactly what its question named.
//!
//! The page answers by number. It cannot name a profile, server or file that was not asked about.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use wirelark_core::connection::request::ConfirmedHost;
use wirelark_core::profile::library::Deleted;
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::server::Server;
use wirelark_core::profile::trust::{DeletedAnswers, TrustAnswers, TrustQuestion};
use wirelark_core::profile::variable::VariableSources;

use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::state::lock;

/// Maximum number of open questions; the oldest is dropped first.
const MAX_OPEN: usize = 64;
/// Maximum number of deleted profiles that can be restored until the app ends.
const MAX_DELETED: usize = 256;

/// A profile's id, empty without a file, and the server that it connects to.
pub(crate) type TrustedServer = (String, Server);

/// Open questions, given answers, and deleted profiles with their answers.
pub(crate) struct TrustPrompts {
    pub answers: TrustAnswers,
    next: AtomicU32,
    open: Mutex<BTreeMap<u32, TrustQuestion>>,
    /// Confirmed hosts that a redirect from this profile's server may lead to, until the app ends.
    hosts: Mutex<BTreeMap<TrustedServer, Vec<Server>>>,
    deleted: Mutex<BTreeMap<u32, (Deleted, DeletedAnswers)>>,
}

impl TrustPrompts {
    pub(crate) fn open(folder: impl Into<PathBuf>) -> TrustPrompts {
        TrustPrompts {
            answers: TrustAnswers::open(folder),
            next: AtomicU32::new(1),
            open: Mutex::default(),
            hosts: Mutex::default(),
            deleted: Mutex::default(),
        }
    }

    /// Fails with a question if the profile's risky settings are not confirmed for the server. Returns the hosts that a
    /// redirect may lead to.
    pub(crate) fn check(
        &self,
        (id, server): &TrustedServer,
        profile: &Profile,
        sources: &VariableSources,
    ) -> CommandResult<Vec<ConfirmedHost>> {
        let id = Some(id.as_str()).filter(|id| !id.is_empty());
        let hosts = lock(&self.hosts).get(&trusted_server(id, server)).cloned().unwrap_or_default();
        let here = self.answers.question(id, profile, sources, server);
        let elsewhere = |host: &Server| self.answers.question_elsewhere(id, profile, sources, host);
        match here.or_else(|| hosts.iter().find_map(elsewhere)) {
            Some(question) => Err(self.ask(question)),
            None => Ok(hosts.iter().map(ConfirmedHost::from).collect()),
        }
    }

    /// Fails with a question if the profile's replies and heartbeats are not confirmed for the server.
    pub(crate) fn check_automatic(
        &self,
        (id, server): &TrustedServer,
        profile: &Profile,
        sources: &VariableSources,
    ) -> CommandResult<()> {
        let id = Some(id.as_str()).filter(|id| !id.is_empty());
        match self.answers.question_automatic(id, profile, sources, server) {
            Some(question) => Err(self.ask(question)),
            None => Ok(()),
        }
    }

    /// Whether the profile's replies and heartbeats need no confirmation for the server.
    pub(crate) fn is_automatic_confirmed(
        &self,
        (id, server): &TrustedServer,
        profile: &Profile,
        sources: &VariableSources,
    ) -> bool {
        let id = Some(id.as_str()).filter(|id| !id.is_empty());
        self.answers.question_automatic(id, profile, sources, server).is_none()
    }

    /// Opens a question and returns the error that carries it to the page.
    fn ask(&self, question: TrustQuestion) -> ErrorDto {
        let detail = format!("confirm this profile's settings for {} first", question.server);
        let risks = serde_json::to_string(&question.risks).unwrap_or_default();
        let token = self.next.fetch_add(1, Relaxed);
        let error = ErrorDto::new("trust_unconfirmed", detail)
            .with("token", token)
            .with("server", &question.server)
            .with("risks", risks);
        let mut open = lock(&self.open);
        open.insert(token, question);
        while open.len() > MAX_OPEN {
            open.pop_first();
        }
        error.at("connection.url")
    }

    /// Confirms what the question named. A question can be answered once.
    pub(crate) fn agree(&self, token: u32) -> CommandResult<()> {
        let question = lock(&self.open).remove(&token).ok_or_else(|| unknown_number(token))?;
        Ok(self.answers.agree(&question)?)
    }

    /// Confirms a host that a redirect from this profile's server led to.
    pub(crate) fn allow_host(&self, server: TrustedServer, host: Server) {
        let mut all = lock(&self.hosts);
        let hosts = all.entry(server).or_default();
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }

    /// Drops all answers for a profile that was deleted or whose id is reused. Returns them for restoring.
    pub(crate) fn forget(&self, id: &str) -> CommandResult<DeletedAnswers> {
        lock(&self.hosts).retain(|(profile, _), _| profile != id);
        Ok(self.answers.forget(id)?)
    }

    /// Keeps a deleted profile and returns the number by which it can be restored.
    pub(crate) fn add_deleted(&self, deleted: Deleted, answers: DeletedAnswers) -> u32 {
        let number = self.next.fetch_add(1, Relaxed);
        self.put_deleted(number, deleted, answers);
        number
    }

    /// Keeps a deleted profile under its number again.
    pub(crate) fn put_deleted(&self, number: u32, deleted: Deleted, answers: DeletedAnswers) {
        let mut all = lock(&self.deleted);
        all.insert(number, (deleted, answers));
        while all.len() > MAX_DELETED {
            all.pop_first();
        }
    }

    /// Takes the deleted profile with this number. Fails if it was restored already.
    pub(crate) fn take_deleted(&self, number: u32) -> CommandResult<(Deleted, DeletedAnswers)> {
        lock(&self.deleted).remove(&number).ok_or_else(|| unknown_number(number))
    }
}

/// Pairs a profile's id with the server that it connects to.
pub(crate) fn trusted_server(id: Option<&str>, server: &Server) -> TrustedServer {
    (id.unwrap_or_default().to_owned(), server.clone())
}

fn unknown_number(number: u32) -> ErrorDto {
    ErrorDto::internal(format!("nothing was asked or deleted under {number}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn profile() -> Profile {
        let tls = json!({"verify": false, "pinned": ["aa"]});
        let connection = json!({"url": "wss://h/", "tls": tls});
        let profile = json!({"wirelark": 1, "name": "x", "connection": connection});
        serde_json::from_value(profile).expect("a profile")
    }

    fn at(url: &str) -> TrustedServer {
        trusted_server(Some("a"), &Server::parse(url).expect("a URL"))
    }

    #[test]
    fn hostile_16_a_click_allows_the_profile_and_server_that_were_asked_about() {
        let dir = tempfile::tempdir().expect("a folder");
        let trust = TrustPrompts::open(dir.path());
        let sources = VariableSources::default();
        for id in ["a", "b"] {
            trust.answers.loaded(id, &profile());
        }
        let check = |server: &TrustedServer| trust.check(server, &profile(), &sources);
        let error = check(&at("wss://h/")).expect_err("a question");
        assert_eq!(
            (error.code.as_str(), &error.args["server"][..]),
            ("trust_unconfirmed", "wss://h:443")
        );
        assert!(error.args["risks"].contains("verify_off") && error.args["risks"].contains("aa"));
        let token: u32 = error.args["token"].parse().expect("a number");
        // Another question opens before the user answers the first.
        check(&at("wss://evil/")).expect_err("a question");
        assert!(trust.agree(token + 100).is_err(), "nobody asked");
        trust.agree(token).expect("answered");
        assert!(trust.agree(token).is_err(), "once");
        assert!(check(&at("wss://h/")).is_ok());
        assert!(check(&at("wss://evil/")).is_err());
        assert!(check(&trusted_server(Some("b"), &at("wss://h/").1)).is_err());
    }

    #[test]
    fn hostile_09_a_confirmed_host_holds_for_one_profile_and_server() {
        let dir = tempfile::tempdir().expect("a folder");
        let trust = TrustPrompts::open(dir.path());
        let sources = VariableSources::default();
        let other = Server::parse("wss://other:9/").expect("a URL");
        trust.allow_host(at("wss://h/"), other.clone());
        let hosts = |server: &TrustedServer| {
            trust.check(server, &profile(), &sources).expect("nothing risky is foreign")
        };
        assert_eq!(hosts(&at("wss://h/")), [ConfirmedHost::from(&other)]);
        assert_eq!(hosts(&at("wss://i/")), []);
        assert_eq!(hosts(&trusted_server(Some("b"), &at("wss://h/").1)), []);
        trust.forget("a").expect("written");
        assert_eq!(hosts(&at("wss://h/")), []);
    }
}
