//! The open connection's loop: read, record, send, flush. Its speed is the program's.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::oneshot;
use tokio::time::{Sleep, sleep};
use tokio_tungstenite::tungstenite::error::{CapacityError, ProtocolError};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocket, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};

use super::driver::{Driver, would_block};
use super::error::ConnectionError;
use super::handle::{Command, SendError};
use super::head::RawClose;
use super::one_waker::OneWaker;
use super::session::{Action, Event};
use super::status::{Phase, Reply};
use super::transport::Stream;
use super::wire::Wire;
use crate::frame::{Direction, Kind, leading_code, of_message, to_message};

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

type Socket = WebSocket<OneWaker<Wire<Stream>>>;

/// A message that found no room in the write buffer.
struct Waiting {
    kind: Kind,
    bytes: Bytes,
    message: Message,
    done: oneshot::Sender<Result<u32, SendError>>,
}

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
    tick: Option<Pin<Box<Sleep>>>,
    /// Whether each reply's code goes to the log; asked once, not per message.
    debug: bool,
    /// The server's Close is in the transcript.
    close_recorded: bool,
    finished: bool,
}

impl<'d> Open<'d> {
    pub(super) fn new(driver: &'d mut Driver, stream: Stream, leftover: &[u8]) -> Self {
        let limit = driver.settings.max_message;
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .max_write_buffer_size(WRITE_BUFFER)
            .max_frame_size(Some(limit))
            .max_message_size(Some(limit));
        let wire = Wire::new(stream, driver.clock, leftover);
        let ws = WebSocket::from_partially_read(
            OneWaker::new(wire),
            leftover.to_vec(),
            Role::Client,
            Some(config),
        );
        Open {
            driver,
            ws,
            received: 0,
            sent: 0,
            bytes_received: 0,
            last_ns: 0,
            login_ns: 0,
            expecting: false,
            unflushed: false,
            waiting: None,
            tick: None,
            debug: tracing::enabled!(tracing::Level::DEBUG),
            close_recorded: false,
            finished: false,
        }
    }

    pub(super) fn into_ws(self) -> Socket {
        self.ws
    }

    /// Ready once the session has finished.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.ws.get_mut().store(cx.waker());
        if self.driver.poll_timer(cx) {
            self.event(Event::TimedOut);
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
                    self.event(Event::TimedOut);
                }
                break;
            }
            if round == ROUNDS {
                cx.waker().wake_by_ref();
                break;
            }
        }
        self.hand_over(cx);
        let rows = u64::from(self.driver.writer.rows());
        let (received, sent) = (self.received, self.sent);
        self.driver.counters.set(received, sent, rows, self.bytes_received, self.last_ns);
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
        if self.expecting {
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
            }
        }
    }

    fn close_came(&mut self, answer: Option<CloseFrame>) {
        let wire = self.ws.get_ref().get_ref();
        let Some(raw) = wire.heads().close() else { return };
        self.record_their_close(&raw);
        if self.driver.session.phase().is_open() {
            // The library answers by itself; it tells with what.
            self.record_close(answer.as_ref());
        }
        self.event(Event::CloseCame(raw));
    }

    fn record_their_close(&mut self, raw: &RawClose) {
        let ns = self.ws.get_ref().get_ref().stamp();
        self.driver.writer.push(Direction::Received, Kind::Close, ns, &raw.payload);
        self.last_ns = ns;
        self.close_recorded = true;
    }

    fn record_close(&mut self, frame: Option<&CloseFrame>) {
        let mut payload = Vec::new();
        if let Some(frame) = frame {
            payload.extend(u16::from(frame.code).to_be_bytes());
            payload.extend(frame.reason.as_bytes());
        }
        let now = self.driver.clock.now();
        self.driver.writer.push(Direction::Sent, Kind::Close, now, &payload);
    }

    /// Everything asked for, as long as there is room to write.
    fn commands(&mut self, cx: &mut Context<'_>) {
        if let Some(Waiting { kind, bytes, message, done }) = self.waiting.take() {
            self.write(kind, bytes, message, done);
        }
        while self.waiting.is_none() && !self.finished {
            match self.driver.commands.poll_recv(cx) {
                Poll::Ready(Some(Command::Send { kind, bytes, done })) => {
                    self.take(kind, bytes, done);
                }
                Poll::Ready(Some(Command::Login { login, done })) => {
                    let reply = login.reply;
                    let open = self.driver.session.phase().is_open();
                    self.take(Kind::Text, login.text.into(), done);
                    if open {
                        self.login_went(reply);
                    }
                }
                Poll::Ready(Some(Command::Close { code, reason })) => {
                    self.event(Event::CloseAsked { code, reason });
                }
                Poll::Ready(None) => {
                    // Nobody holds the connection any more. The state tells whether that is news.
                    if self.driver.session.phase().is_open() {
                        self.event(Event::CloseAsked { code: 1001, reason: String::new() });
                    }
                    break;
                }
                Poll::Pending => break,
            }
        }
    }

    fn take(&mut self, kind: Kind, bytes: Bytes, done: oneshot::Sender<Result<u32, SendError>>) {
        let phase = self.driver.session.phase();
        // Whoever asked may have gone; that is their affair.
        let _ = match to_message(kind, bytes.clone()) {
            None => done.send(Err(SendError::NotUtf8)),
            Some(_) if !phase.is_open() => done.send(Err(SendError::NotOpen(phase))),
            Some(message) => return self.write(kind, bytes, message, done),
        };
    }

    fn write(
        &mut self,
        kind: Kind,
        bytes: Bytes,
        message: Message,
        done: oneshot::Sender<Result<u32, SendError>>,
    ) {
        let mut result = self.ws.write(message.clone());
        if matches!(result, Err(Error::WriteBufferFull(_))) && self.ws.flush().is_ok() {
            // The buffer is empty; a message larger than it gets the room that it needs, once.
            let room = WRITE_BUFFER + bytes.len();
            self.ws.set_config(|config| config.max_write_buffer_size = room);
            result = self.ws.write(message.clone());
            self.ws.set_config(|config| config.max_write_buffer_size = WRITE_BUFFER);
        }
        match result {
            Err(Error::WriteBufferFull(_)) => {
                self.waiting = Some(Waiting { kind, bytes, message, done });
            }
            Err(error) if !would_block(&error) => {
                let _ = done.send(Err(SendError::NotOpen(self.driver.session.phase())));
                self.broke(error);
            }
            // Pending means that the library keeps it and writes it when the socket takes more.
            _ => {
                let _ = done.send(Ok(self.went(kind, &bytes)));
            }
        }
    }

    /// A message is on its way: into the transcript with it, as it was before masking.
    fn went(&mut self, kind: Kind, bytes: &[u8]) -> u32 {
        let now = self.driver.clock.now();
        let row = self.driver.writer.push(Direction::Sent, kind, now, bytes);
        self.sent += 1;
        self.unflushed = true;
        self.expecting = true;
        let reply = Reply { sent_row: row, sent_ns: now, reply: None };
        self.driver.status.send_modify(|status| status.reply = Some(reply));
        self.driver.bump();
        row
    }

    fn login_went(&mut self, reply: Option<(i32, Duration)>) {
        self.login_ns = self.driver.clock.now();
        self.driver.status.send_modify(|status| status.login_ns = None);
        self.event(Event::LoginSent { reply });
    }

    fn flush(&mut self) {
        if !self.unflushed || self.finished {
            return;
        }
        match self.ws.flush() {
            Ok(()) => self.unflushed = false,
            Err(error) if would_block(&error) => {}
            Err(error) => self.broke(error),
        }
    }

    fn event(&mut self, event: Event) {
        let actions = self.driver.session.on(event);
        self.perform(actions);
        self.driver.publish();
    }

    /// What the session says.
    pub(super) fn perform(&mut self, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::SendLogin(login) => {
                    let (done, _) = oneshot::channel();
                    self.take(Kind::Text, login.text.into(), done);
                    self.login_went(login.reply);
                }
                Action::SendClose { code, reason } => self.close(code, reason),
                Action::Finish => self.finished = true,
                other => self.driver.time(&other),
            }
        }
    }

    fn close(&mut self, code: u16, reason: String) {
        let frame = CloseFrame { code: CloseCode::from(code), reason: reason.into() };
        self.record_close(Some(&frame));
        self.unflushed = true;
        match self.ws.close(Some(frame)) {
            Err(error) if !would_block(&error) => self.broke(error),
            _ => {}
        }
    }

    /// The stream is over, or must be.
    fn broke(&mut self, error: Error) {
        let heads = self.ws.get_ref().get_ref().heads();
        let (frame, close) = (heads.broken_off(), heads.close());
        // A Close that the library refuses to read is what a tester looks for.
        let refused = close.filter(|_| !self.close_recorded && is_violation(&error));
        if let Some(close) = &refused {
            self.record_their_close(close);
        }
        let error = match error {
            Error::ConnectionClosed | Error::AlreadyClosed => {
                return self.event(Event::Ended(None));
            }
            Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => {
                ConnectionError::Lost { frame }
            }
            Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                ConnectionError::Lost { frame }
            }
            Error::Io(error) => ConnectionError::Reset { frame, what: error.to_string() },
            Error::Capacity(CapacityError::MessageTooLong { size, max_size }) => {
                ConnectionError::TooBig { size: size as u64, limit: max_size as u64 }
            }
            Error::Utf8(what) => ConnectionError::Protocol {
                what: match refused.as_ref().and_then(RawClose::code) {
                    Some(code) => format!("its close frame {code} has a reason that is not UTF-8"),
                    None => format!("a text message is not UTF-8 ({what})"),
                },
                code: 1007,
            },
            Error::Protocol(ProtocolError::InvalidCloseSequence) => ConnectionError::Protocol {
                what: "its close frame has one byte, which is half a code".to_owned(),
                code: 1002,
            },
            other => ConnectionError::Protocol { what: other.to_string(), code: 1002 },
        };
        self.end(error);
    }

    /// Ends with an error; a server that broke a rule is told by a Close (RFC 6455 section 7.1.7).
    fn end(&mut self, error: ConnectionError) {
        let code = match &error {
            ConnectionError::Protocol { code, .. } => Some(*code),
            ConnectionError::TooBig { .. } => Some(1009),
            ConnectionError::Transcript { .. } => Some(1001),
            _ => None,
        };
        if let Some(code) = code.filter(|_| self.driver.session.phase().is_open()) {
            let frame = CloseFrame { code: CloseCode::from(code), reason: "".into() };
            self.record_close(Some(&frame));
            // The stream ends here whether or not this goes through.
            let _ = self.ws.close(Some(frame));
        }
        tracing::warn!(code = error.code(), %error, "the connection ended");
        self.event(Event::Ended(Some(error)));
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
        let old = ticked || self.finished || writer.batch_age(self.driver.clock.now()) >= TICK;
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

fn is_violation(error: &Error) -> bool {
    matches!(error, Error::Protocol(_) | Error::Utf8(_))
        && !matches!(error, Error::Protocol(ProtocolError::ResetWithoutClosingHandshake))
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
