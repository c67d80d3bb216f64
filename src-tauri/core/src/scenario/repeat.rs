//! Repeats a message a number of times at a rate that does not drift.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// If sending is later than this, the schedule shifts instead of catching up: after a minute's stall, a server must not
/// get a minute's worth of messages at once.
const CATCH_UP: Duration = Duration::from_secs(1);

/// The count and interval of a repetition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeat {
    /// How many times; `None` repeats until stopped.
    pub times: Option<u32>,
    /// Time from the start of one send to the start of the next; zero sends back to back.
    pub every: Duration,
}

/// Calls `send` repeatedly until `how.times` is reached, a send fails or `stop` becomes true. Returns how many sends
/// succeeded and the error that ended the repetition, if any.
///
/// `send` gets the message's number, from 1, and completes when the connection has accepted the message, which applies
/// backpressure. Deadlines are relative to the start, so the duration of a send does not reduce the rate. A send in
/// progress is awaited even after `stop`, so the count is exact.
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
            // A dropped sender stops the repetition, too.
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

    /// The start time of each send in milliseconds. Each send takes `takes(number)`.
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
        // A slow send is caught up with.
        let slow = |number| if number == 2 { 250 * MS } else { Duration::ZERO };
        assert_eq!(times(how, slow).await, [0, 100, 350, 350, 400]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_long_stall_is_not_caught_up_with() {
        let how = Repeat { times: Some(4), every: 100 * MS };
        let away = |number| if number == 1 { 60_000 * MS } else { Duration::ZERO };
        assert_eq!(times(how, away).await, [0, 60_000, 60_100, 60_200]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_zero_interval_sends_back_to_back() {
        let how = Repeat { times: Some(3), every: Duration::ZERO };
        assert_eq!(times(how, |_| 7 * MS).await, [0, 7, 14]);
        assert_eq!(times(Repeat { times: Some(0), every: MS }, |_| MS).await, [0; 0]);
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_failed_send_ends_the_repetition() {
        let how = Repeat { times: None, every: 10 * MS };
        let (_stop, stop) = watch::channel(false);
        let send = async |number| if number == 4 { Err("gone") } else { Ok(()) };
        assert_eq!(repeat(how, stop, send).await, (3, Some("gone")));
    }

    #[tokio::test(start_paused = true)]
    async fn stopping_during_a_send_counts_that_send() {
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
    async fn stopping_between_sends_ends_at_once() {
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
