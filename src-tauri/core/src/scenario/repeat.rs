//! The same message again and again: so many times, at a rate that does not drift.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// Further behind than this it is not caught up with: a server that was away for a minute must not get a minute's
/// messages at once.
const CATCH_UP: Duration = Duration::from_secs(1);

/// How often and how fast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeat {
    /// How many times; until it is stopped where none is given.
    pub times: Option<u32>,
    /// From the beginning of one to the beginning of the next; one right after the other where zero.
    pub every: Duration,
}

/// Sends until all went out or one could not be; answers how many went out, and why not more.
///
/// `send` is given the number, from 1, and has ended when the message is taken: while a connection is busy, this waits
/// with it. Deadlines are counted from the beginning, so that what one send takes does not slow the rate down. Once
/// `stop` is true no other begins; the one on its way is waited for, so that the count is what really went out.
pub async fn repeat<E, Sending: Future<Output = Result<(), E>>>(
    how: Repeat,
    mut stop: watch::Receiver<bool>,
    mut send: impl FnMut(u32) -> Sending,
) -> (u32, Option<E>) {
    let mut begun = Instant::now();
    let mut sent = 0;
    while how.times.is_none_or(|times| sent < times) {
        let due = begun + how.every * sent;
        let late = Instant::now().saturating_duration_since(due);
        if late > CATCH_UP {
            begun += late;
        }
        tokio::select! {
            biased;
            // Whoever could stop it is gone: that stops it too.
            _ = stop.wait_for(|stop| *stop) => break,
            () = sleep_until(due) => {}
        }
        if let Err(error) = send(sent + 1).await {
            return (sent, Some(error));
        }
        sent += 1;
        if sent == u32::MAX {
            break;
        }
    }
    (sent, None)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use tokio::time::sleep;

    use super::*;

    const MS: Duration = Duration::from_millis(1);

    /// When each message began, in milliseconds; each takes as long as `takes` says of its number.
    async fn times(how: Repeat, takes: impl Fn(u32) -> Duration) -> Vec<u128> {
        let begun = Instant::now();
        let mut seen = Vec::new();
        let (_stop, stop) = watch::channel(false);
        let (sent, error) = repeat(how, stop, |number| {
            seen.push(begun.elapsed().as_millis());
            let time = takes(number);
            async move {
                sleep(time).await;
                Ok::<_, Infallible>(())
            }
        })
        .await;
        assert_eq!((sent as usize, error), (seen.len(), None));
        seen
    }

    #[tokio::test(start_paused = true)]
    async fn the_rate_does_not_drift() {
        let how = Repeat { times: Some(5), every: 100 * MS };
        assert_eq!(times(how, |_| 30 * MS).await, [0, 100, 200, 300, 400]);
        // One that takes too long is caught up with.
        let slow = |number| if number == 2 { 250 * MS } else { Duration::ZERO };
        assert_eq!(times(how, slow).await, [0, 100, 350, 350, 400]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_long_silence_is_not_caught_up_with() {
        let how = Repeat { times: Some(4), every: 100 * MS };
        let away = |number| if number == 1 { 60_000 * MS } else { Duration::ZERO };
        assert_eq!(times(how, away).await, [0, 60_000, 60_100, 60_200]);
    }

    #[tokio::test(start_paused = true)]
    async fn without_a_pause_one_follows_the_other() {
        let how = Repeat { times: Some(3), every: Duration::ZERO };
        assert_eq!(times(how, |_| 7 * MS).await, [0, 7, 14]);
        assert_eq!(times(Repeat { times: Some(0), every: MS }, |_| MS).await, [0; 0]);
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_that_cannot_be_sent_ends_it() {
        let how = Repeat { times: None, every: 10 * MS };
        let (_stop, stop) = watch::channel(false);
        let send = async |number| if number == 4 { Err("gone") } else { Ok(()) };
        assert_eq!(repeat(how, stop, send).await, (3, Some("gone")));
    }

    #[tokio::test(start_paused = true)]
    async fn stopped_while_one_is_on_its_way_it_counts_that_one() {
        let how = Repeat { times: None, every: 10 * MS };
        let (halt, stop) = watch::channel(false);
        let begun = Instant::now();
        let halt = &halt;
        let send = |number| async move {
            if number == 3 {
                halt.send_replace(true);
                sleep(500 * MS).await;
            }
            Ok::<_, Infallible>(())
        };
        assert_eq!(repeat(how, stop, send).await, (3, None));
        assert_eq!(begun.elapsed(), 520 * MS);
    }

    #[tokio::test(start_paused = true)]
    async fn stopped_while_it_waits_it_ends_at_once() {
        let how = Repeat { times: None, every: 3_600_000 * MS };
        let (halt, stop) = watch::channel(false);
        let begun = Instant::now();
        let send = async |_| Ok::<_, Infallible>(());
        let (end, ()) = tokio::join!(repeat(how, stop, send), async {
            sleep(5 * MS).await;
            halt.send_replace(true);
        });
        assert_eq!((end, begun.elapsed()), ((1, None), 5 * MS));
    }
}
