//! The handle by which the rest of the program controls a connection.

use super::command::{CloseMode, DriverCommand, Revision, SendError};
use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::{mpsc, oneshot, watch};

use super::context::{Channels, ConnectionContext};
use super::driver;
use super::misbehave::MisbehaveActions;
use super::phase::Phase;
use super::request::{AutomaticMessages, LoginSequence, RequestError, Settings, check_close};
use super::status::{Counters, Status};
use super::task_panic;
use crate::frame::Kind;
use crate::transcript::{Totals, Writer, WriterProgress};

/// Capacity of the command channel: ample for a user, and back-pressure for a program.
const QUEUE: usize = 64;

/// A started connection. Dropping the handle closes it with 1001.
#[derive(Debug)]
pub struct ConnectionHandle {
    commands: mpsc::Sender<DriverCommand>,
    /// A channel of its own, so that no message waiting for room delays closing.
    closes: mpsc::Sender<CloseMode>,
    status: watch::Receiver<Status>,
    counters: Arc<Counters>,
    progress: Arc<WriterProgress>,
    stored: watch::Receiver<Option<Totals>>,
}

impl ConnectionHandle {
    /// Starts connecting on the current runtime and returns at once. All messages and control frames are recorded with
    /// `writer`; `revision` announces changes.
    pub fn open(settings: Settings, writer: Writer, revision: Revision) -> ConnectionHandle {
        let (commands, receiver) = mpsc::channel(QUEUE);
        let (closes, closing) = mpsc::channel(1);
        let (sender, status) = watch::channel(Status::idle());
        let counters = Arc::new(Counters::default());
        let progress = writer.progress();
        let channels = Channels { commands: receiver, closes: closing };
        let (status_on_panic, final_revision) = (sender.clone(), revision.clone());
        let context =
            ConnectionContext::new(settings, writer, channels, sender, counters.clone(), revision);
        let (stored_sender, stored) = watch::channel(None);
        let final_progress = progress.clone();
        tokio::spawn(async move {
            let totals = tokio::spawn(driver::run(context)).await.unwrap_or_else(|ended| {
                if ended.is_panic() {
                    task_panic::publish(&status_on_panic);
                }
                // Dropping the writer has stored its rows.
                Totals { rows: final_progress.rows(), bytes: final_progress.bytes() }
            });
            stored_sender.send_replace(Some(totals));
            final_revision.bump();
        });
        ConnectionHandle { commands, closes, status, counters, progress, stored }
    }

    /// Sends a message; returns its row once it is queued.
    pub async fn send(&self, kind: Kind, bytes: impl Into<Bytes>) -> Result<u32, SendError> {
        let bytes = bytes.into();
        self.send_command(|done| DriverCommand::Send { kind, bytes, done }).await
    }

    /// Sends a ping; the time until its pong is in [`Status::ping`].
    pub async fn ping(&self, payload: impl Into<Bytes>) -> Result<u32, SendError> {
        self.send(Kind::Ping, payload).await
    }

    /// Sends an unsolicited pong.
    pub async fn pong(&self, payload: impl Into<Bytes>) -> Result<u32, SendError> {
        self.send(Kind::Pong, payload).await
    }

    /// Sends the login, for the first time or again. Returns the row of its first message, or the last row if it begins by
    /// waiting.
    pub async fn login(&self, login: LoginSequence) -> Result<u32, SendError> {
        self.send_command(|done| DriverCommand::Login { login, done }).await
    }

    /// Reads the next message, under [`Settings::pause_after_message`].
    pub async fn read_next(&self) {
        // Fails only if the connection has ended.
        let _ = self.commands.send(DriverCommand::ReadNext).await;
    }

    /// Reconnects now instead of waiting for the next attempt.
    pub async fn retry_now(&self) {
        // Fails only if the connection has ended.
        let _ = self.commands.send(DriverCommand::RetryNow).await;
    }

    /// Switches automatic replies and heartbeats on, in place of those that are on, or off. They stay so over reconnects.
    pub async fn set_automatic(&self, messages: Option<AutomaticMessages>) {
        // Fails only if the connection has ended.
        let _ = self.commands.send(DriverCommand::Automatic(messages)).await;
    }

    async fn send_command(
        &self,
        command: impl FnOnce(oneshot::Sender<Result<u32, SendError>>) -> DriverCommand,
    ) -> Result<u32, SendError> {
        let (done, reply) = oneshot::channel();
        let not_open = || SendError::NotOpen(self.status.borrow().phase);
        self.commands.send(command(done)).await.map_err(|_| not_open())?;
        reply.await.unwrap_or_else(|_| Err(not_open()))
    }

    /// Starts closing with this code and reason; the status shows when it is done.
    pub async fn close(&self, code: u16, reason: &str) -> Result<(), RequestError> {
        check_close(code, reason)?;
        // Fails only if the connection has ended or is already to be closed.
        let _ = self.closes.try_send(CloseMode::Close { code, reason: reason.to_owned() });
        Ok(())
    }

    /// Drops TCP without a Close. With `reset`, sends an RST, which discards undelivered data.
    pub fn abort(&self, reset: bool) {
        let _ = self.closes.try_send(CloseMode::Abort { reset });
    }

    /// Violates the protocol on purpose, after everything sent before; returns the row of what was sent.
    pub async fn misbehave(&self, actions: MisbehaveActions) -> Result<u32, SendError> {
        self.send_command(|done| DriverCommand::Misbehave { actions, done }).await
    }

    /// The current status.
    pub fn status(&self) -> Status {
        self.status.borrow().clone()
    }

    /// A receiver that is notified of each change of the status.
    pub fn watch(&self) -> watch::Receiver<Status> {
        self.status.clone()
    }

    /// Waits until the status satisfies `wanted` or the connection has ended, and returns that status.
    pub async fn until(&self, wanted: impl Fn(&Status) -> bool) -> Status {
        let mut watch = self.status.clone();
        let status = watch.wait_for(|s| wanted(s) || s.phase == Phase::Closed).await;
        status.map_or_else(|_| self.status(), |s| s.clone())
    }

    /// Counts of messages and bytes.
    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    /// The progress of writing the transcript.
    pub fn progress(&self) -> &Arc<WriterProgress> {
        &self.progress
    }

    /// Waits until the connection has ended and everything is stored; returns the transcript's totals.
    pub async fn stored(&self) -> Totals {
        let mut stored = self.stored.clone();
        // Without totals the runtime has shut down; the progress is the best answer.
        match stored.wait_for(Option::is_some).await.ok().and_then(|totals| *totals) {
            Some(totals) => totals,
            None => Totals { rows: self.progress.rows(), bytes: self.progress.bytes() },
        }
    }
}
