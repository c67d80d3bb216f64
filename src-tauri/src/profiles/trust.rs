//! What a person is asked before a profile connects, and what a click then allows: exactly what was asked about.
//!
//! The page holds numbers. It cannot name a profile, a server or a file that nobody asked about.

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

/// Questions that may be open at once; the oldest one goes first.
const MAX_ASKED: usize = 64;
/// Deleted profiles that can be brought back in this run.
const MAX_DELETED: usize = 256;

/// A profile's id, empty where it has no file, and its server.
pub(crate) type TrustedServer = (String, Server);

/// See the module's text.
pub(crate) struct TrustPrompts {
    pub(crate) answers: TrustAnswers,
    next: AtomicU32,
    asked: Mutex<BTreeMap<u32, TrustQuestion>>,
    /// Other hosts that a redirect of this profile's server may lead to, until the app ends.
    hosts: Mutex<BTreeMap<TrustedServer, Vec<Server>>>,
    deleted: Mutex<BTreeMap<u32, (Deleted, DeletedAnswers)>>,
}

impl TrustPrompts {
    pub(crate) fn open(folder: impl Into<PathBuf>) -> TrustPrompts {
        TrustPrompts {
            answers: TrustAnswers::open(folder),
            next: AtomicU32::new(1),
            asked: Mutex::default(),
            hosts: Mutex::default(),
            deleted: Mutex::default(),
        }
    }

    /// Refuses a profile whose risky settings nobody has agreed to; answers the other hosts that it may go to.
    pub(crate) fn check(
        &self,
        (id, server): &TrustedServer,
        profile: &Profile,
        sources: &VariableSources,
    ) -> CommandResult<Vec<ConfirmedHost>> {
        let id = Some(id.as_str()).filter(|id| !id.is_empty());
        let hosts = lock(&self.hosts).get(&place(id, server)).cloned().unwrap_or_default();
        let here = self.answers.question(id, profile, sources, server);
        let elsewhere = |host: &Server| self.answers.question_elsewhere(id, profile, sources, host);
        match here.or_else(|| hosts.iter().find_map(elsewhere)) {
            Some(question) => Err(self.ask(question)),
            None => Ok(hosts.iter().map(ConfirmedHost::from).collect()),
        }
    }

    fn ask(&self, question: TrustQuestion) -> ErrorDto {
        let detail = format!("confirm this profile's settings for {} first", question.server);
        let risks = serde_json::to_string(&question.risks).unwrap_or_default();
        let token = self.next.fetch_add(1, Relaxed);
        let error = ErrorDto::new("trust_unconfirmed", detail)
            .with("token", token)
            .with("server", &question.server)
            .with("risks", risks);
        let mut asked = lock(&self.asked);
        asked.insert(token, question);
        while asked.len() > MAX_ASKED {
            asked.pop_first();
        }
        error.at("connection.url")
    }

    /// A person has agreed to what this question named. It can be answered once.
    pub(crate) fn agree(&self, token: u32) -> CommandResult<()> {
        let question = lock(&self.asked).remove(&token).ok_or_else(|| unknown(token))?;
        Ok(self.answers.agree(&question)?)
    }

    /// A person has confirmed the host that a redirect of this profile's server led to.
    pub(crate) fn allow_host(&self, place: TrustedServer, host: Server) {
        let mut all = lock(&self.hosts);
        let hosts = all.entry(place).or_default();
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }

    /// A profile's file is gone, or another one gets its id. Answers what brings it back, where something can.
    pub(crate) fn forget(&self, id: &str) -> CommandResult<DeletedAnswers> {
        lock(&self.hosts).retain(|(whose, _), _| whose != id);
        Ok(self.answers.forget(id)?)
    }

    /// Answers the number by which it can be brought back.
    pub(crate) fn was_deleted(&self, deleted: Deleted, taken: DeletedAnswers) -> u32 {
        let number = self.next.fetch_add(1, Relaxed);
        self.put_deleted(number, deleted, taken);
        number
    }

    /// It can be brought back by this number.
    pub(crate) fn put_deleted(&self, number: u32, deleted: Deleted, taken: DeletedAnswers) {
        let mut all = lock(&self.deleted);
        all.insert(number, (deleted, taken));
        while all.len() > MAX_DELETED {
            all.pop_first();
        }
    }

    /// What was deleted in this run under this number; once.
    pub(crate) fn take_deleted(&self, number: u32) -> CommandResult<(Deleted, DeletedAnswers)> {
        lock(&self.deleted).remove(&number).ok_or_else(|| unknown(number))
    }
}

/// Of a profile and the server that it goes to.
pub(crate) fn place(id: Option<&str>, server: &Server) -> TrustedServer {
    (id.unwrap_or_default().to_owned(), server.clone())
}

fn unknown(number: u32) -> ErrorDto {
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
        place(Some("a"), &Server::parse(url).expect("a URL"))
    }

    #[test]
    fn hostile_16_a_click_allows_the_profile_and_server_that_were_asked_about() {
        let dir = tempfile::tempdir().expect("a folder");
        let trust = TrustPrompts::open(dir.path());
        let sources = VariableSources::default();
        for id in ["a", "b"] {
            trust.answers.loaded(id, &profile());
        }
        let asked = |place: &TrustedServer| trust.check(place, &profile(), &sources);
        let error = asked(&at("wss://h/")).expect_err("a question");
        assert_eq!(
            (error.code.as_str(), &error.args["server"][..]),
            ("trust_unconfirmed", "wss://h:443")
        );
        assert!(error.args["risks"].contains("verify_off") && error.args["risks"].contains("aa"));
        let token: u32 = error.args["token"].parse().expect("a number");
        // Another question is asked before the click.
        asked(&at("wss://evil/")).expect_err("a question");
        assert!(trust.agree(token + 100).is_err(), "nobody asked");
        trust.agree(token).expect("answered");
        assert!(trust.agree(token).is_err(), "once");
        assert!(asked(&at("wss://h/")).is_ok());
        assert!(asked(&at("wss://evil/")).is_err());
        assert!(asked(&place(Some("b"), &at("wss://h/").1)).is_err());
    }

    #[test]
    fn hostile_09_a_confirmed_host_holds_for_one_profile_and_server() {
        let dir = tempfile::tempdir().expect("a folder");
        let trust = TrustPrompts::open(dir.path());
        let sources = VariableSources::default();
        let other = Server::parse("wss://other:9/").expect("a URL");
        trust.allow_host(at("wss://h/"), other.clone());
        let hosts = |place: &TrustedServer| {
            trust.check(place, &profile(), &sources).expect("nothing risky is foreign")
        };
        assert_eq!(hosts(&at("wss://h/")), [ConfirmedHost::from(&other)]);
        assert_eq!(hosts(&at("wss://i/")), []);
        assert_eq!(hosts(&place(Some("b"), &at("wss://h/").1)), []);
        trust.forget("a").expect("written");
        assert_eq!(hosts(&at("wss://h/")), []);
    }
}
