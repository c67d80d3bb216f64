//! Conversations: an event, and the actions that it brings.

use super::*;
use crate::connection::request::Target;

const SECOND: Duration = Duration::from_secs(1);

fn session(url: &str, login: Option<Login>) -> Session {
    let mut settings = Settings::to(Target::parse(url).expect("a URL"));
    let limits = &mut settings.limits;
    limits.resolve = SECOND;
    limits.connect = 2 * SECOND;
    limits.tls = 3 * SECOND;
    limits.upgrade = 4 * SECOND;
    limits.close = 5 * SECOND;
    limits.proxy = 6 * SECOND;
    settings.login = login;
    Session::new(&settings)
}

/// TCP is there, with the server itself.
const CONNECTED: Event = Event::Connected { proxied: false };

fn login(reply: Option<(i32, Duration)>) -> Login {
    Login { text: "{}".to_owned(), reply }
}

fn open(login: Option<Login>) -> Session {
    let mut s = session("ws://h/", login);
    for event in [Event::Start, Event::Resolved, CONNECTED, Event::Upgraded] {
        s.on(event);
    }
    assert_eq!(s.phase(), Phase::Open);
    s
}

fn received(code: i32) -> Event {
    Event::Received { code: Some(code), shown: code.to_string() }
}

fn close(payload: &[u8]) -> ClosePayload {
    ClosePayload(payload.to_vec())
}

#[test]
fn each_phase_has_its_time_out() {
    let mut s = session("wss://h/", Some(login(None)));
    assert_eq!(s.on(Event::Start), [Action::Arm(SECOND), Action::Resolve]);
    assert_eq!(s.on(Event::Resolved), [Action::Arm(2 * SECOND), Action::Connect]);
    assert_eq!(s.on(CONNECTED), [Action::Arm(3 * SECOND), Action::Secure]);
    assert_eq!(s.on(Event::Secured), [Action::Arm(4 * SECOND), Action::Upgrade]);
    assert_eq!(
        s.on(Event::Upgraded),
        [Action::Disarm, Action::Open, Action::SendLogin(login(None))]
    );
    assert_eq!(s.on(Event::LoginSent { reply: None }), [Action::Disarm]);
    assert!(s.login_sent() && s.phase() == Phase::Open, "open, login sent");
}

#[test]
fn without_tls_there_is_no_tls() {
    let mut s = session("ws://h/", None);
    s.on(Event::Start);
    s.on(Event::Resolved);
    assert_eq!(s.on(CONNECTED), [Action::Arm(4 * SECOND), Action::Upgrade]);
}

#[test]
fn a_time_out_names_its_phase() {
    let until = [Event::Start, Event::Resolved, CONNECTED];
    let codes = ["resolve_timeout", "connect_timeout", "upgrade_timeout"];
    for (n, code) in codes.into_iter().enumerate() {
        let mut s = session("ws://h/", None);
        for event in &until[..=n] {
            s.on(event.clone());
        }
        assert_eq!(s.on(Event::TimedOut), [Action::Disarm, Action::Finish]);
        assert_eq!(s.error().map(ConnectionError::code), Some(code));
        assert_eq!(s.phase(), Phase::Closed);
    }
}

#[test]
fn the_awaited_reply_means_logged_in_and_others_do_not() {
    let mut s = open(Some(login(Some((1, SECOND)))));
    assert_eq!(s.on(Event::LoginSent { reply: Some((1, SECOND)) }), [Action::Arm(SECOND)]);
    assert_eq!(s.on(received(100)), []);
    assert_eq!(s.phase(), Phase::Open);
    assert_eq!(s.on(received(1)), [Action::Disarm]);
    assert_eq!(s.phase(), Phase::LoggedIn);
    assert!(!s.awaits_login());
}

#[test]
fn an_unanswered_login_leaves_the_connection_open() {
    let mut s = open(None);
    s.on(Event::LoginSent { reply: Some((1, SECOND)) });
    assert_eq!(s.on(Event::TimedOut), [Action::Disarm]);
    assert_eq!(s.error().map(ConnectionError::code), Some("login_timeout"));
    assert_eq!(s.phase(), Phase::Open);
    s.on(Event::LoginSent { reply: Some((1, SECOND)) });
    assert_eq!(s.error(), None, "the second try starts clean");
}

#[test]
fn a_close_instead_of_the_reply_is_a_refusal() {
    let mut s = open(None);
    s.on(Event::LoginSent { reply: Some((1, SECOND)) });
    s.on(received(-1));
    assert_eq!(s.on(Event::CloseCame(close(b"\x11\x31no"))), [Action::Arm(5 * SECOND)]);
    assert_eq!(s.on(Event::Ended(None)), [Action::Disarm, Action::Finish]);
    assert_eq!(
        s.error(),
        Some(&ConnectionError::LoginRefused {
            code: 4401,
            reason: "no".to_owned(),
            reply: Some("-1".to_owned()),
        })
    );
    let end = s.end().expect("ended");
    assert_eq!((end.code, end.clean, end.by), (4401, true, Side::Server));
}

#[test]
fn our_close_is_answered() {
    let mut s = open(None);
    let asked = Event::CloseAsked { code: 1000, reason: "user quit".to_owned() };
    assert_eq!(
        s.on(asked.clone()),
        [Action::SendClose { code: 1000, reason: "user quit".to_owned() }, Action::Arm(5 * SECOND)]
    );
    assert_eq!(s.on(asked), [], "asked twice, sent once");
    assert_eq!(s.on(Event::CloseCame(close(b"\x03\xe8user quit"))), []);
    s.on(Event::Ended(None));
    let end = s.end().expect("ended");
    assert_eq!((end.code, end.reason.as_str(), end.clean), (1000, "user quit", true));
    assert_eq!(end.by, Side::Us);
}

#[test]
fn a_refusal_that_crosses_our_close_is_the_server_s() {
    let mut s = open(None);
    s.on(Event::CloseAsked { code: 1000, reason: "user quit".to_owned() });
    s.on(Event::CloseCame(close(b"\x11\x31login refused")));
    s.on(Event::Ended(None));
    let end = s.end().expect("ended");
    assert_eq!((end.code, end.by), (4401, Side::Server));
}

#[test]
fn our_close_is_not_answered() {
    let mut s = open(None);
    s.on(Event::CloseAsked { code: 1000, reason: String::new() });
    assert_eq!(s.on(Event::TimedOut), [Action::Disarm, Action::Finish]);
    let end = s.end().expect("ended");
    assert_eq!((end.code, end.clean, end.by), (1006, false, Side::Us));
    assert_eq!(end.how, How::Unanswered);
}

#[test]
fn a_close_without_a_code_is_1005_and_a_forbidden_one_is_kept() {
    for (payload, code) in [(&b""[..], 1005), (b"\x03", 1005), (b"\x03\xe7", 999)] {
        let mut s = open(None);
        s.on(Event::CloseCame(close(payload)));
        s.on(Event::Ended(None));
        assert_eq!(s.end().expect("ended").code, code);
    }
}

#[test]
fn an_end_without_a_close_is_1006() {
    let mut s = open(None);
    let lost = ConnectionError::Lost { frame: Some((40, 100)) };
    assert_eq!(s.on(Event::Ended(Some(lost.clone()))), [Action::Disarm, Action::Finish]);
    assert_eq!(s.error(), Some(&lost));
    let end = s.end().expect("ended");
    assert_eq!((end.code, end.clean, end.by), (1006, false, Side::Server));
}

#[test]
fn aborting_ends_at_once_also_while_closing() {
    for closing in [false, true] {
        let mut s = open(None);
        if closing {
            s.on(Event::CloseAsked { code: 1000, reason: String::new() });
        }
        assert_eq!(s.on(Event::AbortAsked), [Action::Disarm, Action::Finish]);
        assert_eq!(s.end(), Some(&End::without(Side::Us, How::Aborted)));
        assert_eq!(s.on(Event::AbortAsked), []);
        assert_eq!(s.error(), None);
    }
}

#[test]
fn a_close_past_the_library_is_ours() {
    let mut s = open(None);
    let sent = Event::CloseSent { code: 1005, reason: String::new() };
    assert_eq!(s.on(sent), [Action::Arm(5 * SECOND)], "it is out already");
    s.on(Event::CloseCame(close(b"")));
    s.on(Event::Ended(None));
    let end = s.end().expect("ended");
    assert_eq!((end.code, end.clean, end.by, end.how), (1005, true, Side::Us, How::NoCode));
}

#[test]
fn cancelling_while_connecting_is_no_error() {
    let mut s = session("ws://h/", None);
    s.on(Event::Start);
    let asked = Event::CloseAsked { code: 1000, reason: String::new() };
    assert_eq!(s.on(asked), [Action::Disarm, Action::Finish]);
    assert_eq!((s.error(), s.phase()), (None, Phase::Closed));
}

#[test]
fn a_finished_session_does_nothing_more() {
    let mut s = open(None);
    s.on(Event::Ended(None));
    for event in [Event::Start, Event::TimedOut, received(1), Event::Ended(None)] {
        assert_eq!(s.on(event), []);
    }
}

#[test]
fn a_proxy_is_a_phase_of_its_own() {
    let mut s = session("wss://h/", None);
    s.on(Event::Start);
    s.on(Event::Resolved);
    let proxied = Event::Connected { proxied: true };
    assert_eq!(s.on(proxied), [Action::Arm(6 * SECOND), Action::Tunnel]);
    assert_eq!(s.phase(), Phase::Proxy);
    assert_eq!(s.on(Event::Tunneled), [Action::Arm(3 * SECOND), Action::Secure]);
}

#[test]
fn case_06_a_redirect_begins_anew_and_another_host_gets_no_login() {
    // One that may be gone to: what may be is decided in `redirect`.
    let mut s = session("ws://h/", Some(login(None)));
    for event in [Event::Start, Event::Resolved, CONNECTED] {
        s.on(event);
    }
    let elsewhere = Event::Redirected { secure: true, peer: "i:443".to_owned() };
    assert_eq!(s.on(elsewhere), [Action::Arm(SECOND), Action::Resolve]);
    s.on(Event::Resolved);
    assert_eq!(s.on(CONNECTED), [Action::Arm(3 * SECOND), Action::Secure]);
    s.on(Event::Secured);
    assert!(s.on(Event::Upgraded).contains(&Action::SendLogin(login(None))));
    // One that may not: the session ends, and nothing was sent.
    let mut s = session("ws://h/", Some(login(None)));
    for event in [Event::Start, Event::Resolved, CONNECTED] {
        s.on(event);
    }
    let location = "wss://i/".to_owned();
    let server = Target::parse(&location).expect("a URL").server();
    let error = ConnectionError::RedirectHost { host: server.peer(), server, location };
    assert_eq!(s.on(Event::Failed(error)), [Action::Disarm, Action::Finish]);
    assert_eq!(s.phase(), Phase::Closed);
}
