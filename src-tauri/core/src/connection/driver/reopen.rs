//! From a connection that was lost to the next: over the same transcript, with a session of its own.

use tokio::time::{Instant, sleep_until};

use super::Driver;
use crate::connection::handle::{DriverCommand, SendError};
use crate::connection::session::Session;
use crate::connection::status::{Phase, Retry};
use crate::frame::{Direction, Kind};

impl Driver {
    /// A connection is open. Answers what the transcript says of it, where it may have several.
    pub(in crate::connection) fn opened(&mut self) -> Option<String> {
        self.since = Some(Instant::now());
        self.attempts.opened()
    }

    /// What follows the session's end, once.
    pub(super) fn decide(&mut self) {
        if self.session.phase() != Phase::Closed || self.follows.is_some() {
            return;
        }
        let (error, Some(end)) = self.outcome() else { return };
        let now = Instant::now();
        let lived = self.since.take().map(|since| now.duration_since(since)).unwrap_or_default();
        let next = self.attempts.ended(&end, error.as_ref(), lived, rand::random());
        self.follows = Some(next.map(|next| {
            let (attempt, of, at) = (next.attempt, next.of, now + next.wait);
            Retry { attempt, of, at, end, error }
        }));
    }

    /// Waits for the next attempt and makes ready for it; false where there is none, or it is called off.
    pub(super) async fn comes_again(&mut self) -> bool {
        let Some(Some(retry)) = self.follows.clone() else {
            if self.attempts.has_given_up() {
                self.mark("given up: all attempts to connect again were made");
            }
            return false;
        };
        let (attempt, of) = (retry.attempt, retry.of);
        tracing::info!(attempt, of, after = retry.end.code, "connecting again soon");
        // What came until now is readable while nothing comes.
        self.writer.flush();
        if !self.waited(retry.at).await {
            self.follows = Some(None);
            self.publish();
            return false;
        }
        self.session = Session::new(&self.settings);
        self.timer = None;
        self.follows = None;
        self.status.send_modify(|status| (status.reply, status.login_ns) = (None, None));
        true
    }

    /// Until then, or until somebody does not want to wait; false where somebody wants the end instead.
    async fn waited(&mut self, at: Instant) -> bool {
        loop {
            tokio::select! {
                biased;
                _ = self.closes.recv() => return false,
                command = self.commands.recv() => match command {
                    Some(DriverCommand::Hurry) => return true,
                    Some(command) => command.refuse(SendError::NotOpen(Phase::Waiting)),
                    None => return false,
                },
                () = sleep_until(at) => return true,
            }
        }
    }

    /// A note of ours in the transcript.
    pub(in crate::connection) fn mark(&mut self, text: &str) -> u32 {
        self.writer.push(Direction::Sent, Kind::Marker, self.clock.now(), text.as_bytes())
    }
}
