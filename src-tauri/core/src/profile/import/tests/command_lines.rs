//! Command lines with every option of the documentation.

use super::{ImportKind, assert_notes, file, notes, sent};
use crate::profile::model::{AuthType, ControlRows, ProxyMode, Step};

#[test]
fn websocat_with_every_documented_option() {
    let text = "$ websocat -H 'X-One: a b' --header=X-Two:c --protocol chat --origin https://o --ua Agent/1 \\\n\
        --basic-auth 'me:CANARY-1' -k --client-pkcs12-der me.p12 --client-pkcs12-passwd CANARY-2 --tls-domain d.example \\\n\
        --socks5 127.0.0.1:1080 --socks5-user-pass u:CANARY-3 -t --base64 --binary-prefix B --text-prefix T \\\n\
        -p '{\"login\": \"me\", \"password\": \"CANARY-4\"}' --preamble second --ping-interval 10 --ping-timeout 20 --inhibit-pongs 3 \\\n\
        --max-ws-message-length 65536 --max-ws-frame-length 1000 -B 4096 --close-status-code 1001 --close-reason bye \\\n\
        --websocket-version 13 --autoreconnect-delay-millis 500 - autoreconnect:wss://h.example/x?token=CANARY-5\n";
    let imported = file("cmd.txt", text, None);
    assert_eq!(imported.kind, ImportKind::Websocat);
    let profile = &imported.profiles[0];
    let connection = &profile.connection;
    assert_eq!(connection.url, "wss://h.example/x?token={{secret:token}}");
    let headers: Vec<_> =
        connection.headers.iter().map(|pair| (pair.name.as_str(), pair.value.as_str())).collect();
    assert_eq!(headers, [("X-One", "a b"), ("X-Two", "c")]);
    assert_eq!(connection.subprotocols, ["chat"]);
    assert_eq!(
        (connection.origin.as_deref(), connection.user_agent.as_deref()),
        (Some("https://o"), Some("Agent/1"))
    );
    assert_eq!(
        (connection.auth.user.as_str(), connection.auth.password.as_str()),
        ("me", "{{secret:password}}")
    );
    assert!(!connection.tls.verify);
    let own = connection.tls.client_certificate.as_ref().expect("a certificate");
    assert_eq!(
        (own.p12_file.as_deref(), own.passphrase.as_deref()),
        (Some("me.p12"), Some("{{secret:passphrase}}"))
    );
    assert_eq!(connection.tls.server_name.as_deref(), Some("d.example"));
    assert_eq!(connection.proxy.mode, ProxyMode::Manual);
    assert_eq!(
        (connection.proxy.url.as_str(), connection.proxy.user.as_str()),
        ("socks5://127.0.0.1:1080", "u")
    );
    assert_eq!(connection.keep_alive.ping_every.as_deref(), Some("10s"));
    assert_eq!(connection.limits.message, 65536);
    assert_eq!((connection.close.code, connection.close.reason.as_str()), (1001, "bye"));
    assert!(connection.reconnect.on);
    assert_eq!(connection.reconnect.first, "500ms");
    assert_eq!(
        profile.messages[0].text,
        "{\"login\": \"me\", \"password\": \"{{secret:password_2}}\"}"
    );
    assert_eq!(sent(profile, "Preamble 2"), "second");
    assert_notes(
        &imported,
        &[
            "--base64",
            "--binary-prefix",
            "--text-prefix",
            "--inhibit-pongs",
            "--max-ws-frame-length",
            "-B",
            "secret_left_out",
        ],
    );
}

#[test]
fn wscat_with_every_documented_option() {
    let text = "npx wscat -c wss://h.example/ -H 'Authorization: Bearer CANARY-long-1' -s a -s b -o https://o --ca ca.pem --cert me.pem \
        --key me.key --passphrase CANARY-2 -n --proxy http://u:CANARY-3@p:8080 -x 'one {{x}}' -x \"two $WHO\" -w 2 -P --slash -L \
        --max-redirects 3 --host other.example -p 13 --no-color; wscat -c ws://h/ --auth me:CANARY-4 -w -1 -p 8 -l 80\n";
    let imported = file("cmd.txt", text, None);
    let [first, second] = imported.profiles.as_slice() else { panic!("{imported:?}") };
    let connection = &first.connection;
    assert_eq!(connection.auth.kind, AuthType::Bearer);
    assert_eq!(connection.subprotocols, ["a", "b"]);
    assert_eq!(connection.tls.ca_files, ["ca.pem"]);
    assert_eq!(connection.headers[0].value, "other.example");
    assert_eq!(
        (connection.proxy.url.as_str(), connection.proxy.password.as_str()),
        ("http://p:8080", "{{secret:proxy_password}}")
    );
    assert!(connection.redirects.follow && connection.redirects.max == 3 && !connection.tls.verify);
    assert_eq!(connection.control_frames.rows, ControlRows::All);
    assert_eq!(sent(first, "Execute"), "one {{x}}");
    assert_eq!(first.messages[1].text, "two {{WHO}}");
    assert_eq!(first.scenarios[0].steps[2].step, Step::Wait("2s".to_owned()));
    assert_eq!(second.connection.auth.password, "{{secret:password}}");
    assert_notes(
        &imported,
        &[
            "--slash",
            "--no-color",
            "version 13",
            "without end",
            "listening",
            "{{WHO}} has no value",
        ],
    );
}

#[test]
fn curl_as_browsers_copy_it() {
    let text = "curl 'wss://h.example/feed' --compressed \\\n  -H 'Upgrade: websocket' -H 'Sec-WebSocket-Key: AAAA' -H 'Origin: https://o' \\\n\
        -H 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits' -H 'Cookie: sid=CANARY-1; b=CANARY-2' \\\n\
        -H $'X-Q: it\\'s' -A 'UA' -u me:CANARY-3 --cacert ca.pem -E me.p12:CANARY-4 --resolve h.example:443:127.0.0.1 -4 \\\n\
        --connect-timeout 2.5 -sS -N --http1.1 -o out.txt -L --max-redirs 2 -X GET -x socks5h://p:1 -U u:CANARY-5 --noproxy a,b -m 5 --tlsv1.3";
    let imported = file("cmd.sh", text, None);
    let connection = &imported.profiles[0].connection;
    assert_eq!(connection.cookies.send.len(), 2);
    assert_eq!(connection.headers.len(), 1, "{:?}", connection.headers);
    assert_eq!(connection.headers[0].value, "it's");
    assert!(connection.compression.offer && connection.redirects.follow);
    assert_eq!(connection.timeouts.connect, "2500ms");
    assert_eq!(connection.proxy.no_proxy, ["a", "b"]);
    assert_eq!(connection.resolve, ["h.example:443:127.0.0.1"]);
    assert_notes(&imported, &["Sec-WebSocket-Key", "-o", "-m", "--compressed", "Upgrade"]);
    assert!(!notes(&imported).contains("not_understood"));
}

#[test]
fn damaged_command_lines_are_refused() {
    for text in ["websocat 'ws://h", "curl", "websocat -H", "ls -l", ""] {
        let source = super::ImportSource::from_bytes("x", text.as_bytes().to_vec())
            .expect("within the limit");
        assert!(super::import(&source, Some(ImportKind::Websocat)).is_err(), "{text}");
    }
}
