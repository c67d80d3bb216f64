//! The first things on a connection: the line that says which it is, and the messages that begin one that is made again.

use tokio::sync::oneshot;

use super::OpenConnection;
use crate::connection::phase::Phase;

impl OpenConnection<'_> {
    /// Before anything is sent.
    pub(in crate::connection) fn begin(&mut self) {
        if let Some(line) = self.context.opened() {
            tracing::info!(number = self.context.attempts.connections(), "connection");
            self.mark(&line);
        }
        if self.context.attempts.connections() < 2 {
            return;
        }
        match self.context.settings.start.build() {
            Ok(messages) => self.opening_messages = messages.into(),
            Err(wrong) => {
                let (name, error) = *wrong;
                tracing::warn!(code = error.code(), "a start message cannot be made");
                let error = self.context.settings.ask.masks.text(&error.to_string());
                self.mark(&format!("the start message '{name}' cannot be made: {error}"));
            }
        }
    }

    /// As far as there is room, once the server knows who we are.
    pub(super) fn send_opening_messages(&mut self) {
        while !self.opening_messages.is_empty() && self.waiting.is_none() && self.is_logged_in() {
            let Some(next) = self.opening_messages.pop_front() else { return };
            let (done, _) = oneshot::channel();
            self.submit(next.kind, next.bytes.into(), done, None);
        }
    }

    fn is_logged_in(&self) -> bool {
        let session = &self.context.session;
        match &self.context.settings.login {
            None => session.phase().is_open(),
            Some(login) if login.reply.is_some() => session.phase() == Phase::LoggedIn,
            Some(_) => session.phase().is_open() && session.login_sent(),
        }
    }
}
