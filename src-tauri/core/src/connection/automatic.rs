//! Schedules automatic replies and heartbeats: received messages and the time in, messages to send out; no I/O.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use super::request::{AutomaticMessages, RequestError};
use super::secret_masking::SecretMasks;
use crate::frame::Kind;
use crate::profile::message::BuiltMessage;
use crate::transcript::UnstoredMessage;

/// The most replies that wait for their time; further ones are skipped.
pub const MAX_PENDING: usize = 10_000;
/// Limit in bytes of the values that waiting replies have taken from received messages.
pub const MAX_PENDING_BYTES: usize = 64 << 20;
/// The most replies in a second; further ones wait. Two programs that answer each other would otherwise send as fast as
/// the network passes it on.
pub const MAX_PER_SECOND: u32 = 1000;

const SECOND: Duration = Duration::from_secs(1);

/// Why an automatic message was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AutomaticError {
    /// The received message lacks a value that the reply uses.
    #[error("{path}: not sent: the received message has no {name}")]
    ValueMissing {
        /// The reply's path in the profile.
        path: String,
        /// The value, such as `field.id`.
        name: String,
    },
    /// Too many replies wait, or their values are too long together.
    #[error(
        "{path}: not sent: {MAX_PENDING} replies or {} MiB of their values wait already", MAX_PENDING_BYTES >> 20
    )]
    PendingFull {
        /// The reply's path in the profile.
        path: String,
    },
    /// The message cannot be built, or the connection did not take it.
    #[error("{path}: not sent: {text}")]
    NotSent {
        /// The path in the profile.
        path: String,
        /// The stable code of the cause.
        code: &'static str,
        /// The cause.
        text: String,
    },
}

impl AutomaticError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            AutomaticError::ValueMissing { .. } => "reply_value_missing",
            AutomaticError::PendingFull { .. } => "reply_pending_full",
            AutomaticError::NotSent { code, .. } => code,
        }
    }

    /// The error with secrets masked in the text of its cause.
    pub(super) fn masked(self, masks: &SecretMasks) -> AutomaticError {
        match self {
            AutomaticError::NotSent { path, code, text } => {
                AutomaticError::NotSent { path, code, text: masks.text(&text) }
            }
            other => other,
        }
    }

    /// The arguments of its translation.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            AutomaticError::ValueMissing { path, name } => {
                vec![("path", path.clone()), ("name", name.clone())]
            }
            AutomaticError::PendingFull { path } => {
                vec![("path", path.clone()), ("count", MAX_PENDING.to_string())]
            }
            AutomaticError::NotSent { path, text, .. } => {
                vec![("path", path.clone()), ("what", text.clone())]
            }
        }
    }
}

/// Counts of what was sent automatically, over all connections of a transcript.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AutomaticStatus {
    /// Whether replies and heartbeats are switched on.
    pub on: bool,
    /// Replies sent.
    pub replies: u64,
    /// Heartbeats sent.
    pub heartbeats: u64,
    /// Replies and heartbeats that were due and not sent.
    pub skipped: u64,
    /// Why the last one was not sent.
    pub error: Option<AutomaticError>,
}

/// A message that is due.
#[derive(Debug, PartialEq)]
pub struct DueMessage {
    /// Its path in the profile, such as `replies[0]`.
    pub path: String,
    /// Whether it is a heartbeat.
    pub is_heartbeat: bool,
    /// The message.
    pub built: BuiltMessage,
}

/// A reply that waits for its time.
#[derive(Debug)]
struct PendingReply {
    index: usize,
    values: BTreeMap<String, String>,
    size: usize,
}

/// The schedule of one connection.
#[derive(Debug)]
pub struct AutomaticSchedule {
    messages: AutomaticMessages,
    /// How often each reply was sent or waits.
    used: Vec<u32>,
    /// By the time when they are due, and in the order of the messages that they answer.
    pending: BTreeMap<(Instant, u64), PendingReply>,
    pending_bytes: usize,
    scheduled: u64,
    /// When each heartbeat is due next; empty until [`AutomaticSchedule::logged_in`].
    heartbeats: Vec<Instant>,
    /// When the last replies were sent, the oldest first; at most [`MAX_PER_SECOND`].
    sent: VecDeque<Instant>,
}

impl AutomaticSchedule {
    /// The schedule of a connection that has just opened.
    pub fn new(messages: AutomaticMessages) -> AutomaticSchedule {
        AutomaticSchedule {
            used: vec![0; messages.replies().len()],
            messages,
            pending: BTreeMap::new(),
            pending_bytes: 0,
            scheduled: 0,
            heartbeats: Vec::new(),
            sent: VecDeque::new(),
        }
    }

    /// Whether received messages must be reported.
    pub fn answers(&self) -> bool {
        !self.messages.replies().is_empty()
    }

    /// A text or binary message was received: schedules the replies whose filters match.
    pub fn received(&mut self, kind: Kind, payload: &[u8], now: Instant) -> Vec<AutomaticError> {
        let mut errors = Vec::new();
        let mut message = UnstoredMessage::received(kind, payload);
        for (index, reply) in self.messages.replies().iter().enumerate() {
            let Some(used) = self.used.get_mut(index) else { continue };
            if reply.times.is_some_and(|times| *used >= times) || !reply.when.is_match(&mut message)
            {
                continue;
            }
            let path = || reply.path.clone();
            let mut values = BTreeMap::new();
            let missing = reply.values.iter().find(|name| {
                let value = reply.when.value(&mut message, name);
                let is_missing = value.is_none();
                values.extend(value.map(|value| ((*name).clone(), value)));
                is_missing
            });
            if let Some(name) = missing {
                errors.push(AutomaticError::ValueMissing { path: path(), name: name.clone() });
                continue;
            }
            let size = values.values().map(String::len).sum();
            if self.pending.len() >= MAX_PENDING || self.pending_bytes + size > MAX_PENDING_BYTES {
                errors.push(AutomaticError::PendingFull { path: path() });
                continue;
            }
            *used = used.saturating_add(1);
            self.scheduled += 1;
            self.pending_bytes += size;
            let due = now + reply.after;
            self.pending.insert((due, self.scheduled), PendingReply { index, values, size });
        }
        errors
    }

    /// The connection is open, and logged in if the profile has a login: starts the heartbeats, once.
    pub fn logged_in(&mut self, now: Instant) {
        if self.heartbeats.is_empty() {
            let beats = self.messages.heartbeats().iter();
            self.heartbeats = beats.map(|beat| now + beat.every).collect();
        }
    }

    /// The next message that is due. Call again until it returns `None`.
    pub fn next(&mut self, now: Instant) -> Option<Result<DueMessage, AutomaticError>> {
        if self.reply_due().is_some_and(|due| due <= now) {
            return self.next_reply(now);
        }
        let index = self.heartbeats.iter().position(|due| *due <= now)?;
        let beat = self.messages.heartbeats().get(index)?;
        if let Some(due) = self.heartbeats.get_mut(index) {
            // From now: after a pause the missed ones are not made up for.
            *due = now + beat.every;
        }
        let built = self.messages.build_heartbeat(index)?;
        Some(due_message(&beat.path, true, built))
    }

    fn next_reply(&mut self, now: Instant) -> Option<Result<DueMessage, AutomaticError>> {
        let (_, PendingReply { index, values, size }) = self.pending.pop_first()?;
        self.pending_bytes -= size;
        if self.sent.len() >= MAX_PER_SECOND as usize {
            self.sent.pop_front();
        }
        self.sent.push_back(now);
        let reply = self.messages.replies().get(index)?;
        let built = self.messages.build_reply(index, &values)?;
        Some(due_message(&reply.path, false, built))
    }

    /// When [`AutomaticSchedule::next`] has something; `None` if only a received message can change that.
    pub fn next_due(&self) -> Option<Instant> {
        self.reply_due().into_iter().chain(self.heartbeats.iter().copied()).min()
    }

    fn reply_due(&self) -> Option<Instant> {
        let ((due, _), _) = self.pending.first_key_value()?;
        let free = match self.sent.len() < MAX_PER_SECOND as usize {
            true => None,
            false => self.sent.front().map(|oldest| *oldest + SECOND),
        };
        Some(free.map_or(*due, |free| free.max(*due)))
    }
}

fn due_message(
    path: &str,
    is_heartbeat: bool,
    built: Result<BuiltMessage, RequestError>,
) -> Result<DueMessage, AutomaticError> {
    match built {
        Ok(built) => Ok(DueMessage { path: path.to_owned(), is_heartbeat, built }),
        Err(error) => Err(AutomaticError::NotSent {
            path: path.to_owned(),
            code: error.code(),
            text: error.to_string(),
        }),
    }
}

#[cfg(test)]
mod tests;
