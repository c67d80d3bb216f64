//! Carries out the steps of the login.

use super::OpenConnection;
use super::raw_send::SentReply;
use crate::connection::request::LoginSequence;
use crate::connection::session::SessionEvent;

/// A step of the login to carry out. `done` receives the row of its message.
pub(crate) struct LoginStepSend {
    pub login: LoginSequence,
    pub step: usize,
    pub done: SentReply,
}

/// A login and the index of the step whose message is sent.
pub(super) type SentLogin = (LoginSequence, usize);

impl OpenConnection<'_> {
    /// Sends the step's message, or keeps it until the message that waits for room was sent. A later login replaces it.
    pub(super) fn send_login_step(&mut self, step: LoginStepSend) {
        self.login_step = Some(step);
        self.send_waiting_login_step();
    }

    /// Sends the login's next message, if no other message waits for room.
    pub(super) fn send_waiting_login_step(&mut self) {
        if self.waiting.is_some() {
            return;
        }
        let Some(LoginStepSend { login, step, done }) = self.login_step.take() else { return };
        match login.step(step).and_then(|step| step.message.clone()) {
            Some((kind, bytes)) => self.submit(kind, bytes, done, Some((login, step))),
            None => {
                let row = self.context.writer.rows();
                // Before the reply, so that the caller sees no error of an earlier login.
                self.login_sent((login, step));
                let _ = done.send(Ok(row));
            }
        }
    }

    pub(super) fn login_sent(&mut self, (login, step): SentLogin) {
        self.login_ns = self.context.clock.now();
        self.context.status.send_modify(|status| status.login_ns = None);
        self.event(SessionEvent::LoginSent { login, step });
    }

    /// Whether the connection is open, and logged in if the profile has a login that is sent on connecting.
    pub(super) fn is_logged_in(&self) -> bool {
        let session = &self.context.session;
        match &self.context.settings.login {
            None => session.phase().is_open(),
            Some(_) => session.phase().is_open() && session.login_complete(),
        }
    }
}
