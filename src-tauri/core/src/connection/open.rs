//! The open connection's loop: read, record, send, flush. Its speed is the program's.
//!
//! - `acting`: what breaks the protocol on purpose, and an end without a Close.
//! - `beginning`: the first things on a connection, and on one that is made again.
//! - `sending`: what goes out, and its place in the transcript.
//! - `ending`: Close frames, streams that break, servers that break a rule.

mod acting;
mod beginning;
mod ending;
mod sending;

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Sleep, sleep};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocket, WebSocketConfig};

use self::sending::Waiting;
use super::driver::{Driver, would_block};
use super::error::ConnectionError;
use super::one_waker::OneWaker;
use super::outlet::Outlet;
use super::session::{Action, Event};
use super::status::Phase;
use super::transport::Stream;
use super::wire::Wire;
use crate::frame::{Direction, Kind, leading_code, of_message};
use crate::profile::message::Built;

/// A message is handed to the writer this long after it came, at the latest.
const TICK: Duration = Duration::from_millis(15);
/// Reads between two looks at commands and time-outs.
const ROUND: usize = 2048;
/// Rounds before other tasks get their turn.
const ROUNDS: usize = 4;
/// Flat from 64 KiB up, and tungstenite clears as much before each read.
const READ_BUFFER: usize = 128 * 1024;
/// What waits to be written is bounded; a larger message waits until the buffer is empty and then gets room.
const WRITE_BUFFER: usize = 1 << 20;

type Socket = WebSocket<OneWaker<Wire<Outlet<Stream>>>>;

/// See the module's text.
pub(super) struct Open<'d> {
    pub(super) driver: &'d mut Driver,
    ws: Socket,
    received: u64,
    sent: u64,
    bytes_received: u64,
    last_ns: i64,
    /// When the login went out, until it is answered.
    login_ns: i64,
    /// The next message is the reply to the last one sent.
    expecting: bool,
    unflushed: bool,
    waiting: Option<Waiting>,
    /// What begins a connection that is made again, once the login is through.
    start: VecDeque<Built>,
    tick: Option<Pin<Box<Sleep>>>,
    /// Whether each reply's code goes to the log; asked once, not per message.
    debug: bool,
    /// A message waits for its answer before the next is read ([`Settings::stepwise`](super::Settings::stepwise)).
    held: bool,
    /// The server's Close is in the transcript.
    close_recorded: bool,
    /// Bytes written when the close time-out was last armed.
    written: u64,
    /// Nobody is told of the end.
    aborted: bool,
    finished: bool,
}

impl<'d> Open<'d> {
    pub(super) fn new(driver: &'d mut Driver, stream: Stream, leftover: &[u8]) -> Self {
        let limit = driver.settings.limits.message;
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .max_write_buffer_size(WRITE_BUFFER)
            .max_frame_size(Some(limit))
            .max_message_size(Some(limit));
        let wire = Wire::new(Outlet::new(stream), driver.clock, leftover);
        let ws = WebSocket::from_partially_read(
            OneWaker::new(wire),
            leftover.to_vec(),
            Role::Client,
            Some(config),
        );
        // A connection that is made again counts on.
        let counters = &driver.counters;
        let (received, sent) = (counters.received(), counters.sent());
        let (bytes_received, last_ns) = (counters.bytes_received(), counters.last_received_ns());
        Open {
            driver,
            ws,
            received,
            sent,
            bytes_received,
            last_ns,
            login_ns: 0,
            expecting: false,
            unflushed: false,
            waiting: None,
            start: VecDeque::new(),
            tick: None,
            debug: tracing::enabled!(tracing::Level::DEBUG),
            held: false,
            close_recorded: false,
            written: 0,
            aborted: false,
            finished: false,
        }
    }

    /// The socket to say good-bye on; none where it is dropped without a word.
    pub(super) fn into_ws(self) -> Option<Socket> {
        (!self.aborted).then_some(self.ws)
    }

    fn outlet(&self) -> &Outlet<Stream> {
        self.ws.get_ref().get_ref().inner()
    }

    fn outlet_mut(&mut self) -> &mut Outlet<Stream> {
        self.ws.get_mut().get_mut().inner_mut()
    }

    /// Ready once the session has finished.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.ws.get_mut().store(cx.waker());
        if self.driver.poll_timer(cx) {
            self.time_is_over();
        }
        for round in 0.. {
            self.commands(cx);
            let more = !self.finished && self.read(cx);
            self.flush();
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
                cx.waker().wake_by_ref();
                break;
            }
        }
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

    /// Up to [`ROUND`] messages; true when there may be more.
    fn read(&mut self, cx: &mut Context<'_>) -> bool {
        for _ in 0..ROUND {
            if self.held {
                return false;
            }
            match self.driver.writer.poll_ready(cx) {
                Poll::Ready(Ok(())) => {}
                // The disk is behind: not reading is what makes TCP slow the server.
                Poll::Pending => return false,
                Poll::Ready(Err(error)) => {
                    self.end(ConnectionError::Transcript { what: error.to_string() });
                    return false;
                }
            }
            match self.ws.read() {
                Ok(Message::Close(frame)) => self.close_came(frame),
                Ok(message) => self.record(&message),
                Err(error) if would_block(&error) => return false,
                Err(error) => {
                    self.broke(error);
                    return false;
                }
            }
        }
        true
    }

    #[inline]
    fn record(&mut self, message: &Message) {
        let (kind, bytes) = of_message(message);
        let ns = self.ws.get_ref().get_ref().stamp();
        let row = self.driver.writer.push(Direction::Received, kind, ns, bytes);
        self.received += u64::from(matches!(kind, Kind::Text | Kind::Binary));
        self.bytes_received += bytes.len() as u64;
        self.last_ns = ns;
        self.held = self.driver.settings.stepwise && matches!(kind, Kind::Text | Kind::Binary);
        if self.expecting || self.debug || self.driver.session.awaits_login() {
            self.look_at(kind, bytes, row, ns);
        }
    }

    /// What only some messages are asked for.
    #[cold]
    fn look_at(&mut self, kind: Kind, bytes: &[u8], row: u32, ns: i64) {
        if !matches!(kind, Kind::Text | Kind::Binary) {
            return;
        }
        let code = leading_code(kind, bytes);
        if self.debug {
            match code {
                Some(code) => tracing::debug!("reply: ({code},)"),
                None => tracing::debug!(kind = kind.word(), size = bytes.len(), "reply"),
            }
        }
        // What the library still had in its buffer came before the send and is no reply to it.
        let sent_ns = self.driver.status.borrow().reply.map_or(0, |reply| reply.sent_ns);
        if self.expecting && ns >= sent_ns {
            self.expecting = false;
            self.driver.status.send_modify(|status| {
                if let Some(reply) = &mut status.reply {
                    reply.reply = Some((row, ns));
                }
            });
        }
        if self.driver.session.awaits_login() {
            self.event(Event::Received { code, shown: shown(code, bytes) });
            if self.driver.session.phase() == Phase::LoggedIn {
                let took = ns.saturating_sub(self.login_ns);
                self.driver.status.send_modify(|status| status.login_ns = Some(took));
                tracing::info!("logged in");
                self.send_start();
            }
        }
    }

    fn event(&mut self, event: Event) {
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
    }

    /// What the session says.
    pub(super) fn perform(&mut self, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::SendLogin(login) => {
                    let (done, _) = oneshot::channel();
                    self.take(Kind::Text, login.text.into(), done, Some(login.reply));
                }
                Action::SendClose { code, reason } => self.close(code, reason),
                Action::Finish => self.finished = true,
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

/// A reply in an error's text: its code and the beginning of what follows.
fn shown(code: Option<i32>, bytes: &[u8]) -> String {
    let rest = if code.is_some() { &bytes[4..] } else { bytes };
    let rest: String = String::from_utf8_lossy(&rest[..rest.len().min(200)])
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    match code {
        Some(code) => format!("{code} {rest}").trim_end().to_owned(),
        None => rest,
    }
}
