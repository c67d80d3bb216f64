//! Time-outs of an open connection: write, idle, pong.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep, sleep_until};

use super::super::request::{ConnectionLimits, KeepAliveSettings};
use super::OpenConnection;

/// Interval between notes on hidden pings.
const NOTE: Duration = Duration::from_secs(1);

/// An expired timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DueTimeout {
    /// Send a keep-alive ping.
    Ping,
    /// The pong to the keep-alive ping is overdue.
    NoPong,
    /// The idle time-out expired.
    Idle,
    /// The write time-out expired.
    Write,
}

/// The connection's byte counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ByteCounts {
    pub received: u64,
    pub sent: u64,
    /// Bytes waiting to be sent.
    pub unsent: u64,
    /// Nothing is being read, because the disk is behind or the caller paused reading.
    pub paused: bool,
}

type Deadline = Option<Pin<Box<Sleep>>>;

/// The timers, and the byte counts that reset them.
#[derive(Debug)]
pub(super) struct TimeoutWatch {
    write: Duration,
    idle: Option<Duration>,
    keep_alive: Option<KeepAliveSettings>,
    write_alarm: Deadline,
    idle_alarm: Deadline,
    ping_alarm: Deadline,
    pong_alarm: Deadline,
    /// Byte counts at the last poll.
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

    /// The pong to the keep-alive ping was received.
    pub(super) fn pong_received(&mut self) {
        self.pong_alarm = None;
    }

    /// Time since the last byte was received.
    pub(super) fn silence(&self) -> Duration {
        self.last_byte.elapsed()
    }

    /// The next expired timer. With `None`, the task is woken when one expires.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, counts: ByteCounts) -> Option<DueTimeout> {
        if counts.received != self.received || counts.paused {
            self.received = counts.received;
            self.last_byte = Instant::now();
        }
        if counts.unsent == 0 {
            self.write_alarm = None;
        } else if self.write_alarm.is_none() || counts.sent != self.sent {
            self.write_alarm = Some(after(self.write));
        }
        self.sent = counts.sent;
        if expired(&mut self.write_alarm, cx) {
            return Some(DueTimeout::Write);
        }
        if expired(&mut self.pong_alarm, cx) {
            // The pong may be among the bytes not read yet.
            match self.keep_alive.filter(|_| counts.paused) {
                Some(keep) => self.pong_alarm = armed(after(keep.pong_within), cx),
                None => return Some(DueTimeout::NoPong),
            }
        }
        if expired(&mut self.ping_alarm, cx)
            && let Some(keep) = self.keep_alive
        {
            self.ping_alarm = armed(after(keep.ping_every), cx);
            if self.pong_alarm.is_none() {
                self.pong_alarm = armed(after(keep.pong_within), cx);
                return Some(DueTimeout::Ping);
            }
        }
        let idle = self.idle?;
        while expired(&mut self.idle_alarm, cx) {
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
    /// Handles time-outs, sends keep-alive pings, and writes notes on floods.
    pub(super) fn poll_timeouts(&mut self, cx: &mut Context<'_>) {
        while !self.finished && self.context.session.phase().is_open() {
            let (received, sent) = self.receiver.bytes();
            let counts = ByteCounts {
                received,
                sent,
                unsent: self.queue.unsent(),
                paused: self.paused || self.held,
            };
            match self.watch.poll(cx, counts) {
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
            for note in self.flood.due_notes(now) {
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

/// Registers the waker: a sleep wakes no task before its first poll. If it has expired already, the task polls again.
fn armed(mut sleep: Pin<Box<Sleep>>, cx: &mut Context<'_>) -> Deadline {
    if sleep.as_mut().poll(cx).is_ready() {
        cx.waker().wake_by_ref();
    }
    Some(sleep)
}

fn expired(alarm: &mut Deadline, cx: &mut Context<'_>) -> bool {
    let expired = alarm.as_mut().is_some_and(|sleep| sleep.as_mut().poll(cx) == Poll::Ready(()));
    if expired {
        *alarm = None;
    }
    expired
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const COUNTS: ByteCounts = ByteCounts { received: 0, sent: 0, unsent: 0, paused: false };

    fn watch(write: u32, idle: Option<Duration>, keep: Option<(u32, u32)>) -> TimeoutWatch {
        let limits =
            ConnectionLimits { write: write * SECOND, idle, ..ConnectionLimits::of(SECOND) };
        let keep = keep.map(|(every, within)| KeepAliveSettings {
            ping_every: every * SECOND,
            pong_within: within * SECOND,
        });
        TimeoutWatch::new(&limits, keep)
    }

    /// The next expired timer, and the seconds until then.
    async fn next(watch: &mut TimeoutWatch, counts: ByteCounts) -> (DueTimeout, u64) {
        let begun = Instant::now();
        let due = poll_fn(|cx| match watch.poll(cx, counts) {
            Some(due) => Poll::Ready(due),
            None => Poll::Pending,
        });
        (due.await, (begun.elapsed().as_secs_f64()).round() as u64)
    }

    /// Asserts that no timer expires for this long.
    async fn quiet(watch: &mut TimeoutWatch, counts: ByteCounts, seconds: u32) {
        let quiet = tokio::time::timeout(seconds * SECOND, next(watch, counts)).await;
        assert!(quiet.is_err(), "{quiet:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn the_write_timeout_expires_only_without_progress() {
        let mut watch = watch(30, None, None);
        quiet(&mut watch, COUNTS, 3600).await;
        quiet(&mut watch, ByteCounts { unsent: 9, ..COUNTS }, 20).await;
        quiet(&mut watch, ByteCounts { unsent: 8, sent: 1, ..COUNTS }, 20).await;
        let stuck = ByteCounts { unsent: 7, sent: 2, ..COUNTS };
        assert_eq!(next(&mut watch, stuck).await, (DueTimeout::Write, 30));
    }

    #[tokio::test(start_paused = true)]
    async fn the_idle_timeout_counts_from_the_last_byte() {
        let mut watch = watch(30, Some(60 * SECOND), None);
        quiet(&mut watch, COUNTS, 50).await;
        let more = ByteCounts { received: 1, ..COUNTS };
        assert_eq!(next(&mut watch, more).await, (DueTimeout::Idle, 60));
        assert_eq!(watch.silence(), 60 * SECOND);
    }

    #[tokio::test(start_paused = true)]
    async fn timeouts_do_not_expire_while_reading_is_paused() {
        let mut watch = watch(30, Some(60 * SECOND), Some((20, 20)));
        let paused = ByteCounts { paused: true, ..COUNTS };
        assert_eq!(next(&mut watch, paused).await, (DueTimeout::Ping, 20));
        // The pong may lie unread: no second ping, and no time-out.
        quiet(&mut watch, paused, 200).await;
    }

    #[tokio::test(start_paused = true)]
    async fn the_pong_timeout_counts_from_the_ping() {
        let mut watch = watch(30, None, Some((20, 5)));
        assert_eq!(next(&mut watch, COUNTS).await, (DueTimeout::Ping, 20));
        watch.pong_received();
        assert_eq!(next(&mut watch, COUNTS).await, (DueTimeout::Ping, 20));
        assert_eq!(next(&mut watch, COUNTS).await, (DueTimeout::NoPong, 5));
        assert_eq!(watch.silence(), 45 * SECOND);
    }
}
