//! The login's part of the state machine: its steps, the replies that it waits for, and its time-out.

use super::{Session, SessionAction};
use crate::connection::error::ConnectionError;
use crate::connection::phase::Phase;
use crate::connection::request::{LoginSequence, LoginWait, ReplyMatch};
use crate::frame::Kind;

impl Session {
    /// Whether the login was sent.
    pub fn login_sent(&self) -> bool {
        self.login_sent
    }

    /// Whether all messages of the login were sent and its last reply, if it waits for one, was received.
    pub fn login_complete(&self) -> bool {
        self.login_complete
    }

    /// Whether received messages must be reported, because the login's reply is expected.
    pub fn awaits_login(&self) -> bool {
        self.awaiting.is_some()
    }

    /// What a received message means to the login that waits for a reply.
    pub fn reply_match(&self, kind: Kind, payload: &[u8]) -> ReplyMatch {
        match &self.awaiting {
            Some((login, step)) => login.reply_match(*step, kind, payload),
            None => ReplyMatch::Other,
        }
    }

    /// A step was carried out: its message was sent, if it has one.
    pub(super) fn login_step_done(
        &mut self,
        login: LoginSequence,
        step: usize,
    ) -> Vec<SessionAction> {
        if step == 0 {
            // A second login discards the outcome of the first.
            self.phase = Phase::Open;
            self.error = None;
            self.other_reply = None;
        }
        self.login_sent = true;
        self.login_complete = false;
        self.awaiting = None;
        let wait = login.step(step).and_then(|step| step.wait.as_ref()).map(|wait| wait.within);
        match wait {
            Some(within) => {
                self.awaiting = Some((login, step));
                vec![SessionAction::Arm(within)]
            }
            None if login.step(step + 1).is_some() => {
                vec![SessionAction::SendLogin { login, step: step + 1 }]
            }
            None => {
                self.login_complete = true;
                vec![SessionAction::Disarm]
            }
        }
    }

    /// A message was received.
    pub(super) fn login_reply(&mut self, is: ReplyMatch, shown: String) -> Vec<SessionAction> {
        let Some((login, step)) = self.awaiting.take() else { return vec![] };
        match is {
            ReplyMatch::Accepted if login.step(step + 1).is_some() => {
                vec![SessionAction::Disarm, SessionAction::SendLogin { login, step: step + 1 }]
            }
            ReplyMatch::Accepted => {
                self.login_complete = true;
                self.phase = Phase::LoggedIn;
                vec![SessionAction::Disarm]
            }
            // The connection stays open, so that the user can inspect it or log in again.
            ReplyMatch::Refused => {
                self.error = Some(ConnectionError::LoginRefusedByMessage { reply: shown });
                vec![SessionAction::Disarm]
            }
            ReplyMatch::Other => {
                self.awaiting = Some((login, step));
                self.other_reply = Some(shown);
                vec![]
            }
        }
    }

    /// The time-out of the awaited reply expired. The connection stays open.
    pub(super) fn login_timed_out(&mut self) -> Vec<SessionAction> {
        let Some((login, step)) = self.awaiting.take() else { return vec![] };
        let wait = login.step(step).and_then(|step| step.wait.clone());
        self.error = wait.map(|LoginWait { test, within }| ConnectionError::LoginTimeout {
            expected: test.expected(),
            within,
        });
        vec![SessionAction::Disarm]
    }
}
