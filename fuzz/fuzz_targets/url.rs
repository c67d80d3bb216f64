//! Arbitrary text as a profile's URL: the host that is shown, confirmed, remembered and recorded is the host that is
//! connected to, and nothing shown or recorded contains credentials of the URL.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirelark_core::connection::request::ConfirmedHost;
use wirelark_core::connection::request::{Settings, Target, recorded_url, without_secrets};
use wirelark_core::profile::model::{Connection, Profile};
use wirelark_core::profile::server::Server;

/// A URL has no limit of its own, but a profile file has.
const MAX_URL: usize = 64 << 10;

fuzz_target!(|text: &str| {
    if text.len() > MAX_URL {
        return;
    }
    let shown = without_secrets(text);
    let Ok(target) = Target::parse(text) else { return };
    let server = target.server();
    assert_eq!(Server::parse(text).as_ref(), Some(&server));
    let (shown, named) = (shown.trim_end_matches('…'), server.to_string());
    for again in [shown, &named, &target.shown] {
        assert_eq!(Server::parse(again).as_ref(), Some(&server), "{again}");
    }
    assert!(server.host.bytes().all(|byte| byte.is_ascii_graphic()), "{server}");
    assert_eq!(ConfirmedHost::parse(&server.peer()), Ok(ConfirmedHost::from(&server)));

    let json = serde_json::json!({"wirelark": 1, "name": "x", "connection": {"url": text}});
    let profile: Profile = serde_json::from_value(json).expect("a profile");
    let Ok(settings) = Settings::from_profile(&profile, std::path::Path::new("")) else { return };
    assert_eq!(settings.target.server(), server);
    // One request line and one Host field, and nothing injected by the URL.
    let head = settings.upgrade_request.head(&settings.target, "k", &[], false);
    let head = String::from_utf8(head.bytes().to_vec()).expect("UTF-8");
    assert!(head.starts_with("GET /") && head.ends_with("\r\n\r\n"), "{head}");
    let host = format!("\r\nHost: {}\r\n", target.authority);
    assert_eq!(head.matches("\r\nHost: ").count(), 1, "{head}");
    assert!(head.contains(&host), "{head}");
    let lines = head.lines().count();
    assert!(lines <= 9 && !head.replace("\r\n", "").contains(['\r', '\n']), "{head}");

    let connection = Connection { url: text.to_owned(), ..Connection::default() };
    let recorded = recorded_url(&connection);
    // A placeholder stays as written; such text is a URL only once the placeholder is filled in.
    if !text.contains("{{") {
        assert_eq!(Server::parse(&recorded).as_ref(), Some(&server), "{recorded}");
        assert_eq!(Target::parse(&recorded).expect("a URL").user, None, "{recorded}");
        assert_eq!(recorded_url(&Connection { url: recorded.clone(), ..connection }), recorded);
    }
});
