//! The open connection's loop: read, record, send, flush.
//!
//! - `acting`: what breaks the protocol on purpose, and an end without a Close.
//! - `beginning`: the first things on a connection, and on one that is made again.
//! - `reading`: what comes, and its place in the transcript.
//! - `sending`: what goes out, and its place there.
//! - `pings`: pings and pongs, both ways.
//! - `flood`: which of them become rows; pure.
//! - `watch`: what must not take too long.
//! - `ending`: Close frames, streams that break, servers that break a rule.

mod close;
mod first_messages;
mod ping;
mod ping_flood;
mod raw_send;
mod read;
mod send;
mod timeouts;

use std::collections::VecDeque;
use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Sleep, sleep};

use self::ping::Pings;
use self::ping_flood::FloodFilter;
use self::send::PendingSend;
use self::timeouts::TimeoutWatch;
use super::driver::Driver;
use super::receive::{FrameReceiver, MessageLimits};
use super::send_queue::SendQueue;
use super::session::{SessionAction, SessionEvent};
use super::transport::Stream;
use super::upgrade::Upgraded;
use crate::frame::Kind;
use crate::profile::message::BuiltMessage;

/// A message is handed to the writer this long after it came, at the latest.
const TICK: Duration = Duration::from_millis(15);
/// Rounds before other tasks get their turn.
const ROUNDS: usize = 4;
/// See the module's text.
pub(super) struct OpenConnection<'d> {
    pub(super) driver: &'d mut Driver,
    receiver: FrameReceiver<Stream>,
    /// Of the task, stored each time it is polled: some writes happen outside a poll.
    waker: Waker,
    out: SendQueue,
    received: u64,
    /// What comes beyond so many messages is not recorded.
    record_at_most: u64,
    /// Messages that came beyond it.
    beyond: u64,
    sent: u64,
    bytes_received: u64,
    last_ns: i64,
    /// When the login went out, until it is answered.
    login_ns: i64,
    /// The next message is the reply to the last one sent.
    expecting: bool,
    unflushed: bool,
    /// The stream takes nothing any more; what it still holds is read first.
    write_error: Option<io::Error>,
    waiting: Option<PendingSend>,
    /// What begins a connection that is made again, once the login is through.
    start: VecDeque<BuiltMessage>,
    tick: Option<Pin<Box<Sleep>>>,
    /// The disk is behind, so nothing is read.
    paused: bool,
    /// Whether each reply's code goes to the log; asked once, not per message.
    debug: bool,
    /// A message waits for its answer before the next is read ([`Settings::stepwise`](super::Settings::stepwise)).
    held: bool,
    pings: Pings,
    flood: FloodFilter,
    flood_tick: Option<Pin<Box<Sleep>>>,
    watch: TimeoutWatch,
    /// Bytes written when the close time-out was last armed.
    written: u64,
    /// Nobody is told of the end.
    aborted: bool,
    /// No ping is answered: as the profile says, or from when somebody wanted that on this connection.
    silent: bool,
    /// The writer wakes us when it fails.
    watches_writer: bool,
    finished: bool,
}

impl<'d> OpenConnection<'d> {
    pub(super) fn new(driver: &'d mut Driver, stream: Stream, upgraded: Upgraded) -> Self {
        let Upgraded { leftover, compression } = upgraded;
        let limits = driver.settings.limits;
        let size = MessageLimits { bytes: limits.message as u64, fragments: limits.fragments };
        let receiver = FrameReceiver::new(stream, driver.clock, leftover, size, compression);
        let staying = &driver.settings.staying;
        let flood = FloodFilter::new(staying.control_frames.rows);
        let watch = TimeoutWatch::new(&limits, staying.keep_alive);
        let silent = !staying.control_frames.answer_pings;
        // A connection that is made again counts on.
        let counters = &driver.counters;
        let (received, sent) = (counters.received(), counters.sent());
        let (bytes_received, last_ns) = (counters.bytes_received(), counters.last_received_ns());
        let pings = Pings::counting_on(counters);
        let record_at_most = driver.settings.record_at_most.unwrap_or(u64::MAX);
        let beyond = counters.beyond();
        OpenConnection {
            driver,
            receiver,
            waker: Waker::noop().clone(),
            out: SendQueue::new(limits.write_buffer, compression),
            received,
            record_at_most,
            beyond,
            sent,
            bytes_received,
            last_ns,
            login_ns: 0,
            expecting: false,
            unflushed: false,
            write_error: None,
            waiting: None,
            start: VecDeque::new(),
            tick: None,
            paused: false,
            debug: tracing::enabled!(tracing::Level::DEBUG),
            held: false,
            pings,
            flood,
            flood_tick: None,
            watch,
            written: 0,
            aborted: false,
            silent,
            watches_writer: false,
            finished: false,
        }
    }

    /// What to say good-bye with; nothing where it is dropped without a word.
    pub(super) fn into_parts(self) -> Option<(FrameReceiver<Stream>, SendQueue)> {
        (!self.aborted).then_some((self.receiver, self.out))
    }

    /// Ready once the session has finished.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.waker.clone_from(cx.waker());
        if !self.watches_writer {
            self.watches_writer = true;
            self.driver.writer.wake_on_failure(cx.waker());
        }
        if self.driver.poll_timer(cx) {
            self.time_is_over();
        }
        for round in 0.. {
            self.commands(cx);
            let more = !self.finished && self.read(cx);
            self.flush();
            if !more && !self.paused {
                self.write_broke();
            }
            if self.finished {
                break;
            }
            if !more {
                // Only this sees a time-out that an event of this round has armed anew.
                if self.driver.poll_timer(cx) {
                    self.time_is_over();
                }
                break;
            }
            if round == ROUNDS {
                // Not woken at once: the runtime looks at other sockets first, or they would wait for 61 of our turns.
                let _ = pin!(tokio::task::yield_now()).poll(cx);
                break;
            }
        }
        self.look_at_the_time(cx);
        // Counted before it is stored: whoever is told of what is stored finds it counted.
        self.count();
        self.hand_over(cx);
        match self.finished {
            true => {
                self.driver.publish();
                Poll::Ready(())
            }
            false => Poll::Pending,
        }
    }

    fn event(&mut self, event: SessionEvent) {
        let actions = self.driver.session.on(event);
        self.perform(actions);
        // Before the state: whoever sees the end finds the counts of it.
        self.count();
        self.driver.publish();
    }

    fn count(&self) {
        let rows = u64::from(self.driver.writer.rows());
        let (received, sent) = (self.received, self.sent);
        self.driver.counters.set(received, sent, rows, self.bytes_received, self.last_ns);
        self.driver.counters.set_beyond(self.beyond);
        let Pings { received, pongs, unsolicited, .. } = self.pings;
        self.driver.counters.set_control(received, pongs, unsolicited);
    }

    /// What the session says.
    pub(super) fn perform(&mut self, actions: Vec<SessionAction>) {
        for action in actions {
            match action {
                SessionAction::SendLogin(login) => {
                    let (done, _) = oneshot::channel();
                    self.take(Kind::Text, login.text.into(), done, Some(login.reply));
                }
                SessionAction::SendClose { code, reason } => self.close(code, &reason),
                SessionAction::Finish => {
                    self.tell_what_came_late();
                    self.finished = true;
                }
                other => self.driver.time(&other),
            }
        }
    }

    /// Hands the batch to the writer when its oldest message is a tick old; else sees to it that somebody wakes us.
    fn hand_over(&mut self, cx: &mut Context<'_>) {
        let ticked = self.tick.as_mut().is_some_and(|tick| tick.as_mut().poll(cx).is_ready());
        if ticked {
            self.tick = None;
        }
        let writer = &mut self.driver.writer;
        if !writer.has_unsent() {
            return;
        }
        let at_once = ticked || self.finished || self.held;
        let old = at_once || writer.batch_age(self.driver.clock.now()) >= TICK;
        if old && writer.flush() {
            return;
        }
        if self.tick.is_none() {
            let mut tick = Box::pin(sleep(TICK));
            // A sleep wakes nobody before it was polled once.
            let _ = tick.as_mut().poll(cx);
            self.tick = Some(tick);
        }
    }
}
