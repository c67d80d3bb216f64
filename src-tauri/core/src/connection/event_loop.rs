//! The event loop of an open connection: read, record, send, flush.
//!
//! [`OpenConnection::poll`] is the loop, and [`OpenConnection::perform`] carries out the session's actions. The rest lies
//! in the files below, each an `impl OpenConnection`:
//!
//! - `open_connection`: the state.
//! - `begin`: the connection's marker and the messages sent after a reconnect.
//! - `read`: received messages into the transcript.
//! - `login`: the steps of the login.
//! - `automatic`: automatic replies and heartbeats.
//! - `send`: commands and messages to send, flushing.
//! - `raw_send`: deliberate protocol violations, aborting without a Close.
//! - `ping`: pings and pongs, both ways.
//! - `ping_flood`: which pings and pongs become rows; pure.
//! - `timeouts`: write, idle and pong time-outs.
//! - `close`: Close frames, broken streams, protocol violations of the server.

mod automatic;
mod begin;
mod close;
mod login;
mod open_connection;
mod ping;
mod ping_flood;
mod raw_send;
mod read;
mod send;
mod timeouts;

use std::pin::pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::sleep;

use self::login::LoginStepSend;
pub(super) use self::open_connection::OpenConnection;
use super::session::{SessionAction, SessionEvent};

/// A received message waits this long at most before it goes to the writer.
const TICK: Duration = Duration::from_millis(15);
/// Rounds in one poll, before other tasks get their turn.
const ROUNDS: usize = 4;

impl OpenConnection<'_> {
    /// Ready once the session has finished.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.waker.clone_from(cx.waker());
        if !self.watches_writer {
            self.watches_writer = true;
            self.context.writer.wake_on_failure(cx.waker());
        }
        if self.context.poll_timer(cx) {
            self.session_timed_out();
        }
        for round in 0.. {
            self.poll_commands(cx);
            let more = !self.finished && self.read(cx);
            self.send_automatic(cx);
            self.flush();
            if !more && !self.paused {
                self.end_after_write_error();
            }
            if self.finished {
                break;
            }
            if !more {
                // Registers a time-out that an event of this round has armed.
                if self.context.poll_timer(cx) {
                    self.session_timed_out();
                }
                break;
            }
            if round == ROUNDS {
                // Yields instead of waking at once: the runtime polls other sockets first, which otherwise wait for 61
                // of our turns.
                let _ = pin!(tokio::task::yield_now()).poll(cx);
                break;
            }
        }
        self.poll_timeouts(cx);
        // Counters before rows: a reader that sees a row finds it counted.
        self.publish_counters();
        self.flush_to_writer(cx);
        match self.finished {
            true => {
                self.context.publish();
                Poll::Ready(())
            }
            false => Poll::Pending,
        }
    }

    /// Passes an event to the session, carries out its actions and publishes the result.
    fn event(&mut self, event: SessionEvent) {
        let actions = self.context.session.on(event);
        self.perform(actions);
        // Counters before the state: a reader that sees the end finds its counts.
        self.publish_counters();
        self.context.publish();
    }

    /// Carries out the session's actions.
    pub(super) fn perform(&mut self, actions: Vec<SessionAction>) {
        for action in actions {
            match action {
                SessionAction::SendLogin { login, step } => {
                    let (done, _) = oneshot::channel();
                    self.send_login_step(LoginStepSend { login, step, done });
                }
                SessionAction::SendClose { code, reason } => self.close(code, &reason),
                SessionAction::Arm(after) => self.context.arm(after),
                SessionAction::Disarm => self.context.disarm(),
                SessionAction::Finish => {
                    self.note_late_bytes();
                    self.finished = true;
                }
                SessionAction::Resolve
                | SessionAction::Connect
                | SessionAction::Tunnel
                | SessionAction::Secure
                | SessionAction::Upgrade
                | SessionAction::Open => self.context.misplaced(&action),
            }
        }
    }

    fn publish_counters(&self) {
        let rows = u64::from(self.context.writer.rows());
        let (counters, counts) = (&self.context.counters, &self.counts);
        let (received, sent) = (counts.received, counts.sent);
        counters.set(received, sent, rows, counts.bytes_received, counts.last_ns);
        counters.set_beyond(counts.beyond);
        counters.set_control(self.pings.received, self.pings.pongs, self.pings.unsolicited);
    }

    /// Hands the batch to the writer once its oldest message is a tick old, and wakes up for that.
    fn flush_to_writer(&mut self, cx: &mut Context<'_>) {
        let ticked = self.tick.as_mut().is_some_and(|tick| tick.as_mut().poll(cx).is_ready());
        if ticked {
            self.tick = None;
        }
        let writer = &mut self.context.writer;
        if !writer.has_unsent() {
            return;
        }
        let at_once = ticked || self.finished || self.held;
        let old = at_once || writer.batch_age(self.context.clock.now()) >= TICK;
        if old && writer.flush() {
            return;
        }
        if self.tick.is_none() {
            let mut tick = Box::pin(sleep(TICK));
            // A sleep registers its waker at the first poll.
            let _ = tick.as_mut().poll(cx);
            self.tick = Some(tick);
        }
    }
}
