//! Rows of ends, and the waits that they bring.

use std::net::{Ipv4Addr, SocketAddr};

use proptest::prelude::*;

use super::*;
use crate::connection::connection_end::CloseObservation;
use crate::connection::error::RefusedUpgrade;

const SECOND: Duration = Duration::from_secs(1);

fn how(first: Duration, longest: Duration, attempts: u32) -> Option<ReconnectSettings> {
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

/// One that was open, and may be made again.
fn once(how: Option<ReconnectSettings>) -> ReconnectAttempts {
    let mut attempts = ReconnectAttempts::new(how);
    attempts.opened();
    attempts
}

fn again(ended: (ConnectionEnd, Option<ConnectionError>)) -> bool {
    let mut attempts = once(how(SECOND, 60 * SECOND, 20));
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
        let mut attempts = once(how(first, longest, of));
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
        let mut attempts = once(how(SECOND, 60 * SECOND, of));
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
fn one_that_lasted_begins_the_row_anew() {
    let mut attempts = once(how(SECOND, 60 * SECOND, 3));
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
fn what_is_made_again_and_what_is_not() {
    assert!(again(lost()));
    let mut last = once(how(SECOND, SECOND, 1));
    let ((end, error), (asked, _)) = (lost(), closed(1000, Side::Us));
    last.ended(&end, error.as_ref(), Duration::ZERO, 0.5).expect("the one attempt");
    last.ended(&asked, None, Duration::ZERO, 0.5);
    assert!(!last.has_given_up(), "it was wanted");
    for code in [1001, 1005, 1011, 1012, 1013, 1014, 3000, 4000] {
        assert!(again(closed(code, Side::Server)), "{code}");
        assert!(!again(closed(code, Side::Us)), "we wanted {code}");
    }
    for code in [1000, 1002, 1003, 1007, 1008, 1009, 1010] {
        assert!(!again(closed(code, Side::Server)), "{code}");
    }
    for status in [408, 425, 429, 500, 502, 503, 504] {
        assert!(again(refused(status)), "{status}");
    }
    for status in [200, 301, 400, 401, 403, 404, 426] {
        assert!(!again(refused(status)), "{status}");
    }
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 1));
    assert!(again(failed(ConnectionError::Refused { address })));
    let login = ConnectionError::LoginRefused { code: 4401, reason: String::new(), reply: None };
    assert!(!again((closed(4401, Side::Server).0, Some(login))));
    let silent = ConnectionError::LoginTimeout { code: 1, within: SECOND };
    assert!(again((closed(1001, Side::Server).0, Some(silent))));
    let broken =
        ConnectionError::Protocol { what: String::new(), rule: "other", frame: None, code: 1002 };
    assert!(!again((closed(1006, Side::Us).0, Some(broken))));
}

#[test]
fn one_that_never_was_open_and_one_that_may_not_are_not_made_again() {
    let (end, error) = lost();
    let mut never = ReconnectAttempts::new(how(SECOND, SECOND, 5));
    assert_eq!(never.ended(&end, error.as_ref(), Duration::ZERO, 0.5), None);
    let mut off = once(None);
    assert_eq!(off.opened(), None, "nothing to tell apart");
    assert_eq!(off.ended(&end, error.as_ref(), Duration::ZERO, 0.5), None);
}

#[test]
fn the_transcript_is_told_which_connection_begins_and_why() {
    let mut attempts = ReconnectAttempts::new(how(SECOND, SECOND, 5));
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
