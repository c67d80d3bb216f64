//! The one task that owns a connection: it does what the session says and tells what came of it.
//!
//! - `reopen`: from one that was lost to the next.

mod reopen;

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Context;
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::sync::{mpsc, watch};
use tokio::time::{Sleep, sleep, timeout};

use super::clock::Clock;
use super::error::ConnectionError;
use super::event_loop::OpenConnection;
use super::handle::{CloseMode, DriverCommand, Revision};
use super::reconnect::ReconnectAttempts;
use super::request::Settings;
use super::session::{Session, SessionAction};
use super::status::{ConnectionEnd, Counters, Phase, Retry, Side, Status};
use super::task_panic;
use super::transport::Stream;
use super::upgrade::Upgraded;
use crate::transcript::{self, Totals, Writer};

/// Saying good-bye on a stream that is over anyway may take this long.
const FAREWELL: Duration = Duration::from_secs(1);

/// See the module's text.
#[derive(Debug)]
pub struct Driver {
    pub(super) settings: Settings,
    pub(super) session: Session,
    pub(super) writer: Writer,
    pub(super) commands: mpsc::Receiver<DriverCommand>,
    pub(super) closes: mpsc::Receiver<CloseMode>,
    pub(super) status: watch::Sender<Status>,
    pub(super) counters: Arc<Counters>,
    pub(super) clock: Clock,
    revision: Revision,
    pub(super) timer: Option<Pin<Box<Sleep>>>,
    pub(super) attempts: ReconnectAttempts,
    /// When the current connection opened.
    since: Option<tokio::time::Instant>,
    /// What follows the current connection's end, once it has ended: another attempt, or none.
    follows: Option<Option<Retry>>,
}

impl Driver {
    pub(super) fn new(
        settings: Settings,
        writer: Writer,
        (commands, closes): (mpsc::Receiver<DriverCommand>, mpsc::Receiver<CloseMode>),
        status: watch::Sender<Status>,
        counters: Arc<Counters>,
        revision: Revision,
    ) -> Self {
        let session = Session::new(&settings);
        let clock = Clock::start();
        let attempts = ReconnectAttempts::new(settings.staying.reconnect.clone());
        Driver {
            settings,
            session,
            writer,
            commands,
            closes,
            status,
            counters,
            clock,
            revision,
            timer: None,
            attempts,
            since: None,
            follows: None,
        }
    }

    /// From the name to the end; answers what the transcript holds.
    pub(super) async fn run(mut self) -> Totals {
        tracing::info!(url = %self.settings.target.shown, "attempting connection");
        loop {
            if let Some((stream, upgraded, rest)) = self.establish().await {
                self.pass(stream, upgraded, rest).await;
            }
            if !self.comes_again().await {
                break;
            }
        }
        match self.status.borrow().end.as_ref() {
            // Only our own reason is logged: the server's is text from the wire.
            Some(end) if end.by == Side::Us => {
                tracing::info!(code = end.code, reason = %end.reason, "closed");
            }
            Some(end) => tracing::info!(code = end.code, "closed"),
            None => tracing::info!("closed"),
        }
        let Driver { writer, revision, status, .. } = self;
        let progress = writer.progress();
        // It waits for the disk, which must not hold up the runtime.
        let totals = tokio::task::spawn_blocking(move || {
            task_panic::trip("finish");
            writer.finish()
        });
        let totals = match task_panic::joined(totals.await) {
            Ok(Ok(totals)) => totals,
            failed => {
                if matches!(failed, Ok(Err(transcript::Error::Thread { .. }))) {
                    task_panic::publish(&status);
                }
                Totals { rows: progress.rows(), bytes: progress.bytes() }
            }
        };
        revision.bump();
        totals
    }

    /// The open connection, until it is over.
    async fn pass(&mut self, stream: Stream, upgraded: Upgraded, actions: Vec<SessionAction>) {
        task_panic::trip("driver");
        let mut open = OpenConnection::new(self, stream, upgraded);
        open.begin();
        open.perform(actions);
        open.driver.publish();
        tracing::info!("receiving");
        poll_fn(|cx| open.poll(cx)).await;
        let Some((mut receiver, mut out)) = open.into_parts() else { return };
        // The last frames go out, then TLS and TCP are told; a server that does not take them is no reason to wait.
        let farewell = async {
            let _ = poll_fn(|cx| out.poll(cx, &mut receiver)).await;
            let _ = receiver.stream_mut().shutdown().await;
        };
        let _ = timeout(FAREWELL, farewell).await;
    }

    /// `Arm` and `Disarm`.
    pub(super) fn time(&mut self, action: &SessionAction) {
        match action {
            SessionAction::Arm(after) => self.timer = Some(Box::pin(sleep(*after))),
            SessionAction::Disarm => self.timer = None,
            _ => {}
        }
    }

    /// True once the armed time-out is over.
    pub(super) fn poll_timer(&mut self, cx: &mut Context<'_>) -> bool {
        let over = self.timer.as_mut().is_some_and(|timer| timer.as_mut().poll(cx).is_ready());
        if over {
            self.timer = None;
        }
        over
    }

    /// Tells the session's state to whoever watches.
    pub(super) fn publish(&mut self) {
        self.decide();
        let (session, follows) = (&self.session, &self.follows);
        let (error, end) = self.outcome();
        let connections = self.attempts.connections();
        self.status.send_modify(|status| {
            status.phase = session.phase();
            status.login_sent = session.login_sent();
            status.awaiting_login = session.awaits_login();
            (status.error, status.end) = (error, end);
            status.connections = connections;
            if status.phase.is_open() {
                status.opened.get_or_insert_with(Instant::now);
                status.retry = None;
            }
            match follows {
                // An end that is none: whoever waits for the end, or for an error, goes on waiting.
                Some(Some(retry)) => {
                    status.phase = Phase::Waiting;
                    (status.error, status.end) = (None, None);
                    status.retry = Some(retry.clone());
                }
                Some(None) => status.retry = None,
                None => {}
            }
            if status.phase == Phase::Closed && status.ended.is_none() {
                status.ended = Some(Instant::now());
            }
        });
        self.revision.bump();
    }

    /// The session's error and end, as they may be shown.
    fn outcome(&self) -> (Option<ConnectionError>, Option<ConnectionEnd>) {
        let masks = &self.settings.ask.masks;
        let error = self.session.error().map(|error| error.masked(masks));
        let end = self
            .session
            .end()
            .map(|end| ConnectionEnd { reason: masks.text(&end.reason), ..end.clone() });
        (error, end)
    }

    /// Something small changed that [`Driver::publish`] does not know of.
    pub(super) fn bump(&self) {
        self.revision.bump();
    }
}
