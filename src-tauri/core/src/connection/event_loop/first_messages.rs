//! The first things on a connection: the line that says which it is, and the messages that begin one that is made again.

use tokio::sync::oneshot;

use super::OpenConnection;
use crate::connection::status::Phase;

impl OpenConnection<'_> {
    /// Before anything is sent.
    pub(in crate::connection) fn begin(&mut self) {
        if let Some(line) = self.driver.opened() {
            tracing::info!(number = self.driver.attempts.connections(), "connection");
            self.mark(&line);
        }
        if self.driver.attempts.connections() < 2 {
            return;
        }
        match self.driver.settings.start.build() {
            Ok(messages) => self.start = messages.into(),
            Err(wrong) => {
                let (name, error) = *wrong;
                tracing::warn!(code = error.code(), "a start message cannot be made");
                let error = self.driver.settings.ask.masks.text(&error.to_string());
                self.mark(&format!("the start message '{name}' cannot be made: {error}"));
            }
        }
    }

    /// As far as there is room, once the server knows who we are.
    pub(super) fn send_start(&mut self) {
        while !self.start.is_empty() && self.waiting.is_none() && self.is_known() {
            let Some(next) = self.start.pop_front() else { return };
            let (done, _) = oneshot::channel();
            self.take(next.kind, next.bytes.into(), done, None);
        }
    }

    fn is_known(&self) -> bool {
        let session = &self.driver.session;
        match &self.driver.settings.login {
            None => session.phase().is_open(),
            Some(login) if login.reply.is_some() => session.phase() == Phase::LoggedIn,
            Some(_) => session.phase().is_open() && session.login_sent(),
        }
    }
}
