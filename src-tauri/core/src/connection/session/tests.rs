//! Sequences of events and the resulting actions.

use super::*;
use crate::connection::request::{LoginStep, LoginWait, ReplyTest, Target};
use crate::frame::Kind;

const SECOND: Duration = Duration::from_secs(1);

fn session(url: &str, login: Option<LoginSequence>) -> Session {
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

/// TCP is connected to the server itself.
const CONNECTED: SessionEvent = SessionEvent::Connected { proxied: false };

fn login(reply: Option<(i32, Duration)>) -> LoginSequence {
    let wait = reply.map(|(code, within)| LoginWait { test: ReplyTest::Code(code), within });
    LoginSequence::new(vec![LoginStep { message: Some((Kind::Text, "{}".into())), wait }])
}

/// The only message of a login with this reply was sent.
fn sent(reply: Option<(i32, Duration)>) -> SessionEvent {
    SessionEvent::LoginSent { login: login(reply), step: 0 }
}

fn open(login: Option<LoginSequence>) -> Session {
    let mut s = session("ws://h/", login);
    for event in [SessionEvent::Start, SessionEvent::Resolved, CONNECTED, SessionEvent::Upgraded] {
        s.on(event);
    }
    assert_eq!(s.phase(), Phase::Open);
    s
}

/// A message with this code, while the login waits for code 1.
fn received(code: i32) -> SessionEvent {
    let is = if code == 1 { ReplyMatch::Accepted } else { ReplyMatch::Other };
    SessionEvent::Received { is, shown: code.to_string() }
}

fn close(payload: &[u8]) -> ClosePayload {
    ClosePayload(payload.to_vec())
}

#[test]
fn each_phase_has_its_time_out() {
    let mut s = session("wss://h/", Some(login(None)));
    assert_eq!(s.on(SessionEvent::Start), [SessionAction::Arm(SECOND), SessionAction::Resolve]);
    assert_eq!(
        s.on(SessionEvent::Resolved),
        [SessionAction::Arm(2 * SECOND), SessionAction::Connect]
    );
    assert_eq!(s.on(CONNECTED), [SessionAction::Arm(3 * SECOND), SessionAction::Secure]);
    assert_eq!(
        s.on(SessionEvent::Secured),
        [SessionAction::Arm(4 * SECOND), SessionAction::Upgrade]
    );
    assert_eq!(
        s.on(SessionEvent::Upgraded),
        [
            SessionAction::Disarm,
            SessionAction::Open,
            SessionAction::SendLogin { login: login(None), step: 0 }
        ]
    );
    assert_eq!(s.on(sent(None)), [SessionAction::Disarm]);
    assert!(s.login_sent() && s.phase() == Phase::Open, "open, login sent");
}

#[test]
fn ws_skips_the_tls_phase() {
    let mut s = session("ws://h/", None);
    s.on(SessionEvent::Start);
    s.on(SessionEvent::Resolved);
    assert_eq!(s.on(CONNECTED), [SessionAction::Arm(4 * SECOND), SessionAction::Upgrade]);
}

#[test]
fn a_time_out_names_its_phase() {
    let until = [SessionEvent::Start, SessionEvent::Resolved, CONNECTED];
    let codes = ["resolve_timeout", "connect_timeout", "upgrade_timeout"];
    for (n, code) in codes.into_iter().enumerate() {
        let mut s = session("ws://h/", None);
        for event in &until[..=n] {
            s.on(event.clone());
        }
        assert_eq!(s.on(SessionEvent::TimedOut), [SessionAction::Disarm, SessionAction::Finish]);
        assert_eq!(s.error().map(ConnectionError::code), Some(code));
        assert_eq!(s.phase(), Phase::Closed);
    }
}

#[test]
fn only_the_expected_reply_means_logged_in() {
    let mut s = open(Some(login(Some((1, SECOND)))));
    assert_eq!(s.on(sent(Some((1, SECOND)))), [SessionAction::Arm(SECOND)]);
    assert_eq!(s.on(received(100)), []);
    assert_eq!(s.phase(), Phase::Open);
    assert_eq!(s.on(received(1)), [SessionAction::Disarm]);
    assert_eq!(s.phase(), Phase::LoggedIn);
    assert!(!s.awaits_login());
}

#[test]
fn a_login_of_several_messages_goes_on_with_each_reply() {
    let message = |text: &'static str| Some((Kind::Text, text.into()));
    let wait = |code| Some(LoginWait { test: ReplyTest::Code(code), within: SECOND });
    let login = LoginSequence::new(vec![
        LoginStep { message: None, wait: wait(1) },
        LoginStep { message: message("user"), wait: None },
        LoginStep { message: message("password"), wait: wait(1) },
    ]);
    let send = |step| SessionAction::SendLogin { login: login.clone(), step };
    let sent = |step| SessionEvent::LoginSent { login: login.clone(), step };
    let mut s = session("ws://h/", Some(login.clone()));
    for event in [SessionEvent::Start, SessionEvent::Resolved, CONNECTED] {
        s.on(event);
    }
    assert_eq!(s.on(SessionEvent::Upgraded), [SessionAction::Disarm, SessionAction::Open, send(0)]);
    assert_eq!(s.on(sent(0)), [SessionAction::Arm(SECOND)]);
    assert_eq!(s.on(received(1)), [SessionAction::Disarm, send(1)]);
    assert!(!s.awaits_login(), "a message before the next step is no reply to it");
    assert_eq!(s.on(sent(1)), [send(2)]);
    assert_eq!(s.on(sent(2)), [SessionAction::Arm(SECOND)]);
    assert_eq!(s.on(received(7)), []);
    assert_eq!((s.phase(), s.login_complete()), (Phase::Open, false));
    assert_eq!(s.on(received(1)), [SessionAction::Disarm]);
    assert_eq!((s.phase(), s.login_complete()), (Phase::LoggedIn, true));
}

#[test]
fn a_message_that_refuses_the_login_leaves_the_connection_open() {
    let mut s = open(None);
    s.on(sent(Some((1, SECOND))));
    let refused = SessionEvent::Received { is: ReplyMatch::Refused, shown: "no".to_owned() };
    assert_eq!(s.on(refused), [SessionAction::Disarm]);
    let error = s.error().expect("an error");
    assert_eq!((error.code(), s.phase()), ("login_refused", Phase::Open));
    assert_eq!(error.to_string(), "the login was refused: the server answered no");
    assert!(!s.login_complete() && !s.awaits_login());
    s.on(sent(Some((1, SECOND))));
    assert_eq!(s.error(), None, "a second login discards the outcome of the first");
}

#[test]
fn an_unanswered_login_leaves_the_connection_open() {
    let mut s = open(None);
    s.on(sent(Some((1, SECOND))));
    assert_eq!(s.on(SessionEvent::TimedOut), [SessionAction::Disarm]);
    assert_eq!(s.error().map(ConnectionError::code), Some("login_timeout"));
    assert_eq!(s.phase(), Phase::Open);
    s.on(sent(Some((1, SECOND))));
    assert_eq!(s.error(), None, "the second try starts clean");
}

#[test]
fn a_close_instead_of_the_reply_is_a_refusal() {
    let mut s = open(None);
    s.on(sent(Some((1, SECOND))));
    s.on(received(-1));
    assert_eq!(
        s.on(SessionEvent::CloseCame(close(b"\x11\x31no"))),
        [SessionAction::Arm(5 * SECOND)]
    );
    assert_eq!(s.on(SessionEvent::Ended(None)), [SessionAction::Disarm, SessionAction::Finish]);
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
    let close_asked = SessionEvent::CloseAsked { code: 1000, reason: "user quit".to_owned() };
    assert_eq!(
        s.on(close_asked.clone()),
        [
            SessionAction::SendClose { code: 1000, reason: "user quit".to_owned() },
            SessionAction::Arm(5 * SECOND)
        ]
    );
    assert_eq!(s.on(close_asked), [], "only the first is sent");
    assert_eq!(s.on(SessionEvent::CloseCame(close(b"\x03\xe8user quit"))), []);
    s.on(SessionEvent::Ended(None));
    let end = s.end().expect("ended");
    assert_eq!((end.code, end.reason.as_str(), end.clean), (1000, "user quit", true));
    assert_eq!(end.by, Side::Us);
}

#[test]
fn a_server_close_that_crosses_ours_is_the_server_s() {
    let mut s = open(None);
    s.on(SessionEvent::CloseAsked { code: 1000, reason: "user quit".to_owned() });
    s.on(SessionEvent::CloseCame(close(b"\x11\x31login refused")));
    s.on(SessionEvent::Ended(None));
    let end = s.end().expect("ended");
    assert_eq!((end.code, end.by), (4401, Side::Server));
}

#[test]
fn our_close_is_not_answered() {
    let mut s = open(None);
    s.on(SessionEvent::CloseAsked { code: 1000, reason: String::new() });
    assert_eq!(s.on(SessionEvent::TimedOut), [SessionAction::Disarm, SessionAction::Finish]);
    let end = s.end().expect("ended");
    assert_eq!((end.code, end.clean, end.by), (1006, false, Side::Us));
    assert_eq!(end.how, CloseObservation::Unanswered);
}

#[test]
fn a_close_without_a_code_is_1005_and_a_forbidden_one_is_kept() {
    for (payload, code) in [(&b""[..], 1005), (b"\x03", 1005), (b"\x03\xe7", 999)] {
        let mut s = open(None);
        s.on(SessionEvent::CloseCame(close(payload)));
        s.on(SessionEvent::Ended(None));
        assert_eq!(s.end().expect("ended").code, code);
    }
}

#[test]
fn an_end_without_a_close_is_1006() {
    let mut s = open(None);
    let lost = ConnectionError::Lost { frame: Some((40, 100)) };
    assert_eq!(
        s.on(SessionEvent::Ended(Some(lost.clone()))),
        [SessionAction::Disarm, SessionAction::Finish]
    );
    assert_eq!(s.error(), Some(&lost));
    let end = s.end().expect("ended");
    assert_eq!((end.code, end.clean, end.by), (1006, false, Side::Server));
}

#[test]
fn aborting_ends_at_once_even_while_closing() {
    for closing in [false, true] {
        let mut s = open(None);
        if closing {
            s.on(SessionEvent::CloseAsked { code: 1000, reason: String::new() });
        }
        assert_eq!(s.on(SessionEvent::AbortAsked), [SessionAction::Disarm, SessionAction::Finish]);
        assert_eq!(s.end(), Some(&ConnectionEnd::without(Side::Us, CloseObservation::Aborted)));
        assert_eq!(s.on(SessionEvent::AbortAsked), []);
        assert_eq!(s.error(), None);
    }
}

#[test]
fn a_close_sent_by_a_misbehaviour_is_ours() {
    let mut s = open(None);
    let sent = SessionEvent::CloseSent { code: 1005, reason: String::new() };
    assert_eq!(s.on(sent), [SessionAction::Arm(5 * SECOND)], "it was sent already");
    s.on(SessionEvent::CloseCame(close(b"")));
    s.on(SessionEvent::Ended(None));
    let end = s.end().expect("ended");
    assert_eq!(
        (end.code, end.clean, end.by, end.how),
        (1005, true, Side::Us, CloseObservation::NoCode)
    );
}

#[test]
fn cancelling_while_connecting_is_no_error() {
    let mut s = session("ws://h/", None);
    s.on(SessionEvent::Start);
    let close_asked = SessionEvent::CloseAsked { code: 1000, reason: String::new() };
    assert_eq!(s.on(close_asked), [SessionAction::Disarm, SessionAction::Finish]);
    assert_eq!((s.error(), s.phase()), (None, Phase::Closed));
}

#[test]
fn a_finished_session_does_nothing_more() {
    let mut s = open(None);
    s.on(SessionEvent::Ended(None));
    for event in
        [SessionEvent::Start, SessionEvent::TimedOut, received(1), SessionEvent::Ended(None)]
    {
        assert_eq!(s.on(event), []);
    }
}

#[test]
fn a_proxy_is_a_phase_of_its_own() {
    let mut s = session("wss://h/", None);
    s.on(SessionEvent::Start);
    s.on(SessionEvent::Resolved);
    let proxied = SessionEvent::Connected { proxied: true };
    assert_eq!(s.on(proxied), [SessionAction::Arm(6 * SECOND), SessionAction::Tunnel]);
    assert_eq!(s.phase(), Phase::Proxy);
    assert_eq!(
        s.on(SessionEvent::Tunneled),
        [SessionAction::Arm(3 * SECOND), SessionAction::Secure]
    );
}

#[test]
fn case_06_a_redirect_begins_anew_and_another_host_gets_no_login() {
    // A redirect that is followed; `redirect` decides that.
    let mut s = session("ws://h/", Some(login(None)));
    for event in [SessionEvent::Start, SessionEvent::Resolved, CONNECTED] {
        s.on(event);
    }
    let redirected = SessionEvent::Redirected { secure: true, peer: "i:443".to_owned() };
    assert_eq!(s.on(redirected), [SessionAction::Arm(SECOND), SessionAction::Resolve]);
    s.on(SessionEvent::Resolved);
    assert_eq!(s.on(CONNECTED), [SessionAction::Arm(3 * SECOND), SessionAction::Secure]);
    s.on(SessionEvent::Secured);
    assert!(
        s.on(SessionEvent::Upgraded)
            .contains(&SessionAction::SendLogin { login: login(None), step: 0 })
    );
    // A redirect that is not followed ends the session, and nothing is sent.
    let mut s = session("ws://h/", Some(login(None)));
    for event in [SessionEvent::Start, SessionEvent::Resolved, CONNECTED] {
        s.on(event);
    }
    let location = "wss://i/".to_owned();
    let server = Target::parse(&location).expect("a URL").server();
    let error = ConnectionError::RedirectHost { host: server.peer(), server, location };
    assert_eq!(s.on(SessionEvent::Failed(error)), [SessionAction::Disarm, SessionAction::Finish]);
    assert_eq!(s.phase(), Phase::Closed);
}
