//! The start of a connection: its marker in the transcript, and the messages sent after a reconnect.

use tokio::sync::oneshot;

use super::OpenConnection;

impl OpenConnection<'_> {
    /// Writes the marker and builds the opening messages. Call before anything is sent.
    pub(crate) fn begin(&mut self) {
        if let Some(line) = self.context.opened() {
            tracing::info!(number = self.context.attempts.connections(), "connection");
            self.mark(&line);
        }
        if self.context.attempts.connections() < 2 {
            return;
        }
        match self.context.settings.reconnect_messages.build() {
            Ok(messages) => self.reconnect_messages = messages.into(),
            Err(failed) => {
                let (name, error) = *failed;
                tracing::warn!(code = error.code(), "a start message cannot be made");
                let error = self.context.settings.upgrade_request.masks.text(&error.to_string());
                self.mark(&format!("the start message '{name}' cannot be made: {error}"));
            }
        }
    }

    /// Sends the opening messages as far as the queue has room, once logged in.
    pub(super) fn send_reconnect_messages(&mut self) {
        while !self.reconnect_messages.is_empty() && self.waiting.is_none() && self.is_logged_in() {
            let Some(message) = self.reconnect_messages.pop_front() else { return };
            let (done, _) = oneshot::channel();
            self.submit(message.kind, message.bytes.into(), done, None);
        }
    }
}
