use super::*;
use crate::transcript::{CopyForm, CopyOptions, CopyTarget, Reader, copy_rows, decoding};

fn reader(folder: &Path) -> Reader {
    let path = folder.join("a.wlt");
    let time = 1_767_323_045_678_901_234;
    let messages = [
        (Direction::Sent, Kind::Text, time, "it's 行 $HOME\n`x`".into()),
        (Direction::Sent, Kind::Binary, time, vec![1, 0, 0xFF, b'\'', b'%']),
        (Direction::Sent, Kind::Close, time, b"\x03\xE8user quit".to_vec()),
        (Direction::Sent, Kind::Marker, time, b"note".to_vec()),
        (Direction::Sent, Kind::Binary, time, vec![7; 100_000]),
        (Direction::Sent, Kind::Ping, time, b"beat".to_vec()),
        (Direction::Received, Kind::Text, time, b"from the server".to_vec()),
    ];
    write(&path, &messages, WriterOptions::default());
    Reader::open(&path).unwrap()
}

fn copied(rows: &[u32], form: CopyForm) -> Result<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let reader = reader(folder.path());
    let profile = serde_json::from_value(serde_json::json!({
        "wirelark": 1, "name": "x",
        "connection": {
            "url": "ws://127.0.0.1:9000/x?a=b&c",
            "headers": [{"name": "X-Who", "value": "it's"}],
            "subprotocols": ["v1"]
        }
    }));
    let target = CopyTarget::of_profile(&profile.unwrap(), &Default::default(), Path::new(""));
    let decoding = decoding(reader.header());
    let options =
        CopyOptions { form, target, decoding, upgrade: None, findings: None, limit: 450_000 };
    copy_rows(&reader, rows, &options).map_err(|error| error.code().to_owned())
}

#[test]
fn one_row_in_each_form() {
    use CopyForm::*;
    let assert_copied = |row, form, text: &str| assert_eq!(copied(&[row], form).unwrap(), text);
    assert_copied(1, Text, "it's 行 $HOME\n`x`");
    assert_copied(2, Text, "0100ff2725");
    assert_copied(2, Hex, "0100ff2725");
    assert_copied(2, Base64, "AQD/JyU=");
    assert_copied(2, CArray, "{0x01, 0x00, 0xff, 0x27, 0x25}");
    assert_copied(2, PythonBytes, r#"b"\x01\x00\xff'%""#);
    assert_copied(
        2,
        Json,
        r#"{"row":2,"time":"2026-01-02T03:04:05.678901234Z","direction":"sent","kind":"binary","size":5,"code":16711681,"text":null,"hex":"0100ff2725","fields":null}"#
            .replace("16711681", "671023105")
            .as_str(),
    );
    assert_copied(2, Csv, "2,2026-01-02T03:04:05.678901234Z,sent,binary,5,671023105,,,0100ff2725");
    assert_eq!(copied(&[2, 2], Hex).unwrap(), "0100ff2725\n0100ff2725\n");
    assert!(copied(&[2, 2], Csv).unwrap().starts_with("row,time,"));
    assert_eq!(copied(&[2, 2], Json).unwrap().lines().count(), 2);
    let words: std::collections::HashSet<_> =
        CopyForm::ALL.iter().map(|form| form.word()).collect();
    assert_eq!(words.len(), CopyForm::ALL.len());
    assert!(CopyForm::ALL.iter().all(|form| CopyForm::of(form.word()) == Some(*form)));
}

#[test]
fn rows_become_command_lines() {
    let url = "'ws://127.0.0.1:9000/x?a=b&c'";
    assert_eq!(
        copied(&[1], CopyForm::Websocat).unwrap(),
        format!(
            r"printf 'it'\''s 行 $HOME\012`x`\0' | websocat -n1 -0 -t --protocol v1 -H='X-Who: it'\''s' {url}"
        )
    );
    assert_eq!(
        copied(&[2], CopyForm::Websocat).unwrap(),
        format!(
            r"echo bAQD/JyU= | websocat -n1 --base64 --binary-prefix b --text-prefix t --protocol v1 -H='X-Who: it'\''s' {url}"
        )
    );
    assert_eq!(
        copied(&[1], CopyForm::Wscat).unwrap(),
        format!(
            r"# wscat sends nothing where the server chooses none of the subprotocols
wscat -c {url} -s v1 -H 'X-Who: it'\''s' --execute=$'it\'s 行 $HOME\012`x`' -w 2"
        )
    );
    for (row, form) in [
        (2, CopyForm::Wscat),
        (3, CopyForm::Websocat),
        (4, CopyForm::Websocat),
        (5, CopyForm::Websocat),
        (4, CopyForm::PythonWebsockets),
        (7, CopyForm::PythonWebsockets),
        (7, CopyForm::Wscat),
    ] {
        assert_eq!(copied(&[row], form).unwrap_err(), "copy_not_sendable", "{row} {form:?}");
    }
    assert_eq!(copied(&[5], CopyForm::CArray).unwrap_err(), "copy_too_long");
    assert_eq!(copied(&[9], CopyForm::Hex).unwrap_err(), "transcript_no_such_row");
}

#[test]
fn rows_become_a_python_program() {
    let expected = concat!(
        "import os\n\n",
        "os.environ[\"WEBSOCKETS_MAX_REDIRECTS\"] = \"1\"  # a redirect is not followed\n\n",
        "from websockets.sync.client import connect\n\n",
        "with connect(\n",
        "    \"ws://127.0.0.1:9000/x?a=b&c\",\n",
        "    additional_headers=[(\"X-Who\", \"it's\")],\n",
        "    subprotocols=[\"v1\"],\n",
        "    proxy=None,\n",
        "    compression=None,\n",
        "    ping_interval=None,\n",
        "    max_size=None,\n",
        ") as websocket:\n",
        "    websocket.send(\"it's 行 $HOME\\n`x`\")\n",
        "    websocket.ping(b'beat')\n",
        "    websocket.send(b\"\\x01\\x00\\xff'%\")\n",
        "    print(websocket.recv())\n",
    );
    assert_eq!(copied(&[1, 6, 2], CopyForm::PythonWebsockets).unwrap(), expected);
    let close = copied(&[3], CopyForm::PythonWebsockets).unwrap();
    assert!(close.ends_with("    websocket.close(1000, \"user quit\")\n"), "{close}");
    let both = copied(&[6, 2, 3], CopyForm::PythonWebsockets).unwrap();
    let end = "    print(websocket.recv())\n    websocket.close(1000, \"user quit\")\n";
    assert!(both.ends_with(end), "{both}");
}

#[test]
fn real_server_01_only_sent_rows_are_sent() {
    for form in [CopyForm::PythonWebsockets, CopyForm::Wscat, CopyForm::Websocat] {
        let text = copied(&[1, 7], form).unwrap();
        assert!(!text.contains("from the server"), "{text}");
        assert!(text.contains("# Received rows are not sent: 1 left out"), "{text}");
    }
}

/// Copies the first row as each program and command that connects to `target`.
fn copied_to(target: &CopyTarget) -> [String; 3] {
    let folder = tempfile::tempdir().unwrap();
    let reader = reader(folder.path());
    [CopyForm::PythonWebsockets, CopyForm::Wscat, CopyForm::Websocat].map(|form| {
        let options = CopyOptions {
            form,
            target: target.clone(),
            decoding: decoding(reader.header()),
            upgrade: None,
            findings: None,
            limit: 250_000,
        };
        copy_rows(&reader, &[1], &options).unwrap()
    })
}

/// Secrets and credentials become environment variables, however the profile stores them.
#[test]
fn real_server_01_no_secret_is_copied() {
    let profile: crate::profile::model::Profile = serde_json::from_value(serde_json::json!({
        "wirelark": 1, "name": "x", "variables": {"host": "127.0.0.1"},
        "connection": {
            "url": "wss://user:hunter2@{{host}}:9000/p?t={{secret:token}}",
            "query": [{"name": "k ä", "value": "{{secret:key}}"}, {"name": "off", "value": "x", "enabled": false}],
            "headers": [{"name": "Authorization", "value": "Bearer hunter3"}, {"name": "X", "value": "{{secret:x}}"}],
            "auth": {"type": "api_key", "name": "X-Key", "value": "hunter4"},
            "cookies": {"send": [{"name": "sid", "value": "hunter5"}]},
            "proxy": {"mode": "manual", "url": "http://p:1", "user": "u", "password": "hunter6"},
            "tls": {"client_certificate": {"p12_file": "c.p12", "passphrase": "hunter7"}}
        }
    }))
    .unwrap();
    let target = CopyTarget::of_profile(&profile, &Default::default(), Path::new("/folder"));
    for text in copied_to(&target) {
        assert!(!text.contains("hunter"), "{text}");
        assert!(text.contains("wss://127.0.0.1:9000/p?t="), "{text}");
        for name in ["token", "key", "x", "auth_value", "cookie_sid", "authorization"] {
            assert!(text.contains(&format!("WIRELARK_SECRET_{name}")), "{name}: {text}");
        }
        assert!(text.contains("&k%20%C3%A4="), "{text}");
    }
}

/// websocat accepts more than URLs: `sh-c:…` runs a command. The URL comes from a transcript, which
/// may be untrusted.
#[test]
fn hostile_16_a_copied_command_goes_to_a_websocket_and_runs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let reader = reader(folder.path());
    let copied = |target: CopyTarget, form| {
        let decoding = decoding(reader.header());
        copy_rows(
            &reader,
            &[1],
            &CopyOptions { form, target, decoding, upgrade: None, findings: None, limit: 250_000 },
        )
        .map_err(|error| error.code())
    };
    for form in [CopyForm::Websocat, CopyForm::Wscat] {
        for url in [
            "sh-c:touch /tmp/x",
            "exec:touch",
            "SH-C:x",
            "writefile:/tmp/x",
            "cmd:x://ws://h/",
            "autoreconnect:sh-c:ws://h/",
            "{{a}}sh-c:x",
            "{{a}}{{b}}sh-c:x",
            "sh-c:{{a}}",
            "\tsh-c:ws://h/",
            "-",
            "--exec-args",
            "http://h/",
            "",
        ] {
            let code = copied(CopyTarget::of_url(url), form).expect_err(url);
            assert_eq!(code, "copy_not_sendable", "{url}");
        }
        for url in
            ["ws://h/", "WSS://h", "ws://{{host}}:1/", "{{url}}", "{{scheme}}://h/", "{{url}}/p"]
        {
            assert!(copied(CopyTarget::of_url(url), form).is_ok(), "{url}");
        }
    }
}

#[test]
fn real_server_01_credentials_in_a_query_or_a_header_of_their_own_are_not_copied() {
    let profile: crate::profile::model::Profile = serde_json::from_value(serde_json::json!({
        "wirelark": 1, "name": "x",
        "connection": {
            "url": "ws://h/?room=1&Access%5FToken=hunter2&sig=",
            "query": [{"name": "api-key", "value": "hunter3"}, {"name": "page", "value": "2"}],
            "headers": [{"name": "X-Auth", "value": "hunter4{{"}, {"name": "X-Ticket", "value": "hunter6{{counter}}"},
                {"name": "X-Token", "value": "v1.{{secret:t}}"}, {"name": "X-Key", "value": "hunter7{{secret:"}, {"name": "Cookie", "value": "hunter5{{,}}"}]
        }
    }))
    .unwrap();
    let target = CopyTarget::of_profile(&profile, &Default::default(), Path::new(""));
    for text in copied_to(&target) {
        assert!(!text.contains("hunter"), "{text}");
        for part in ["room=1&Access%5FToken=", "&sig=&api-key=", "page=2", "v1."] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
