//! Sends automatic replies and heartbeats.

use std::task::Context;

use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};

use super::OpenConnection;
use crate::connection::automatic::{AutomaticError, AutomaticSchedule, DueMessage};
use crate::connection::request::AutomaticMessages;
use crate::frame::Kind;

impl OpenConnection<'_> {
    /// Switches automatic messages on or off. Replies that wait are dropped.
    pub(super) fn set_automatic(&mut self, messages: Option<AutomaticMessages>) {
        self.context.set_automatic(messages);
        let messages = self.context.settings.automatic.clone();
        self.automatic = messages.map(AutomaticSchedule::new);
        self.answers = self.automatic.as_ref().is_some_and(AutomaticSchedule::answers);
        self.automatic_timer = None;
    }

    /// Schedules the replies to a received message.
    #[cold]
    pub(super) fn schedule_replies(&mut self, kind: Kind, payload: &[u8]) {
        let Some(schedule) = &mut self.automatic else { return };
        let errors = schedule.received(kind, payload, Instant::now());
        errors.into_iter().for_each(|error| self.automatic_failed(error));
    }

    /// Sends what is due, as far as the queue has room, and wakes up for what is due next.
    pub(super) fn send_automatic(&mut self, cx: &mut Context<'_>) {
        if self.automatic.is_none() || self.finished || !self.context.session.phase().is_open() {
            return;
        }
        let is_logged_in = self.is_logged_in();
        while self.waiting.is_none()
            && let Some(schedule) = &mut self.automatic
        {
            let now = Instant::now();
            if is_logged_in {
                schedule.logged_in(now);
            }
            match schedule.next(now) {
                Some(Ok(due)) => self.send_due(due),
                Some(Err(error)) => self.automatic_failed(error),
                None => break,
            }
        }
        // A message that waits for room wakes the task itself.
        if self.waiting.is_none() {
            self.wake_when_due(cx);
        }
    }

    fn wake_when_due(&mut self, cx: &mut Context<'_>) {
        let due = self.automatic.as_ref().and_then(AutomaticSchedule::next_due);
        self.automatic_timer = due.map(|due| Box::pin(sleep_until(due)));
        // A sleep registers its waker at the first poll.
        if let Some(timer) = &mut self.automatic_timer
            && timer.as_mut().poll(cx).is_ready()
        {
            cx.waker().wake_by_ref();
        }
    }

    fn send_due(&mut self, due: DueMessage) {
        let (done, mut sent) = oneshot::channel();
        self.submit(due.built.kind, due.built.bytes.into(), done, None);
        if let Ok(Err(error)) = sent.try_recv() {
            let (path, code, text) = (due.path, error.code(), error.to_string());
            return self.automatic_failed(AutomaticError::NotSent { path, code, text });
        }
        self.context.status.send_modify(|status| {
            let automatic = status.automatic.get_or_insert_default();
            match due.is_heartbeat {
                true => automatic.heartbeats += 1,
                false => automatic.replies += 1,
            }
        });
        self.context.bump();
    }

    fn automatic_failed(&mut self, error: AutomaticError) {
        tracing::warn!(code = error.code(), "an automatic message was not sent");
        let error = error.masked(&self.context.settings.upgrade_request.masks);
        self.context.status.send_modify(|status| {
            let automatic = status.automatic.get_or_insert_default();
            automatic.skipped += 1;
            automatic.error = Some(error);
        });
        self.context.bump();
    }
}
