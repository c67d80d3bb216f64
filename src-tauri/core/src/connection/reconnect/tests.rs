//! Sequences of ends, and the waits that follow.

use std::net::{Ipv4Addr, SocketAddr};

use proptest::prelude::*;

use super::*;
use crate::connection::connection_end::CloseObservation;
use crate::connection::error::{ExpectedReply, RefusedUpgrade};

const SECOND: Duration = Duration::from_secs(1);

fn every(first: Duration, longest: Duration, attempts: u32) -> Option<ReconnectSettings> {
    Some(ReconnectSettings { first, longest, attempts, send: vec![] })
}

fn lost() -> (ConnectionEnd, Option<ConnectionError>) {
    let end = ConnectionEnd::without(Side::Server, CloseObservation::Broken);
    (end, Some(ConnectionError::Lost { frame: None }))
}

fn closed(code: u16, by: Side) -> (ConnectionEnd, Option<ConnectionError>) {
    (
        ConnectionEnd { code, reason: String::new(), clean: true, by, how: CloseObservation::Code },
        None,
    )
}

/// A connection that was open once.
fn opened_once(settings: Option<ReconnectSettings>) -> ReconnectAttempts {
    let mut attempts = ReconnectAttempts::new(settings);
    attempts.opened();
    attempts
}

fn reconnects(ended: (ConnectionEnd, Option<ConnectionError>)) -> bool {
    let mut attempts = opened_once(every(SECOND, 60 * SECOND, 20));
    attempts.ended(&ended.0, ended.1.as_ref(), Duration::ZERO, 0.5).is_some()
}

fn failed(error: ConnectionError) -> (ConnectionEnd, Option<ConnectionError>) {
    (ConnectionEnd::without(Side::Network, CloseObservation::Broken), Some(error))
}

fn refused(status: u16) -> (ConnectionEnd, Option<ConnectionError>) {
    let refusal = RefusedUpgrade { status, reason: String::new(), headers: vec![], body: vec![] };
    failed(ConnectionError::Upgrade(UpgradeError::Refused(Box::new(refusal))))
}

proptest! {
    #[test]
    fn waits_double_within_their_bounds(
        first in 100u64..5_000, longest in 100u64..100_000, of in 1u32..40, dice in prop::collection::vec(0.0f64..1.0, 50)
    ) {
        let (first, longest) = (Duration::from_millis(first), Duration::from_millis(longest));
        let mut attempts = opened_once(every(first, longest, of));
        let (end, error) = lost();
        for (n, dice) in dice.into_iter().enumerate() {
            let next = attempts.ended(&end, error.as_ref(), Duration::ZERO, dice);
            let Some(next) = next else {
                prop_assert_eq!(n as u32, of);
                prop_assert!(attempts.has_given_up());
                return Ok(());
            };
            let whole = first.saturating_mul(2u32.saturating_pow(n as u32)).min(longest);
            prop_assert!(next.wait <= whole && next.wait >= whole / 2, "{:?} of {whole:?}", next.wait);
            prop_assert_eq!((next.attempt, next.of), (n as u32 + 1, of));
        }
    }

    #[test]
    fn case_54_a_server_that_drops_at_once_is_tried_at_most_20_times_in_5_minutes(
        dice in prop::collection::vec(0.0f64..1.0, 60), of in 20u32..1000
    ) {
        let mut attempts = opened_once(every(SECOND, 60 * SECOND, of));
        let (end, error) = lost();
        let (mut now, mut tries) = (Duration::ZERO, 0);
        for dice in dice {
            let Some(next) = attempts.ended(&end, error.as_ref(), Duration::ZERO, dice) else { break };
            now += next.wait;
            if now > 300 * SECOND {
                break;
            }
            tries += 1;
            attempts.opened();
        }
        prop_assert!((9..=20).contains(&tries), "{tries}");
    }
}

#[test]
fn a_connection_that_lasted_resets_the_count() {
    let mut attempts = opened_once(every(SECOND, 60 * SECOND, 3));
    let (end, error) = lost();
    let mut next =
        |lived| attempts.ended(&end, error.as_ref(), lived, 1.0).map(|n| (n.attempt, n.wait));
    assert_eq!(next(Duration::ZERO), Some((1, SECOND)));
    assert_eq!(next(59 * SECOND), Some((2, 2 * SECOND)));
    assert_eq!(next(60 * SECOND), Some((1, SECOND)));
    assert_eq!(next(Duration::ZERO), Some((2, 2 * SECOND)));
    assert_eq!(next(Duration::ZERO), Some((3, 4 * SECOND)));
    assert_eq!(next(Duration::ZERO), None);
}

#[test]
fn only_temporary_failures_are_retried() {
    assert!(reconnects(lost()));
    let mut last = opened_once(every(SECOND, SECOND, 1));
    let ((end, error), (asked, _)) = (lost(), closed(1000, Side::Us));
    last.ended(&end, error.as_ref(), Duration::ZERO, 0.5).expect("the one attempt");
    last.ended(&asked, None, Duration::ZERO, 0.5);
    assert!(!last.has_given_up(), "we closed it");
    for code in [1001, 1005, 1011, 1012, 1013, 1014, 3000, 4000] {
        assert!(reconnects(closed(code, Side::Server)), "{code}");
        assert!(!reconnects(closed(code, Side::Us)), "we closed with {code}");
    }
    for code in [1000, 1002, 1003, 1007, 1008, 1009, 1010] {
        assert!(!reconnects(closed(code, Side::Server)), "{code}");
    }
    for status in [408, 425, 429, 500, 502, 503, 504] {
        assert!(reconnects(refused(status)), "{status}");
    }
    for status in [200, 301, 400, 401, 403, 404, 426] {
        assert!(!reconnects(refused(status)), "{status}");
    }
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 1));
    assert!(reconnects(failed(ConnectionError::Refused { address })));
    let login = ConnectionError::LoginRefused { code: 4401, reason: String::new(), reply: None };
    assert!(!reconnects((closed(4401, Side::Server).0, Some(login))));
    let silent = ConnectionError::LoginTimeout { expected: ExpectedReply::Code(1), within: SECOND };
    assert!(reconnects((closed(1001, Side::Server).0, Some(silent))));
    let broken =
        ConnectionError::Protocol { what: String::new(), rule: "other", frame: None, code: 1002 };
    assert!(!reconnects((closed(1006, Side::Us).0, Some(broken))));
}

#[test]
fn a_connection_never_opened_or_without_the_setting_is_not_retried() {
    let (end, error) = lost();
    let mut never = ReconnectAttempts::new(every(SECOND, SECOND, 5));
    assert_eq!(never.ended(&end, error.as_ref(), Duration::ZERO, 0.5), None);
    let mut off = opened_once(None);
    assert_eq!(off.opened(), None, "no marker without reconnecting");
    assert_eq!(off.ended(&end, error.as_ref(), Duration::ZERO, 0.5), None);
}

#[test]
fn the_marker_numbers_the_connection_and_gives_the_reason() {
    let mut attempts = ReconnectAttempts::new(every(SECOND, SECOND, 5));
    assert_eq!(attempts.opened().as_deref(), Some("connection 1"));
    let (end, error) = lost();
    attempts.ended(&end, error.as_ref(), Duration::ZERO, 0.5);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 1));
    let (end, error) = failed(ConnectionError::Refused { address });
    attempts.ended(&end, error.as_ref(), Duration::ZERO, 0.5);
    let wanted = "connection 2: attempt 2 of 5, after 1006: the server ended the connection without a close frame";
    assert_eq!(attempts.opened().as_deref(), Some(wanted));
    let (end, error) = closed(1012, Side::Server);
    attempts.ended(&end, error.as_ref(), Duration::ZERO, 0.5);
    assert_eq!(attempts.opened().as_deref(), Some("connection 3: attempt 3 of 5, after 1012"));
}
