//! What the rest of the program holds of a connection.

use super::command::{CloseMode, DriverCommand, Revision, SendError};
use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::{mpsc, oneshot, watch};

use super::context::{Channels, ConnectionContext};
use super::driver;
use super::misbehave::MisbehaveActions;
use super::phase::Phase;
use super::request::{LoginMessage, RequestError, Settings, check_close};
use super::status::{Counters, Status};
use super::task_panic;
use crate::frame::Kind;
use crate::transcript::{Totals, Writer, WriterProgress};

/// Sends wait here while the connection is busy; enough for any person, and a bound for any program.
const QUEUE: usize = 64;

/// A connection that was begun. Dropping it closes with 1001.
#[derive(Debug)]
pub struct ConnectionHandle {
    commands: mpsc::Sender<DriverCommand>,
    /// Apart from the others, so that no message that waits for room can hold up the end.
    closes: mpsc::Sender<CloseMode>,
    status: watch::Receiver<Status>,
    counters: Arc<Counters>,
    progress: Arc<WriterProgress>,
    stored: watch::Receiver<Option<Totals>>,
}

impl ConnectionHandle {
    /// Begins to connect on the current runtime and answers at once. Everything that passes goes to
    /// `writer`; `revision` tells of changes.
    pub fn open(settings: Settings, writer: Writer, revision: Revision) -> ConnectionHandle {
        let (commands, receiver) = mpsc::channel(QUEUE);
        let (closes, closing) = mpsc::channel(1);
        let (sender, status) = watch::channel(Status::idle());
        let counters = Arc::new(Counters::default());
        let progress = writer.progress();
        let channels = Channels { commands: receiver, closes: closing };
        let (told, bumped) = (sender.clone(), revision.clone());
        let context =
            ConnectionContext::new(settings, writer, channels, sender, counters.clone(), revision);
        let (tell, stored) = watch::channel(None);
        let left = progress.clone();
        tokio::spawn(async move {
            let totals = tokio::spawn(driver::run(context)).await.unwrap_or_else(|ended| {
                if ended.is_panic() {
                    task_panic::publish(&told);
                }
                // The writer has stored what it was given when the driver dropped it.
                Totals { rows: left.rows(), bytes: left.bytes() }
            });
            tell.send_replace(Some(totals));
            bumped.bump();
        });
        ConnectionHandle { commands, closes, status, counters, progress, stored }
    }

    /// Sends a message and answers its row, once the library has taken it.
    pub async fn send(&self, kind: Kind, bytes: impl Into<Bytes>) -> Result<u32, SendError> {
        let bytes = bytes.into();
        self.ask(|done| DriverCommand::Send { kind, bytes, done }).await
    }

    /// Sends a ping; the time until its pong is in [`Status::ping`].
    pub async fn ping(&self, payload: impl Into<Bytes>) -> Result<u32, SendError> {
        self.send(Kind::Ping, payload).await
    }

    /// Sends a pong that nobody asked for.
    pub async fn pong(&self, payload: impl Into<Bytes>) -> Result<u32, SendError> {
        self.send(Kind::Pong, payload).await
    }

    /// Sends the login, again or by hand.
    pub async fn login(&self, login: LoginMessage) -> Result<u32, SendError> {
        self.ask(|done| DriverCommand::Login { login, done }).await
    }

    /// Has the next message read, where [`Settings::stepwise`] holds it back.
    pub async fn go_on(&self) {
        // One that is over has nothing to go on with.
        let _ = self.commands.send(DriverCommand::GoOn).await;
    }

    /// Makes the attempt to connect again that is waited for at once.
    pub async fn hurry(&self) {
        // One that is over makes none.
        let _ = self.commands.send(DriverCommand::Hurry).await;
    }

    async fn ask(
        &self,
        command: impl FnOnce(oneshot::Sender<Result<u32, SendError>>) -> DriverCommand,
    ) -> Result<u32, SendError> {
        let (done, answer) = oneshot::channel();
        let gone = || SendError::NotOpen(self.status.borrow().phase);
        self.commands.send(command(done)).await.map_err(|_| gone())?;
        answer.await.unwrap_or_else(|_| Err(gone()))
    }

    /// Closes with this code and reason; the state tells when it is done.
    pub async fn close(&self, code: u16, reason: &str) -> Result<(), RequestError> {
        check_close(code, reason)?;
        // Over already, or asked already: either way there is nothing more to do.
        let _ = self.closes.try_send(CloseMode::Close { code, reason: reason.to_owned() });
        Ok(())
    }

    /// Drops TCP without a Close; with `reset` by an RST, which throws away what was not delivered.
    pub fn abort(&self, reset: bool) {
        let _ = self.closes.try_send(CloseMode::Abort { reset });
    }

    /// Breaks the protocol on purpose, behind everything sent before; answers the row of what went out.
    pub async fn misbehave(&self, act: MisbehaveActions) -> Result<u32, SendError> {
        self.ask(|done| DriverCommand::Act { act, done }).await
    }

    /// What is told of it now.
    pub fn status(&self) -> Status {
        self.status.borrow().clone()
    }

    /// To be told of every change of it.
    pub fn watch(&self) -> watch::Receiver<Status> {
        self.status.clone()
    }

    /// Waits until the status is as wanted, or the connection is over; answers the status of then.
    pub async fn until(&self, wanted: impl Fn(&Status) -> bool) -> Status {
        let mut watch = self.status.clone();
        let status = watch.wait_for(|s| wanted(s) || s.phase == Phase::Closed).await;
        status.map_or_else(|_| self.status(), |s| s.clone())
    }

    /// Messages and bytes so far.
    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    /// How far the transcript is.
    pub fn progress(&self) -> &Arc<WriterProgress> {
        &self.progress
    }

    /// Waits until it is over and everything is stored, and answers what the transcript holds.
    pub async fn stored(&self) -> Totals {
        let mut stored = self.stored.clone();
        // The driver tells before it goes; one that went without a word has left what the counters say.
        match stored.wait_for(Option::is_some).await.ok().and_then(|totals| *totals) {
            Some(totals) => totals,
            None => Totals { rows: self.progress.rows(), bytes: self.progress.bytes() },
        }
    }
}
