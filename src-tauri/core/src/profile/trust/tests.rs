use serde_json::json;

use super::*;
use crate::profile::model::Profile;
use crate::profile::server::Server;
use crate::profile::variable::VariableSources;

fn profile(connection: serde_json::Value) -> Profile {
    let json =
        json!({"wirelark": 1, "name": "x", "variables": {"v": "1"}, "connection": connection});
    serde_json::from_value(json).expect("a profile")
}

fn server(url: &str) -> Server {
    Server::parse(url).expect("a URL")
}

/// A profile with every risky setting.
fn risky() -> Profile {
    profile(json!({
        "url": "wss://prod.company/",
        "tls": {"verify": false, "pinned": ["aa", "bb"], "server_name": "n", "ca_files": ["evil.pem"],
            "client_certificate": {"cert_file": "me.pem", "key_file": "me.key"}},
        "resolve": ["prod.company:443:6.6.6.6"],
        "proxy": {"mode": "manual", "url": "http://u:p@proxy:1/"},
        "unix_socket": "/tmp/s",
    }))
}

fn asked(answers: &TrustAnswers, id: Option<&str>, profile: &Profile, url: &str) -> Vec<RiskKind> {
    let question = answers.question(id, profile, &VariableSources::default(), &server(url));
    question
        .map(|question| question.risks.into_iter().map(|risk| risk.kind).collect())
        .unwrap_or_default()
}

fn agree(answers: &TrustAnswers, id: Option<&str>, profile: &Profile, url: &str) {
    let question = answers.question(id, profile, &VariableSources::default(), &server(url));
    answers.agree(&question.expect("a question")).expect("written");
}

#[test]
fn hostile_10_each_foreign_risk_is_asked_about_once_per_server() {
    let dir = tempfile::tempdir().expect("a folder");
    let answers = TrustAnswers::open(dir.path());
    answers.loaded("a", &risky());
    assert_eq!(asked(&answers, Some("a"), &risky(), "wss://prod.company/"), RiskKind::ALL);
    agree(&answers, Some("a"), &risky(), "wss://prod.company/");
    let later = TrustAnswers::open(dir.path());
    later.loaded("a", &risky());
    assert_eq!(asked(&later, Some("a"), &risky(), "wss://PROD.company:443/x"), []);
    assert_eq!(asked(&later, Some("a"), &risky(), "wss://other/"), RiskKind::ALL);
    later.loaded("b", &risky());
    assert_eq!(asked(&later, Some("b"), &risky(), "wss://prod.company/"), RiskKind::ALL);
    // A changed entry is a new setting.
    let mut changed = risky();
    changed.connection.tls.pinned.push("cc".to_owned());
    later.loaded("a", &changed);
    assert_eq!(asked(&later, Some("a"), &changed, "wss://prod.company/"), [RiskKind::Pinned]);
}

#[test]
fn hostile_10_each_risky_setting_is_detected_and_described() {
    let all = risky();
    for (i, kind) in RiskKind::ALL.into_iter().enumerate() {
        let mut one = profile(json!({"url": "wss://prod.company/"}));
        let (to, from) = (&mut one.connection, all.connection.clone());
        match kind {
            RiskKind::VerifyOff => to.tls.verify = false,
            RiskKind::Pinned => to.tls.pinned = from.tls.pinned,
            RiskKind::ServerName => to.tls.server_name = from.tls.server_name,
            RiskKind::CaFiles => to.ca_file = Some("evil.pem".to_owned()),
            RiskKind::Resolve => to.resolve = from.resolve,
            RiskKind::Proxy => to.proxy = from.proxy,
            RiskKind::UnixSocket => to.unix_socket = from.unix_socket,
            RiskKind::ClientCertificate => to.tls.client_certificate = from.tls.client_certificate,
            RiskKind::Replies | RiskKind::Heartbeats => unreachable!("no setting of a connection"),
        }
        let found = risks(&one.connection);
        assert_eq!(found.iter().map(|risk| risk.kind).collect::<Vec<_>>(), [kind], "{i}");
        let words = found[0].to_string();
        for value in &found[0].values {
            assert!(words.contains(value), "{words}");
        }
        assert!(!words.contains("u:p@"), "{words}");
    }
    assert_eq!(risks(&profile(json!({"url": "wss://h/"})).connection), []);
}

#[test]
fn hostile_10_settings_entered_in_the_window_are_not_asked_about() {
    let dir = tempfile::tempdir().expect("a folder");
    let answers = TrustAnswers::open(dir.path());
    let plain = profile(json!({"url": "wss://prod.company/"}));
    answers.loaded("a", &plain);
    // Entered but not saved yet.
    assert_eq!(asked(&answers, Some("a"), &risky(), "wss://prod.company/"), []);
    assert_eq!(asked(&answers, None, &risky(), "wss://prod.company/"), []);
    answers.saved("a", Some("a"), &risky()).expect("written");
    let later = TrustAnswers::open(dir.path());
    later.loaded("a", &risky());
    assert_eq!(asked(&later, Some("a"), &risky(), "wss://prod.company/"), []);
    // A different URL in the file was not written by the app.
    let mut moved = risky();
    moved.connection.url = "wss://evil/".to_owned();
    later.loaded("a", &moved);
    assert_eq!(asked(&later, Some("a"), &moved, "wss://evil/"), RiskKind::ALL);
}

#[test]
fn hostile_10_a_foreign_setting_stays_foreign_when_it_is_saved_or_copied() {
    let dir = tempfile::tempdir().expect("a folder");
    let answers = TrustAnswers::open(dir.path());
    answers.loaded("a", &risky());
    let url = "wss://prod.company/";
    answers.saved("a", Some("a"), &risky()).expect("written");
    assert_eq!(asked(&answers, Some("a"), &risky(), url), RiskKind::ALL, "saved unchanged");
    assert_eq!(asked(&answers, None, &risky(), url), RiskKind::ALL, "a copy without a file");
    answers.saved("copy", None, &risky()).expect("written");
    answers.loaded("copy", &risky());
    assert_eq!(asked(&answers, Some("copy"), &risky(), url), RiskKind::ALL, "the saved copy");
    let mut more = risky();
    more.connection.tls.pinned.push("cc".to_owned());
    assert_eq!(
        asked(&answers, Some("a"), &more, url),
        RiskKind::ALL,
        "with an additional own setting"
    );
}

#[test]
fn hostile_10_agreement_includes_the_values_of_variables() {
    let dir = tempfile::tempdir().expect("a folder");
    let answers = TrustAnswers::open(dir.path());
    let named = |host: &str| {
        let mut one = profile(json!({"url": "wss://{{host}}/", "unix_socket": "/tmp/{{v}}"}));
        one.variables.insert("host".to_owned(), host.to_owned().into());
        one
    };
    answers.loaded("a", &named("prod"));
    agree(&answers, Some("a"), &named("prod"), "wss://prod/");
    assert_eq!(asked(&answers, Some("a"), &named("prod"), "wss://prod/"), []);
    let mut other = named("prod");
    other.variables.insert("v".to_owned(), "2".to_owned().into());
    answers.loaded("a", &other);
    assert_eq!(asked(&answers, Some("a"), &other, "wss://prod/"), [RiskKind::UnixSocket]);
}

#[test]
fn hostile_10_a_redirect_asks_about_the_settings_that_apply_there() {
    let dir = tempfile::tempdir().expect("a folder");
    let answers = TrustAnswers::open(dir.path());
    answers.loaded("a", &risky());
    let (sources, other) = (VariableSources::default(), server("wss://other/"));
    let question =
        answers.question_elsewhere(Some("a"), &risky(), &sources, &other).expect("asked");
    let kinds: Vec<_> = question.risks.iter().map(|risk| risk.kind).collect();
    assert_eq!(kinds, RiskKind::ALL[3..]);
    answers.agree(&question).expect("written");
    assert_eq!(answers.question_elsewhere(Some("a"), &risky(), &sources, &other), None);
}

#[test]
fn fault_23_an_answer_applies_to_one_profile_and_server_and_survives_a_restart() {
    let dir = tempfile::tempdir().expect("a folder");
    let now = TrustAnswers::open(dir.path());
    let off = profile(json!({"url": "wss://h:1/x", "tls": {"verify": false}}));
    let both = |answers: &TrustAnswers| ["a", "b"].iter().for_each(|id| answers.loaded(id, &off));
    both(&now);
    agree(&now, Some("a"), &off, "wss://h:1/x");
    agree(&now, None, &off, "wss://h:2/");
    let later = TrustAnswers::open(dir.path());
    both(&later);
    assert_eq!(asked(&later, Some("a"), &off, "wss://u:p@H:1/y?z"), []);
    for (id, url) in [(Some("a"), "wss://h:2/"), (Some("b"), "wss://h:1/"), (None, "wss://h:2/")] {
        assert_eq!(asked(&later, id, &off, url), [RiskKind::VerifyOff], "{id:?} {url}");
    }
    assert_eq!(asked(&now, None, &off, "wss://h:2/"), [], "valid until the app exits");
}

#[test]
fn fault_71_a_new_file_under_an_old_name_is_asked_about_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let now = TrustAnswers::open(dir.path());
    now.loaded("a", &risky());
    agree(&now, Some("a"), &risky(), "wss://prod.company/");
    let taken = now.forget("a").expect("written");
    now.loaded("a", &risky());
    assert_eq!(asked(&now, Some("a"), &risky(), "wss://prod.company/"), RiskKind::ALL);
    // The deletion is undone.
    now.give_back("a-2", taken).expect("written");
    now.loaded("a-2", &risky());
    assert_eq!(asked(&now, Some("a-2"), &risky(), "wss://prod.company/"), []);
    assert_eq!(asked(&now, Some("a"), &risky(), "wss://prod.company/"), RiskKind::ALL);
}

#[test]
fn hostile_10_answers_of_earlier_versions_remain_valid() {
    let dir = tempfile::tempdir().expect("a folder");
    let earlier = dir.path().join("unverified.txt");
    std::fs::write(&earlier, "a\twss://h:1\nb\twss://{{x}}\nnonsense\n").expect("written");
    let off = profile(json!({"url": "wss://h:1/", "tls": {"verify": false, "pinned": ["aa"]}}));
    let answers = TrustAnswers::open(dir.path());
    answers.loaded("a", &off);
    assert_eq!(asked(&answers, Some("a"), &off, "wss://h:1/"), [RiskKind::Pinned]);
    agree(&answers, Some("a"), &off, "wss://h:1/");
    assert!(!earlier.exists(), "migrated to the new file");
    let later = TrustAnswers::open(dir.path());
    later.loaded("a", &off);
    assert_eq!(asked(&later, Some("a"), &off, "wss://h:1/"), []);
    assert_eq!(
        asked(&later, Some("a"), &off, "wss://h:2/"),
        [RiskKind::VerifyOff, RiskKind::Pinned]
    );
}

#[test]
fn automatic_messages_are_asked_about_where_they_are_switched_on() {
    let dir = tempfile::tempdir().expect("a folder");
    let answers = TrustAnswers::open(dir.path());
    let profile = |pong: &str| -> Profile {
        serde_json::from_value(json!({
            "wirelark": 1, "name": "x", "connection": {"url": "ws://h/"},
            "messages": [{"name": "pong", "type": "text", "text": pong}],
            "replies": [
                {"when": "ping", "send": "pong", "after": "5ms", "times": 3},
                {"when": "off", "send": "pong", "off": true}
            ],
            "heartbeats": [{"send": {"type": "text", "text": "beat"}, "every": "5s"}]
        }))
        .expect("a profile")
    };
    let foreign = profile("PONG");
    let server = Server::parse("ws://h/").expect("a URL");
    let sources = VariableSources::default();
    let question =
        |profile: &Profile| answers.question_automatic(Some("a"), profile, &sources, &server);
    answers.loaded("a", &foreign);
    assert_eq!(
        answers.question(Some("a"), &foreign, &sources, &server),
        None,
        "connecting is free"
    );
    let asked = question(&foreign).expect("asked");
    let shown: Vec<_> = asked.risks.iter().map(|risk| (risk.kind, risk.values.join("|"))).collect();
    let pong = r#"{"name":"pong","type":"text","text":"PONG"}"#;
    let beat = r#"{"name":"","type":"text","text":"beat"}"#;
    assert_eq!(
        shown,
        [
            (RiskKind::Replies, format!("ping, 5ms, 3 × → {pong}")),
            (RiskKind::Heartbeats, format!("5s → {beat}")),
        ]
    );
    answers.agree(&asked).expect("written");
    assert_eq!(question(&foreign), None);
    let later = TrustAnswers::open(dir.path());
    later.loaded("a", &foreign);
    assert_eq!(later.question_automatic(Some("a"), &foreign, &sources, &server), None);
    // The file changes: the message that the reply names is another one.
    let changed = profile("DROP TABLE");
    answers.loaded("a", &changed);
    let kinds: Vec<_> = question(&changed).expect("asked").risks.iter().map(|r| r.kind).collect();
    assert_eq!(kinds, [RiskKind::Replies]);
    // The user writes one in the window.
    assert_eq!(question(&profile("mine")), None);
}
