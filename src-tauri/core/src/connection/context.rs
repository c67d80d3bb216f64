//! What connecting, the open connection and reconnecting share: the settings, the session, the transcript, the channels
//! to the handle, and the published status.
//!
//! One task owns it: the driver passes it to one phase after the other.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, Sleep, sleep};

use super::automatic::AutomaticStatus;
use super::clock::Clock;
use super::command::{CloseMode, DriverCommand, Revision, SendError};
use super::connection_end::ConnectionEnd;
use super::error::ConnectionError;
use super::phase::Phase;
use super::reconnect::ReconnectAttempts;
use super::request::{AutomaticMessages, Settings};
use super::session::{Session, SessionAction};
use super::status::{Counters, Retry, Status};
use crate::frame::{Direction, Kind};
use crate::transcript::Writer;

/// The receiving ends of the handle's channels. Closing has one of its own, so that no message that waits for room in
/// the write buffer delays it.
#[derive(Debug)]
pub(super) struct Channels {
    pub commands: mpsc::Receiver<DriverCommand>,
    pub closes: mpsc::Receiver<CloseMode>,
}

/// The state shared by all phases of one connection, across reconnects.
#[derive(Debug)]
pub(super) struct ConnectionContext {
    pub settings: Settings,
    pub session: Session,
    pub writer: Writer,
    pub clock: Clock,
    pub channels: Channels,
    pub status: watch::Sender<Status>,
    pub counters: Arc<Counters>,
    pub attempts: ReconnectAttempts,
    pub revision: Revision,
    /// The session's time-out, while one is armed.
    pub timer: Option<Pin<Box<Sleep>>>,
    /// When the current connection opened.
    opened_at: Option<Instant>,
    /// Decided once the session has ended: `Some(None)` when no attempt follows.
    pub next_attempt: Option<Option<Retry>>,
}

impl ConnectionContext {
    pub(super) fn new(
        settings: Settings,
        writer: Writer,
        channels: Channels,
        status: watch::Sender<Status>,
        counters: Arc<Counters>,
        revision: Revision,
    ) -> Self {
        if settings.automatic.is_some() {
            let on = AutomaticStatus { on: true, ..AutomaticStatus::default() };
            status.send_modify(|status| status.automatic = Some(on));
        }
        ConnectionContext {
            session: Session::new(&settings),
            attempts: ReconnectAttempts::new(settings.session_settings.reconnect.clone()),
            clock: Clock::start(),
            settings,
            writer,
            channels,
            status,
            counters,
            revision,
            timer: None,
            opened_at: None,
            next_attempt: None,
        }
    }

    /// Starts the session's time-out, in place of the one that is armed.
    pub(super) fn arm(&mut self, after: Duration) {
        self.timer = Some(Box::pin(sleep(after)));
    }

    /// Cancels the session's time-out.
    pub(super) fn disarm(&mut self) {
        self.timer = None;
    }

    /// True once when the armed time-out expires.
    pub(super) fn poll_timer(&mut self, cx: &mut Context<'_>) -> bool {
        let timer = self.timer.as_mut();
        let expired = timer.is_some_and(|timer| timer.as_mut().poll(cx) == Poll::Ready(()));
        if expired {
            self.timer = None;
        }
        expired
    }

    /// Carries out a command between two connections: switches automatic messages, and refuses what sends.
    pub(super) fn command_while_closed(&mut self, command: DriverCommand, phase: Phase) {
        match command {
            DriverCommand::Automatic(messages) => self.set_automatic(messages),
            command => command.refuse(SendError::NotOpen(phase)),
        }
    }

    /// Switches automatic replies and heartbeats on or off.
    pub(super) fn set_automatic(&mut self, messages: Option<AutomaticMessages>) {
        self.status.send_modify(|status| {
            let automatic = status.automatic.get_or_insert_default();
            automatic.on = messages.is_some();
            automatic.error = None;
        });
        self.settings.automatic = messages;
        self.revision.bump();
    }

    /// An action that belongs to another phase is a bug in the session: logged, and a panic in debug builds.
    pub(super) fn misplaced(&self, action: &SessionAction) {
        let phase = self.session.phase();
        tracing::error!(?phase, "the session asked for an action of another phase");
        debug_assert!(false, "{action:?} in {phase:?}");
    }

    /// Notes that the connection opened. Returns the marker that numbers it in the transcript, where the profile
    /// reconnects.
    pub(super) fn opened(&mut self) -> Option<String> {
        self.opened_at = Some(Instant::now());
        self.attempts.opened()
    }

    /// Writes a marker of our own into the transcript and returns its row.
    pub(super) fn mark(&mut self, text: &str) -> u32 {
        self.writer.push(Direction::Sent, Kind::Marker, self.clock.now(), text.as_bytes())
    }

    /// Resets everything that belongs to one connection, before the next attempt.
    pub(super) fn renew(&mut self) {
        self.session = Session::new(&self.settings);
        self.timer = None;
        self.next_attempt = None;
        self.status.send_modify(|status| (status.reply, status.login_ns) = (None, None));
    }

    /// Publishes the session's state.
    pub(super) fn publish(&mut self) {
        self.decide_next_attempt();
        let (session, next_attempt) = (&self.session, &self.next_attempt);
        let (error, end) = self.outcome();
        let connections = self.attempts.connections();
        self.status.send_modify(|status| {
            status.phase = session.phase();
            status.login_sent = session.login_sent();
            status.awaiting_login = session.awaits_login();
            status.login_complete = session.login_complete();
            (status.error, status.end) = (error, end);
            status.connections = connections;
            if status.phase.is_open() {
                status.opened.get_or_insert_with(std::time::Instant::now);
                status.retry = None;
            }
            match next_attempt {
                // Not final: reconnecting. Waiting for the end or an error goes on.
                Some(Some(retry)) => {
                    status.phase = Phase::Waiting;
                    (status.error, status.end) = (None, None);
                    status.retry = Some(retry.clone());
                }
                Some(None) => status.retry = None,
                None => {}
            }
            if status.phase == Phase::Closed && status.ended.is_none() {
                status.ended = Some(std::time::Instant::now());
            }
        });
        self.revision.bump();
    }

    /// Announces a change that [`ConnectionContext::publish`] does not cover.
    pub(super) fn bump(&self) {
        self.revision.bump();
    }

    /// The session's error and end, with secrets masked.
    fn outcome(&self) -> (Option<ConnectionError>, Option<ConnectionEnd>) {
        let masks = &self.settings.upgrade_request.masks;
        let error = self.session.error().map(|error| error.masked(masks));
        let end = self
            .session
            .end()
            .map(|end| ConnectionEnd { reason: masks.text(&end.reason), ..end.clone() });
        (error, end)
    }

    /// Decides, once per session, whether another attempt follows its end.
    fn decide_next_attempt(&mut self) {
        if self.session.phase() != Phase::Closed || self.next_attempt.is_some() {
            return;
        }
        let (error, Some(end)) = self.outcome() else { return };
        let now = Instant::now();
        let lived = self.opened_at.take().map(|at| now.duration_since(at)).unwrap_or_default();
        let next = self.attempts.ended(&end, error.as_ref(), lived, rand::random());
        self.next_attempt = Some(next.map(|next| {
            let (attempt, of, at) = (next.attempt, next.of, now + next.wait);
            Retry { attempt, of, at, end, error }
        }));
    }
}
