//! Profiles and the requests and settings built from them.

use serde_json::{Value, json};

use super::*;
use crate::profile::model::Connection;
use crate::profile::server::Server;

/// The request of a profile's connection, with the key `k`.
fn request(connection: Value) -> String {
    let settings = settings(connection).expect("a good profile");
    text_of(&settings.upgrade_request, &settings.target)
}

fn settings(connection: Value) -> Result<Settings, RequestError> {
    let profile = json!({"wirelark": 1, "name": "x", "connection": connection});
    let profile = serde_json::from_value(profile).expect("a profile");
    Settings::from_profile(&profile, Path::new("/f"))
}

fn text_of(request: &UpgradeRequest, target: &Target) -> String {
    let head = request.head(target, "k", &[], false);
    String::from_utf8(head.bytes().to_vec()).expect("UTF-8")
}

fn refused(connection: Value) -> (&'static str, String) {
    let mut connection = connection;
    connection["url"] = "ws://h/".into();
    let error = settings(connection).expect_err("refused");
    (error.code(), error.path())
}

#[test]
fn all_settings_of_a_request_are_sent_in_order() {
    let text = request(json!({
        "url": "ws://h/p?a=1",
        "query": [{"name": "q", "value": "a b&c"}, {"name": "off", "enabled": false}],
        "headers": [
            {"name": "X-A", "value": "1"}, {"name": "X-A", "value": "2"},
            {"name": "X-Off", "value": "3", "enabled": false},
        ],
        "subprotocols": ["mqtt", "v2"],
        "origin": "https://o",
        "user_agent": "me",
        "auth": {"type": "basic", "user": "Aladdin", "password": "open sesame"},
        "cookies": {"send": [{"name": "a", "value": "1"}, {"name": "b", "value": "2"}]},
    }));
    assert_eq!(
        text,
        "GET /p?a=1&q=a%20b%26c HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Key: k\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt, v2\r\n\
         Origin: https://o\r\nUser-Agent: me\r\nCookie: a=1; b=2\r\n\
         Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\nX-A: 1\r\nX-A: 2\r\n\r\n"
    );
}

#[test]
fn an_explicit_header_replaces_the_default() {
    let text = request(json!({
        "url": "ws://u:p@h/", "user_agent": "",
        "headers": [{"name": "host", "value": "other"}, {"name": "authorization", "value": "x"}],
    }));
    assert!(text.contains("\r\nhost: other\r\n") && !text.contains("Host: h"), "{text}");
    assert!(text.contains("authorization: x") && !text.contains("Basic"), "{text}");
    assert!(!text.contains("User-Agent"), "{text}");
    let text = request(json!({"url": "ws://u:p%40@h/"}));
    assert!(text.contains("Authorization: Basic dTpwQA=="), "the URL's user: {text}");
}

#[test]
fn an_api_key_is_sent_as_a_header_or_a_parameter() {
    let auth = json!({"type": "api_key", "name": "X-Key", "value": "abc"});
    assert!(request(json!({"url": "ws://h/", "auth": auth})).contains("\r\nX-Key: abc\r\n"));
    let auth = json!({"type": "api_key", "name": "key", "value": "a/c", "in": "query"});
    let text = request(json!({"url": "ws://h", "auth": auth}));
    assert!(text.starts_with("GET /?key=a%2Fc HTTP/1.1\r\n"), "{text}");
}

#[test]
fn case_06_another_host_is_not_told_who_we_are() {
    let mut settings = settings(json!({
        "url": "ws://u:p@h/",
        "headers": [
            {"name": "X-Token", "value": "t0ken!"}, {"name": "X-Plain", "value": "1"},
            {"name": "Host", "value": "inside"},
        ],
        "auth": {"type": "api_key", "name": "X-Key", "value": "abc"},
        "cookies": {"send": [{"name": "a", "value": "1"}]},
    }))
    .expect("a good profile");
    settings.upgrade_request.masks.add("t0ken!");
    // Without a confirmed host, `redirect` follows no redirect, so nothing is sent there.
    assert!(settings.confirmed_hosts.is_empty());
    // A confirmed host receives everything except for the profile's own `Host`.
    let head = settings.upgrade_request.head(&settings.target, "k", &[], true);
    let text = String::from_utf8(head.bytes().to_vec()).expect("UTF-8");
    for sent in ["Authorization", "Cookie: a=1\r\n", "X-Key", "X-Token", "X-Plain: 1"] {
        assert!(text.contains(sent), "{sent} in {text}");
    }
    assert!(!text.contains("inside") && text.contains("Host: h\r\n"), "{text}");
}

#[test]
fn case_61_nothing_that_would_break_the_request_apart() {
    let header = |name: &str, value: &str| json!({"headers": [{"name": name, "value": value}]});
    for (connection, code, path) in [
        (header("A", "b\r\nX: y"), "header_value_invalid", "headers[0].value"),
        (header("A", "\0"), "header_value_invalid", "headers[0].value"),
        (header("A:", "b"), "header_name_invalid", "headers[0].name"),
        (header("", "b"), "header_name_invalid", "headers[0].name"),
        (header("A\r\nB", "b"), "header_name_invalid", "headers[0].name"),
        (header("connection", "close"), "header_reserved", "headers[0].name"),
        (header("Sec-WebSocket-Key", "x"), "header_reserved", "headers[0].name"),
        (header("Content-Length", "9"), "header_reserved", "headers[0].name"),
        (json!({"origin": "a\nb"}), "header_value_invalid", "origin"),
        (json!({"user_agent": "a\rb"}), "header_value_invalid", "user_agent"),
        (json!({"subprotocols": ["a", "b c"]}), "subprotocol_invalid", "subprotocols[1]"),
        (json!({"subprotocols": ["a", "a"]}), "subprotocol_invalid", "subprotocols[1]"),
        (
            json!({"auth": {"type": "bearer", "token": "a\nb"}}),
            "header_value_invalid",
            "auth.token",
        ),
        (json!({"auth": {"type": "basic", "user": "a:b"}}), "auth_user_colon", "auth.user"),
        (
            json!({"auth": {"type": "api_key", "name": "Upgrade", "value": "b"}}),
            "header_reserved",
            "auth.name",
        ),
        (
            json!({"cookies": {"send": [{"name": "a", "value": "1; b=2"}]}}),
            "cookie_invalid",
            "cookies.send[0].value",
        ),
    ] {
        assert_eq!(refused(connection), (code, format!("connection.{path}")));
    }
}

#[test]
fn invalid_routes_are_rejected() {
    for (connection, code, path) in [
        (json!({"proxy": {"mode": "manual", "url": "ftp://p"}}), "proxy_url_invalid", "proxy.url"),
        (json!({"proxy": {"mode": "manual"}}), "proxy_url_invalid", "proxy.url"),
        (json!({"resolve": ["h:80:nowhere"]}), "resolve_entry_invalid", "resolve[0]"),
        (json!({"tls": {"pinned": ["12:34"]}}), "pin_invalid", "tls.pinned[0]"),
        (json!({"tls": {"server_name": "a b"}}), "server_name_invalid", "tls.server_name"),
        (
            json!({"tls": {"client_certificate": {}}}),
            "client_certificate_incomplete",
            "tls.client_certificate",
        ),
        (json!({"limits": {"header": 10}}), "setting_range", "limits.header"),
        (json!({"redirects": {"follow": true, "max": 9}}), "setting_range", "redirects.max"),
        (json!({"timeouts": {"proxy": "soon"}}), "duration_invalid", "timeouts.proxy"),
    ] {
        assert_eq!(refused(connection), (code, format!("connection.{path}")));
    }
}

#[test]
fn invalid_session_settings_are_rejected() {
    for (connection, code, path) in [
        (
            json!({"compression": {"server_max_window_bits": 7}}),
            "setting_range",
            "compression.server_max_window_bits",
        ),
        (
            json!({"compression": {"offer": true, "client_max_window_bits": 16}}),
            "setting_range",
            "compression.client_max_window_bits",
        ),
        (json!({"keep_alive": {"ping_every": "1"}}), "duration_invalid", "keep_alive.ping_every"),
        (
            json!({"keep_alive": {"ping_every": "5ms"}}),
            "duration_too_short",
            "keep_alive.ping_every",
        ),
        (json!({"keep_alive": {"pong_within": "x"}}), "duration_invalid", "keep_alive.pong_within"),
        (json!({"reconnect": {"first": "0s"}}), "duration_too_short", "reconnect.first"),
        (json!({"reconnect": {"longest": "1y"}}), "duration_invalid", "reconnect.longest"),
        (json!({"reconnect": {"attempts": 0}}), "setting_range", "reconnect.attempts"),
        (json!({"limits": {"message": 1073741825}}), "setting_range", "limits.message"),
        (json!({"limits": {"fragments": 0}}), "setting_range", "limits.fragments"),
        (json!({"limits": {"write_buffer": 10}}), "setting_range", "limits.write_buffer"),
        (json!({"timeouts": {"write": "never"}}), "duration_invalid", "timeouts.write"),
        (json!({"timeouts": {"idle": "0s"}}), "duration_too_short", "timeouts.idle"),
    ] {
        assert_eq!(refused(connection), (code, format!("connection.{path}")));
    }
}

#[test]
fn omitted_settings_have_defaults_and_are_not_written() {
    let plain = settings(json!({"url": "ws://h/"})).expect("a good profile");
    assert_eq!(plain.session_settings, SessionSettings::default());
    assert_eq!((plain.limits.message, plain.limits.fragments), (64 << 20, 100_000));
    assert_eq!((plain.limits.write_buffer, plain.limits.idle), (1 << 20, None));
    assert_eq!(plain.limits.write, Duration::from_secs(30));
    let given = json!({
        "url": "ws://h/",
        "compression": {"offer": true, "client_max_window_bits": 9, "later": 1},
        "control_frames": {"rows": "none", "answer_pings": false, "later": 2},
        "keep_alive": {"ping_every": "20s", "later": 3},
        "reconnect": {"on": true, "attempts": 3, "send": ["a"], "later": 4},
        "timeouts": {"resolve": "1s", "idle": "60s", "later": 5},
        "limits": {"header": 2048, "message": 10, "later": 6},
    });
    let read: Connection = serde_json::from_value(given.clone()).expect("a connection");
    let mut written = serde_json::to_value(&read).expect("JSON");
    // Fields of the first file version are always written if one of them is set.
    for (of, with) in [("timeouts", 5), ("limits", 2)] {
        let old: Vec<_> = written[of].as_object().expect("an object").keys().cloned().collect();
        for key in old.iter().filter(|key| given[of].get(key.as_str()).is_none()) {
            written[of].as_object_mut().expect("an object").remove(key);
        }
        assert!(old.len() <= given[of].as_object().expect("an object").len() + with, "{old:?}");
    }
    assert_eq!(written, given);
    let session_settings = settings(given).expect("a good profile").session_settings;
    let compression = session_settings.compression.expect("offered");
    assert_eq!(compression.client_max_window_bits, Some(9));
    assert_eq!(session_settings.keep_alive.map(|k| k.pong_within), Some(Duration::from_secs(20)));
    assert_eq!(
        session_settings.reconnect.map(|r| (r.attempts, r.send)),
        Some((3, vec!["a".to_owned()]))
    );
    assert!(!session_settings.control_frames.answer_pings);
}

#[test]
fn a_route_is_read_from_the_profile() {
    let settings = settings(json!({
        "url": "wss://H:1/", "ca_file": "a.pem", "resolve": ["h:1:127.0.0.1,[::1]"],
        "tls": {"ca_files": ["/abs/b.pem"], "pinned": [format!("{}AB", "00:".repeat(31))]},
        "proxy": {"mode": "manual", "url": "socks5://p:1080", "user": "u@", "password": "p"},
    }))
    .expect("a good profile");
    let route = &settings.route;
    assert_eq!(route.host_override("H", 1).expect("an answer").len(), 2);
    assert_eq!(route.host_override("H", 2), None);
    assert_eq!(route.trust.ca_files, [Path::new("/abs/b.pem"), Path::new("/f/a.pem")]);
    assert_eq!(route.trust.pinned, [format!("{}ab", "00".repeat(31))]);
    let ProxyChoice::Manual { url, .. } = &route.proxy else { panic!("{route:?}") };
    assert_eq!(url, "socks5://u%40:p@p:1080");
}

#[test]
fn valid_urls_are_parsed() {
    let t = Target::parse("wss://ws.test.com:2443/").expect("the original's");
    assert_eq!((t.secure, t.host.as_str(), t.port), (true, "ws.test.com", 2443));
    assert_eq!(t.authority, "ws.test.com:2443");
    let t = Target::parse("ws://[::1]:9/a?b=1").expect("IPv6");
    assert_eq!((t.host.as_str(), t.authority.as_str()), ("::1", "[::1]:9"));
    assert_eq!(t.resource, "/a?b=1");
    let t = Target::parse("ws://user:pw@h/p?token=1").expect("with a user");
    assert_eq!((t.port, t.authority.as_str()), (80, "h"));
    assert_eq!(t.shown, "ws://h", "no password, no token");
    let error = Target::parse("ws://user:pw@h:99999/secret?token=1").expect_err("no port");
    for secret in ["pw", "secret", "token"] {
        assert!(!error.to_string().contains(secret), "{error}");
    }
}

#[test]
fn invalid_urls_are_rejected() {
    let code = |text| Target::parse(text).expect_err(text).code();
    assert_eq!(code("http://h/"), "url_scheme");
    assert_eq!(code("ws://"), "url_missing_host");
    assert_eq!(code("ws://h/#x"), "url_fragment");
    for text in ["", "h", "localhost:9000", "ws://h:99999/", "ws://[::1/", "127.0.0.1:1"] {
        assert_eq!(code(text), "url_invalid", "{text}");
    }
}

#[test]
fn a_url_cannot_add_lines_to_the_request() {
    let t = Target::parse("ws://h/a%0d%0aX: y\r\nZ: 1").expect("the standard strips these");
    let request = text_of(&UpgradeRequest::default(), &t);
    assert_eq!(request.matches("\r\n").count(), 7, "{request}");
}

#[test]
fn only_valid_close_codes_and_reasons_are_accepted() {
    for code in [0, 999, 1004, 1005, 1006, 1015, 2999, 5000] {
        assert_eq!(check_close(code, ""), Err(RequestError::CloseCode { code }));
    }
    assert_eq!(check_close(4401, &"x".repeat(123)), Ok(()));
    assert_eq!(check_close(1000, &"é".repeat(62)), Err(RequestError::CloseReason { size: 124 }));
}

#[test]
fn the_shown_url_has_the_query_and_a_masked_key() {
    let shown =
        |connection: Value| shown_url(&serde_json::from_value(connection).expect("a connection"));
    let pair = |name: &str, value: &str| json!({"name": name, "value": value});
    let query = json!([pair("a b", "1&2"), pair("t", "x {{secret:t}}{{"), {"name": "off", "enabled": false}]);
    assert_eq!(
        shown(json!({"url": " ws://h/p?z=1 ", "query": query})),
        "ws://h/p?z=1&a%20b=1%262&t=x%20{{secret:t}}%7B%7B"
    );
    let key = |value: &str| json!({"type": "api_key", "name": "k", "value": value, "in": "query"});
    assert_eq!(shown(json!({"url": "ws://h/?", "auth": key("abc")})), "ws://h/?k=••••••");
    assert_eq!(
        shown(json!({"url": "ws://h/", "auth": key("{{secret:k}}")})),
        "ws://h/?k={{secret:k}}"
    );
    assert_eq!(shown(json!({"url": "ws://h/"})), "ws://h/");
}

proptest::proptest! {
    /// The same holds for any text in the fuzz target `url`.
    #[test]
    fn hostile_10_what_is_shown_is_what_is_connected_to(
        scheme in "(ws|wss|WSS|wS)(:|:/|://|:///|:\\\\\\\\)",
        user in "([a-z.:%]{0,5}@){0,2}",
        host in "[a-zA-Z0-9.%\\[\\]:\u{43e}\u{ff50}\u{3002}\u{ad}\u{200b}\t\\\\-]{0,12}",
        rest in "(:[0-9]{1,5})?[/\\\\?@]{0,2}[a-z@:/\\\\?=&.]{0,12}",
    ) {
        let text = format!("{scheme}{user}{host}{rest}");
        if let Ok(target) = Target::parse(&text) {
            let server = target.server();
            proptest::prop_assert_eq!(Server::parse(&text), Some(server.clone()));
            // Parsing the displayed text again gives the same server.
            let shown = without_secrets(&text);
            let shown = shown.trim_end_matches('…');
            let (named, url) = (server.to_string(), target.url());
            for again in [shown, &named, &target.shown, &url] {
                proptest::prop_assert_eq!(Server::parse(again), Some(server.clone()), "{}", again);
            }
            let connection = Connection { url: text.clone(), ..Connection::default() };
            let recorded = recorded_url(&connection);
            proptest::prop_assert_eq!(Server::parse(&recorded), Some(server.clone()), "{}", recorded);
            proptest::prop_assert_eq!(ConfirmedHost::parse(&server.peer()), Ok(ConfirmedHost::from(&server)));
        }
    }
}
