//! Happy Eyeballs (RFC 8305): an address that does not answer delays the next one by 250 ms, not by a time-out.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use crate::connection::handshake::ConnectAttempt;
use crate::connection::task_panic;

/// "Connection Attempt Delay", RFC 8305 section 5.
const DELAY: Duration = Duration::from_millis(250);

/// The families in turns, beginning with the one that the system put first (RFC 8305 section 4).
pub(super) fn take_turns(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let first = addresses.first().is_some_and(SocketAddr::is_ipv6);
    let (mut one, mut other): (VecDeque<_>, VecDeque<_>) =
        addresses.into_iter().partition(|address| address.is_ipv6() == first);
    let mut turns = Vec::with_capacity(one.len() + other.len());
    while !one.is_empty() || !other.is_empty() {
        turns.extend(one.pop_front());
        turns.extend(other.pop_front());
    }
    turns
}

/// The first to answer, and its address; else the last to fail. `tries` is filled as far as it goes.
pub(super) async fn race<T, F>(
    addresses: &[SocketAddr],
    connect: impl Fn(SocketAddr) -> F,
    tries: &mut Vec<ConnectAttempt>,
) -> Result<(T, SocketAddr), Option<(SocketAddr, io::Error)>>
where
    T: Send + 'static,
    F: Future<Output = io::Result<T>> + Send + 'static,
{
    let began = Instant::now();
    let mut waiting = addresses.iter().copied().enumerate();
    // Those under way are ended when this is dropped.
    let mut running = JoinSet::new();
    let mut last = None;
    loop {
        match waiting.next() {
            Some((i, address)) => {
                let began_ms = began.elapsed().as_secs_f64() * 1000.0;
                tries.push(ConnectAttempt { address: address.to_string(), began_ms, error: None });
                let attempt = connect(address);
                running.spawn(async move { (i, address, attempt.await) });
            }
            None if running.is_empty() => return Err(last),
            None => {}
        }
        let more = waiting.len() > 0;
        let next = tokio::select! {
            biased;
            Some(next) = running.join_next() => next,
            () = sleep(DELAY), if more => continue,
        };
        match next {
            Ok((_, address, Ok(found))) => return Ok((found, address)),
            Ok((i, address, Err(error))) => {
                tracing::debug!(%address, kind = ?error.kind(), "no connection");
                if let Some(tried) = tries.get_mut(i) {
                    tried.error = Some(error.to_string());
                }
                last = Some((address, error));
            }
            // Nobody cancels one that is waited for, so this goes on as its panic.
            Err(ended) => drop(task_panic::joined::<()>(Err(ended))),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    fn addresses(texts: &[&str]) -> Vec<SocketAddr> {
        texts.iter().map(|text| text.parse().expect("an address")).collect()
    }

    #[test]
    fn families_take_turns() {
        let mixed = ["[::1]:1", "[::2]:1", "1.1.1.1:1", "1.1.1.2:1", "1.1.1.3:1"];
        assert_eq!(
            take_turns(addresses(&mixed)),
            addresses(&["[::1]:1", "1.1.1.1:1", "[::2]:1", "1.1.1.2:1", "1.1.1.3:1"])
        );
        assert_eq!(take_turns(vec![]), []);
    }

    #[tokio::test(start_paused = true)]
    async fn case_18_a_dead_first_address_costs_a_quarter_of_a_second() {
        let both = addresses(&["[::1]:1", "1.1.1.1:1"]);
        let began = Instant::now();
        let mut tries = Vec::new();
        let connect = |address: SocketAddr| async move {
            match address.is_ipv6() {
                true => pending().await,
                false => Ok(7),
            }
        };
        let (found, address) = race(&both, connect, &mut tries).await.expect("IPv4 answers");
        assert_eq!((found, address), (7, both[1]));
        assert_eq!(began.elapsed(), DELAY);
        assert_eq!(tries[1].began_ms, 250.0);
        assert_eq!(tries[0].error, None, "still under way");
    }

    #[tokio::test(start_paused = true)]
    async fn one_that_fails_at_once_is_not_waited_for() {
        let both = addresses(&["[::1]:1", "1.1.1.1:1"]);
        let began = Instant::now();
        let mut tries = Vec::new();
        let connect = |address: SocketAddr| async move {
            match address.is_ipv6() {
                true => Err(io::Error::from(io::ErrorKind::NetworkUnreachable)),
                false => {
                    sleep(Duration::from_secs(3)).await;
                    Ok(())
                }
            }
        };
        race(&both, connect, &mut tries).await.expect("IPv4 answers");
        assert_eq!(began.elapsed(), Duration::from_secs(3));
        assert!(tries[0].error.is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn a_late_first_one_may_still_win_and_the_last_error_is_told() {
        let both = addresses(&["[::1]:1", "1.1.1.1:1"]);
        let connect = |address: SocketAddr| async move {
            let late = if address.is_ipv6() { 300 } else { 100 };
            sleep(Duration::from_millis(late)).await;
            Ok(())
        };
        let (_, address) = race(&both, connect, &mut vec![]).await.expect("both answer");
        assert_eq!(address, both[0]);
        let refuse = |_| async { Err::<(), _>(io::Error::from(io::ErrorKind::ConnectionRefused)) };
        let error = race(&both, refuse, &mut vec![]).await.expect_err("nobody");
        assert_eq!(error.map(|(address, _)| address), Some(both[1]));
        assert!(race(&[], refuse, &mut vec![]).await.expect_err("nobody").is_none());
    }
}
