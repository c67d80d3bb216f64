use serde_json::json;
use wirelark_tests::cli::{Cli, Signal, can_signal};
use wirelark_tests::fault::frames::{BINARY, PING, TEXT, frame};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::row::{rows_of, wait_for_rows};
use wirelark_tests::scratch::Scratch;

fn close_payload(code: u16, reason: &str) -> Vec<u8> {
    [&code.to_be_bytes()[..], reason.as_bytes()].concat()
}

/// A server that sends some messages and stays connected.
fn server_that_stays(count: u64) -> FaultServer {
    FaultServer::start(Behaviour::Flood { count, size: 64, then: Then::Stay })
}

#[test]
fn a_count_ends_the_capture() {
    let (server, scratch) = (server_that_stays(1_000), Scratch::new());
    let (output, rows) = scratch.capture(&server.url(), &["--count", "10"]);
    let report = output.success().json();
    let received = report["received"].as_u64().expect("a number");
    assert!(received >= 10, "{report}");
    assert_eq!((&report["stored"], &report["lost"]), (&json!(received), &json!(0)));
    assert_eq!(report["close"]["by"], "us");
    let stored = rows.iter().filter(|row| row.label() == "received binary").count();
    assert_eq!(stored as u64, received);
    assert_eq!(server.received().close(), Some(close_payload(1000, "user quit")));
}

#[test]
fn a_time_ends_the_capture() {
    let (server, scratch) = (server_that_stays(3), Scratch::new());
    let (output, _) = scratch.capture(&server.url(), &["--for", "300ms"]);
    let report = output.success().json();
    assert_eq!(report["received"], 3);
    assert!(report["seconds"].as_f64().is_some_and(|s| s >= 0.3), "not before: {report}");
    assert_eq!(server.received().close_code(), Some(1000));
}

/// The time starts when the connection opens, so a slow upgrade does not shorten it.
#[test]
fn the_first_condition_met_ends_the_capture() {
    let (server, scratch) = (server_that_stays(5), Scratch::new());
    let (output, _) = scratch.capture(&server.url(), &["--for", "2m", "--count", "5"]);
    assert_eq!(output.success().json()["received"], 5);
}

#[test]
fn a_clean_close_by_the_server_is_success() {
    for code in [1000, 1001] {
        let then = Then::Close(close_payload(code, "enough for today"));
        let server = FaultServer::start(Behaviour::Flood { count: 7, size: 20, then });
        // A clean close before the count was reached is no error; the report has the count.
        let (output, rows) = Scratch::new().capture(&server.url(), &["--count", "1000"]);
        let report = output.success().json();
        assert_eq!((&report["received"], &report["lost"]), (&json!(7), &json!(0)));
        let end =
            json!({"code": code, "reason": "enough for today", "clean": true, "by": "server"});
        assert_eq!(report["close"], end);
        let kinds: Vec<_> = rows[7..].iter().map(|row| (row.label(), row.payload())).collect();
        // The client's Close has the same code (RFC 6455 section 5.5.1).
        assert_eq!(kinds[0], ("received close".into(), close_payload(code, "enough for today")));
        assert_eq!(kinds[1].0, "sent close");
        assert_eq!(kinds[1].1[..2], code.to_be_bytes());
        assert_eq!(server.received().close_code(), Some(code));
    }
}

#[test]
fn any_other_close_code_is_an_error_that_names_it() {
    for code in [1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 3000, 4401, 4999] {
        let server = FaultServer::start(Behaviour::Flood {
            count: 2,
            size: 20,
            then: Then::Close(close_payload(code, "so\u{1b}[2J sorry\n")),
        });
        let (output, rows) = Scratch::new().capture(&server.url(), &[]);
        let (found, text) = output.failed(3);
        assert_eq!(found, "closed");
        assert!(text.contains(&code.to_string()) && text.contains("sorry"), "{text}");
        assert!(!text.contains('\u{1b}'), "the reason is escaped: {text:?}");
        assert_eq!(output.json()["close"]["code"], code);
        assert_eq!(rows.len(), 4, "no earlier row is lost: {rows:#?}");
    }
}

#[test]
fn sigint_and_sigterm_end_a_capture_with_a_report_and_0() {
    if !can_signal() {
        return;
    }
    for signal in [Signal::Interrupt, Signal::Terminate] {
        let (server, scratch) = (server_that_stays(50), Scratch::new());
        let (profile, transcript) = (scratch.smallest(&server.url()), scratch.path("i.wlt"));
        let capture = Cli::spawn(["capture", &profile, "--transcript", &transcript]);
        wait_for_rows(&transcript, 50);
        capture.signal(signal);
        let output = capture.finish().success();
        let wanted = "received 50 stored 50 lost 0";
        assert!(output.stdout.starts_with(wanted), "{output:#?}");
        assert_eq!(rows_of(&transcript).len(), 52, "and the two Close frames");
        assert_eq!(server.received().close(), Some(close_payload(1000, "user quit")));
    }
}

/// There is no open connection to close.
#[test]
fn sigint_before_the_connection_opens_ends_a_capture() {
    if !can_signal() {
        return;
    }
    let (server, scratch) = (FaultServer::start(Behaviour::Silent), Scratch::new());
    let (profile, transcript) = (scratch.smallest(&server.url()), scratch.path("i.wlt"));
    let capture = Cli::spawn(["capture", &profile, "--transcript", &transcript]);
    wait_for_rows(&transcript, 0);
    capture.signal(Signal::Interrupt);
    let output = capture.finish().success();
    assert!(output.stdout.starts_with("received 0 stored 0 lost 0"), "{output:#?}");
}

#[test]
fn every_kind_of_message_is_recorded_unchanged() {
    let bytes = [
        frame(TEXT, "Grüße, 世界".as_bytes()),
        frame(TEXT, b""),
        frame(BINARY, &[0xff, 0xff, 0xff, 0xff, 7]),
        frame(BINARY, &[1, 2, 3]),
        frame(BINARY, b""),
        frame(PING, b"are you there?"),
        frame(0xA, b"unasked"),
        // In two fragments, with a ping between them (RFC 6455 section 5.4).
        [&[0x02, 2][..], &[9, 0]].concat(),
        frame(PING, b"2"),
        [&[0x80, 3][..], &[0, 0, 8]].concat(),
        frame(BINARY, &vec![5; 70_000]),
    ]
    .concat();
    let server = FaultServer::start(Behaviour::Upgrade {
        bytes,
        then: Then::Close(close_payload(1000, "")),
    });
    let (output, rows) = Scratch::new().capture(&server.url(), &[]);
    let report = output.success().json();
    assert_eq!((&report["received"], &report["lost"]), (&json!(7), &json!(0)));
    let received: Vec<_> = rows
        .iter()
        .filter(|row| row.direction == "received")
        .map(|row| (row.kind.as_str(), row.code, row.payload()))
        .collect();
    let wanted = [
        ("text", None, "Grüße, 世界".as_bytes().to_vec()),
        ("text", None, vec![]),
        ("binary", Some(-1), vec![0xff, 0xff, 0xff, 0xff, 7]),
        ("binary", None, vec![1, 2, 3]),
        ("binary", None, vec![]),
        ("ping", None, b"are you there?".to_vec()),
        ("pong", None, b"unasked".to_vec()),
        ("ping", None, b"2".to_vec()),
        ("binary", Some(9), vec![9, 0, 0, 0, 8]),
        ("binary", Some(0x0505_0505), vec![5; 70_000]),
        ("close", None, close_payload(1000, "")),
    ];
    assert_eq!(received, wanted);
    let times: Vec<_> = rows.iter().map(|row| &row.time).collect();
    assert!(times.is_sorted(), "in order of arrival: {times:?}");
    // If several pings arrive at once, only the last must be answered (RFC 6455 section 5.5.3).
    let pongs: Vec<_> =
        server.received().frames().into_iter().filter(|(op, _)| *op == 0xA).collect();
    assert!(pongs.contains(&(0xA, b"2".to_vec())), "{pongs:?}");
}

/// `capture` logs in first if the profile has a login.
#[test]
fn capture_logs_in_first_unless_told_not_to() {
    for (send, wanted) in [(true, vec![(0x1, b"{\"a\":1.50}".to_vec())]), (false, vec![])] {
        let (server, scratch) = (server_that_stays(1), Scratch::new());
        let field = json!({"name": "a", "value": "1.50", "type": "number"});
        let profile = scratch.profile(json!({
            "connection": {"url": server.url()}, "login": {"send": send, "fields": [field], "style": "compact"},
        }));
        let transcript = scratch.path("l.wlt");
        Cli::run(["capture", &profile, "--transcript", &transcript, "--count", "1"]).success();
        let mut frames = server.received().frames();
        frames.retain(|(opcode, _)| *opcode != 0x8);
        assert_eq!(frames, wanted);
    }
}
