//! What must not take too long on an open connection: reads, writes, pongs.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep, sleep_until};

use super::super::request::{KeepAlive, Limits};

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
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
pub(super) struct Flow {
    pub(super) received: u64,
    pub(super) sent: u64,
    /// Those that wait to be sent.
    pub(super) unsent: u64,
    /// We do not read, because the disk is behind.
    pub(super) paused: bool,
}

type Alarm = Option<Pin<Box<Sleep>>>;

/// See the module's text.
#[derive(Debug)]
pub(super) struct Watch {
    write: Duration,
    idle: Option<Duration>,
    keep_alive: Option<KeepAlive>,
    write_alarm: Alarm,
    idle_alarm: Alarm,
    ping_alarm: Alarm,
    pong_alarm: Alarm,
    /// As it was when last looked at.
    sent: u64,
    received: u64,
    last_byte: Instant,
}

impl Watch {
    pub(super) fn new(limits: &Limits, keep_alive: Option<KeepAlive>) -> Watch {
        Watch {
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
    pub(super) fn pong_came(&mut self) {
        self.pong_alarm = None;
    }

    /// How long nothing has come.
    pub(super) fn silence(&self) -> Duration {
        self.last_byte.elapsed()
    }

    /// What is due now; pending is answered with `None`, and the task is woken when something is.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, flow: Flow) -> Option<Due> {
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
            return Some(Due::Write);
        }
        if over(&mut self.pong_alarm, cx) {
            // A pong may be among what we do not read.
            match self.keep_alive.filter(|_| flow.paused) {
                Some(keep) => self.pong_alarm = armed(after(keep.pong_within), cx),
                None => return Some(Due::NoPong),
            }
        }
        if over(&mut self.ping_alarm, cx)
            && let Some(keep) = self.keep_alive
        {
            self.ping_alarm = armed(after(keep.ping_every), cx);
            if self.pong_alarm.is_none() {
                self.pong_alarm = armed(after(keep.pong_within), cx);
                return Some(Due::Ping);
            }
        }
        let idle = self.idle?;
        while over(&mut self.idle_alarm, cx) {
            let until = self.last_byte + idle;
            if until <= Instant::now() {
                return Some(Due::Idle);
            }
            self.idle_alarm = Some(Box::pin(sleep_until(until)));
        }
        None
    }
}

fn after(time: Duration) -> Pin<Box<Sleep>> {
    Box::pin(sleep(time))
}

/// A sleep wakes nobody before it was polled once. One that is over at once is seen the next time.
fn armed(mut sleep: Pin<Box<Sleep>>, cx: &mut Context<'_>) -> Alarm {
    if sleep.as_mut().poll(cx).is_ready() {
        cx.waker().wake_by_ref();
    }
    Some(sleep)
}

fn over(alarm: &mut Alarm, cx: &mut Context<'_>) -> bool {
    let over = alarm.as_mut().is_some_and(|sleep| sleep.as_mut().poll(cx) == Poll::Ready(()));
    if over {
        *alarm = None;
    }
    over
}
