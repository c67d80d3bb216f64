//! What must not take too long on an open connection: reads, writes, pongs.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep, sleep_until};

use super::super::request::{ConnectionLimits, KeepAliveSettings};
use super::OpenConnection;

/// A note on hidden pings is written this long after the first of them, about.
const NOTE: Duration = Duration::from_secs(1);

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DueTimeout {
    /// A ping of our own.
    Ping,
    /// The pong to it did not come.
    NoPong,
    /// Nothing came for too long.
    Idle,
    /// Nothing of what waits was taken for too long.
    Write,
}

/// Bytes so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ByteCounts {
    pub(super) received: u64,
    pub(super) sent: u64,
    /// Those that wait to be sent.
    pub(super) unsent: u64,
    /// We do not read, because the disk is behind.
    pub(super) paused: bool,
}

type Deadline = Option<Pin<Box<Sleep>>>;

/// See the module's text.
#[derive(Debug)]
pub(super) struct TimeoutWatch {
    write: Duration,
    idle: Option<Duration>,
    keep_alive: Option<KeepAliveSettings>,
    write_alarm: Deadline,
    idle_alarm: Deadline,
    ping_alarm: Deadline,
    pong_alarm: Deadline,
    /// As it was when last looked at.
    sent: u64,
    received: u64,
    last_byte: Instant,
}

impl TimeoutWatch {
    pub(super) fn new(
        limits: &ConnectionLimits,
        keep_alive: Option<KeepAliveSettings>,
    ) -> TimeoutWatch {
        TimeoutWatch {
            write: limits.write,
            idle: limits.idle,
            keep_alive,
            write_alarm: None,
            idle_alarm: limits.idle.map(after),
            ping_alarm: keep_alive.map(|keep| after(keep.ping_every)),
            pong_alarm: None,
            sent: 0,
            received: 0,
            last_byte: Instant::now(),
        }
    }

    /// The pong to the ping of ours came.
    pub(super) fn pong_received(&mut self) {
        self.pong_alarm = None;
    }

    /// How long nothing has come.
    pub(super) fn silence(&self) -> Duration {
        self.last_byte.elapsed()
    }

    /// What is due now; pending is answered with `None`, and the task is woken when something is.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, flow: ByteCounts) -> Option<DueTimeout> {
        if flow.received != self.received || flow.paused {
            self.received = flow.received;
            self.last_byte = Instant::now();
        }
        if flow.unsent == 0 {
            self.write_alarm = None;
        } else if self.write_alarm.is_none() || flow.sent != self.sent {
            self.write_alarm = Some(after(self.write));
        }
        self.sent = flow.sent;
        if over(&mut self.write_alarm, cx) {
            return Some(DueTimeout::Write);
        }
        if over(&mut self.pong_alarm, cx) {
            // A pong may be among what we do not read.
            match self.keep_alive.filter(|_| flow.paused) {
                Some(keep) => self.pong_alarm = armed(after(keep.pong_within), cx),
                None => return Some(DueTimeout::NoPong),
            }
        }
        if over(&mut self.ping_alarm, cx)
            && let Some(keep) = self.keep_alive
        {
            self.ping_alarm = armed(after(keep.ping_every), cx);
            if self.pong_alarm.is_none() {
                self.pong_alarm = armed(after(keep.pong_within), cx);
                return Some(DueTimeout::Ping);
            }
        }
        let idle = self.idle?;
        while over(&mut self.idle_alarm, cx) {
            let until = self.last_byte + idle;
            if until <= Instant::now() {
                return Some(DueTimeout::Idle);
            }
            self.idle_alarm = Some(Box::pin(sleep_until(until)));
        }
        None
    }
}

impl OpenConnection<'_> {
    /// Time-outs, pings of our own, and notes on a flood of them.
    pub(super) fn poll_timeouts(&mut self, cx: &mut Context<'_>) {
        while !self.finished && self.context.session.phase().is_open() {
            let (received, sent) = self.receiver.bytes();
            let flow = ByteCounts {
                received,
                sent,
                unsent: self.queue.unsent(),
                paused: self.paused || self.held,
            };
            match self.watch.poll(cx, flow) {
                None => break,
                Some(DueTimeout::Ping) => {
                    self.keep_alive();
                    self.flush();
                }
                Some(due) => self.timed_out(due),
            }
        }
        if self.flood_tick.as_mut().is_some_and(|tick| tick.as_mut().poll(cx).is_ready()) {
            self.flood_tick = None;
            let now = self.context.clock.now();
            for note in self.flood.look(now) {
                self.note(note, now);
            }
        }
        if self.finished && self.flood.is_active() {
            self.end_flood(self.context.clock.now());
        } else if self.flood.hides() && self.flood_tick.is_none() {
            let mut tick = Box::pin(sleep(NOTE));
            let _ = tick.as_mut().poll(cx);
            self.flood_tick = Some(tick);
        }
    }
}

fn after(time: Duration) -> Pin<Box<Sleep>> {
    Box::pin(sleep(time))
}

/// A sleep wakes nobody before it was polled once. One that is over at once is seen the next time.
fn armed(mut sleep: Pin<Box<Sleep>>, cx: &mut Context<'_>) -> Deadline {
    if sleep.as_mut().poll(cx).is_ready() {
        cx.waker().wake_by_ref();
    }
    Some(sleep)
}

fn over(alarm: &mut Deadline, cx: &mut Context<'_>) -> bool {
    let over = alarm.as_mut().is_some_and(|sleep| sleep.as_mut().poll(cx) == Poll::Ready(()));
    if over {
        *alarm = None;
    }
    over
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const FLOW: ByteCounts = ByteCounts { received: 0, sent: 0, unsent: 0, paused: false };

    fn watch(write: u32, idle: Option<Duration>, keep: Option<(u32, u32)>) -> TimeoutWatch {
        let limits =
            ConnectionLimits { write: write * SECOND, idle, ..ConnectionLimits::of(SECOND) };
        let keep = keep.map(|(every, within)| KeepAliveSettings {
            ping_every: every * SECOND,
            pong_within: within * SECOND,
        });
        TimeoutWatch::new(&limits, keep)
    }

    /// What is due next, and after how many seconds.
    async fn next(watch: &mut TimeoutWatch, flow: ByteCounts) -> (DueTimeout, u64) {
        let begun = Instant::now();
        let due = poll_fn(|cx| match watch.poll(cx, flow) {
            Some(due) => Poll::Ready(due),
            None => Poll::Pending,
        });
        (due.await, (begun.elapsed().as_secs_f64()).round() as u64)
    }

    /// Nothing is due for so long.
    async fn quiet(watch: &mut TimeoutWatch, flow: ByteCounts, seconds: u32) {
        let quiet = tokio::time::timeout(seconds * SECOND, next(watch, flow)).await;
        assert!(quiet.is_err(), "{quiet:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_write_is_over_time_only_when_nothing_moves() {
        let mut watch = watch(30, None, None);
        quiet(&mut watch, FLOW, 3600).await;
        quiet(&mut watch, ByteCounts { unsent: 9, ..FLOW }, 20).await;
        quiet(&mut watch, ByteCounts { unsent: 8, sent: 1, ..FLOW }, 20).await;
        let stuck = ByteCounts { unsent: 7, sent: 2, ..FLOW };
        assert_eq!(next(&mut watch, stuck).await, (DueTimeout::Write, 30));
    }

    #[tokio::test(start_paused = true)]
    async fn silence_counts_from_the_last_byte() {
        let mut watch = watch(30, Some(60 * SECOND), None);
        quiet(&mut watch, FLOW, 50).await;
        let more = ByteCounts { received: 1, ..FLOW };
        assert_eq!(next(&mut watch, more).await, (DueTimeout::Idle, 60));
        assert_eq!(watch.silence(), 60 * SECOND);
    }

    #[tokio::test(start_paused = true)]
    async fn what_we_do_not_read_is_no_silence() {
        let mut watch = watch(30, Some(60 * SECOND), Some((20, 20)));
        let paused = ByteCounts { paused: true, ..FLOW };
        assert_eq!(next(&mut watch, paused).await, (DueTimeout::Ping, 20));
        // The pong may lie unread: no other ping, and no end.
        quiet(&mut watch, paused, 200).await;
    }

    #[tokio::test(start_paused = true)]
    async fn a_ping_goes_out_and_its_pong_has_its_time() {
        let mut watch = watch(30, None, Some((20, 5)));
        assert_eq!(next(&mut watch, FLOW).await, (DueTimeout::Ping, 20));
        watch.pong_received();
        assert_eq!(next(&mut watch, FLOW).await, (DueTimeout::Ping, 20));
        assert_eq!(next(&mut watch, FLOW).await, (DueTimeout::NoPong, 5));
        assert_eq!(watch.silence(), 45 * SECOND);
    }
}
