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

/// Alternates the address families, starting with that of the first address (RFC 8305 section 4).
pub(super) fn interleave(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let first = addresses.first().is_some_and(SocketAddr::is_ipv6);
    let (mut preferred, mut other): (VecDeque<_>, VecDeque<_>) =
        addresses.into_iter().partition(|address| address.is_ipv6() == first);
    let mut interleaved = Vec::with_capacity(preferred.len() + other.len());
    while !preferred.is_empty() || !other.is_empty() {
        interleaved.extend(preferred.pop_front());
        interleaved.extend(other.pop_front());
    }
    interleaved
}

/// Returns the first connection and its address, or the last error; `None` without addresses. Attempts are recorded in
/// `tries`.
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
    // Dropping this cancels the attempts under way.
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
            // The tasks are not cancelled, so this is a panic, which resumes here.
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
    fn address_families_alternate() {
        let mixed = ["[::1]:1", "[::2]:1", "1.1.1.1:1", "1.1.1.2:1", "1.1.1.3:1"];
        assert_eq!(
            interleave(addresses(&mixed)),
            addresses(&["[::1]:1", "1.1.1.1:1", "[::2]:1", "1.1.1.2:1", "1.1.1.3:1"])
        );
        assert_eq!(interleave(vec![]), []);
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
    async fn an_attempt_that_fails_starts_the_next_at_once() {
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
    async fn a_late_attempt_may_still_win_and_the_last_error_is_returned() {
        let both = addresses(&["[::1]:1", "1.1.1.1:1"]);
        let connect = |address: SocketAddr| async move {
            let late = if address.is_ipv6() { 300 } else { 100 };
            sleep(Duration::from_millis(late)).await;
            Ok(())
        };
        let (_, address) = race(&both, connect, &mut vec![]).await.expect("both answer");
        assert_eq!(address, both[0]);
        let refuse = |_| async { Err::<(), _>(io::Error::from(io::ErrorKind::ConnectionRefused)) };
        let error = race(&both, refuse, &mut vec![]).await.expect_err("no connection");
        assert_eq!(error.map(|(address, _)| address), Some(both[1]));
        assert!(race(&[], refuse, &mut vec![]).await.expect_err("no connection").is_none());
    }
}
