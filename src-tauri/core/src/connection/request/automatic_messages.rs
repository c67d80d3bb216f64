//! Automatic replies and heartbeats of a profile, validated and ready to act.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use super::RequestError;
use crate::packet::rules::Decoder;
use crate::profile::duration;
use crate::profile::message::{self, BuiltMessage, MessageError, MessageFault};
use crate::profile::model::{Message, MessageRef, Profile};
use crate::profile::variable::{self, MissingVariable, RECEIVED, VariableFault, VariableSources};
use crate::transcript::MessageFilter;

/// The most replies of a profile: each of their filters sees each message.
pub const MAX_REPLIES: usize = 200;
/// The most heartbeats of a profile.
pub const MAX_HEARTBEATS: usize = 50;
/// The shortest interval of a heartbeat.
pub const MIN_HEARTBEAT: Duration = Duration::from_millis(100);

/// The replies and heartbeats of a profile that are not switched off. Clones share them.
#[derive(Debug, Clone)]
pub struct AutomaticMessages(Arc<AutomaticSet>);

#[derive(Debug)]
struct AutomaticSet {
    profile: Profile,
    decoder: Arc<Decoder>,
    sources: Arc<VariableSources>,
    replies: Vec<PreparedReply>,
    heartbeats: Vec<PreparedHeartbeat>,
}

/// A reply, ready to act.
#[derive(Debug)]
pub struct PreparedReply {
    /// Its path in the profile, such as `replies[0]`.
    pub path: String,
    /// Which received messages it answers.
    pub when: MessageFilter,
    /// The delay before it is sent.
    pub after: Duration,
    /// The most replies on one connection.
    pub times: Option<u32>,
    /// The values of the received message that it uses, such as `field.id`.
    pub values: Vec<String>,
    message: Arc<Message>,
}

/// A heartbeat, ready to act.
#[derive(Debug)]
pub struct PreparedHeartbeat {
    /// Its path in the profile, such as `heartbeats[0]`.
    pub path: String,
    /// The interval.
    pub every: Duration,
    message: Arc<Message>,
}

/// Compares by identity, not by content.
impl PartialEq for AutomaticMessages {
    fn eq(&self, other: &AutomaticMessages) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl AutomaticMessages {
    /// For a profile whose secrets are filled in. `sources` has the values of variables; a variable without a value is
    /// an error.
    pub fn of(
        profile: &Profile,
        sources: &Arc<VariableSources>,
    ) -> Result<AutomaticMessages, RequestError> {
        let profile = &*profile.inherited();
        let decoder = Arc::new(Decoder::new(&profile.decoding()));
        // The connection's own generators do not advance for the trial.
        let trial = VariableSources::new(sources.given.clone());
        let mut builder = Builder::new(profile, &decoder, &trial);
        let (replies, heartbeats) = builder.all();
        for (path, message) in replies
            .iter()
            .filter_map(Option::as_ref)
            .map(|reply| (&reply.path, &reply.message))
            .chain(heartbeats.iter().filter_map(Option::as_ref).map(|b| (&b.path, &b.message)))
        {
            builder.errors.extend(missing_variable(profile, path, message, sources));
        }
        if let Some(error) = builder.errors.into_iter().next() {
            return Err(error);
        }
        // The parts without errors that are not off.
        let is_on = |off: &[bool], index: usize| !off.get(index).copied().unwrap_or(false);
        let off: Vec<bool> = profile.replies.iter().map(|reply| reply.off).collect();
        let replies = replies.into_iter().enumerate().filter(|(i, _)| is_on(&off, *i));
        let off: Vec<bool> = profile.heartbeats.iter().map(|beat| beat.off).collect();
        let heartbeats = heartbeats.into_iter().enumerate().filter(|(i, _)| is_on(&off, *i));
        Ok(AutomaticMessages(Arc::new(AutomaticSet {
            profile: profile.clone(),
            replies: replies.filter_map(|(_, reply)| reply).collect(),
            heartbeats: heartbeats.filter_map(|(_, beat)| beat).collect(),
            decoder,
            sources: sources.clone(),
        })))
    }

    /// The replies, in the profile's order.
    pub fn replies(&self) -> &[PreparedReply] {
        &self.0.replies
    }

    /// The heartbeats, in the profile's order.
    pub fn heartbeats(&self) -> &[PreparedHeartbeat] {
        &self.0.heartbeats
    }

    /// Builds a reply with these values of the received message, named as the reply's
    /// own `values` name them.
    pub fn build_reply(
        &self,
        index: usize,
        values: &BTreeMap<String, String>,
    ) -> Option<Result<BuiltMessage, RequestError>> {
        let reply = self.0.replies.get(index)?;
        let received =
            values.iter().map(|(name, value)| (format!("{RECEIVED}{name}"), value.clone()));
        let given = self.0.sources.given.clone().into_iter().chain(received).collect();
        Some(self.build(&reply.path, &reply.message, &self.0.sources.again(given)))
    }

    /// Builds a heartbeat.
    pub fn build_heartbeat(&self, index: usize) -> Option<Result<BuiltMessage, RequestError>> {
        let beat = self.0.heartbeats.get(index)?;
        Some(self.build(&beat.path, &beat.message, &self.0.sources))
    }

    fn build(
        &self,
        path: &str,
        message: &Message,
        sources: &VariableSources,
    ) -> Result<BuiltMessage, RequestError> {
        let AutomaticSet { profile, decoder, .. } = &*self.0;
        message::build_using(profile, message, sources, &|| decoder)
            .map_err(|error| RequestError::in_message(&format!("{path}.send"), error))
    }
}

/// All errors of a profile's replies and heartbeats, those that are off included. Variables without a value are none.
pub(crate) fn automatic_problems(
    profile: &Profile,
    sources: &VariableSources,
    decoder: &Arc<Decoder>,
) -> Vec<RequestError> {
    let mut builder = Builder::new(profile, decoder, sources);
    builder.all();
    builder.errors
}

/// The variables without a value that the replies and heartbeats that are on use, each once.
pub fn missing_variables(profile: &Profile, sources: &VariableSources) -> Vec<MissingVariable> {
    let profile = &*profile.inherited();
    let replies = profile.replies.iter().filter(|reply| !reply.off).map(|reply| &reply.send);
    let beats = profile.heartbeats.iter().filter(|beat| !beat.off).map(|beat| &beat.send);
    let mut found: Vec<MissingVariable> = Vec::new();
    for message in replies.chain(beats).filter_map(|message| profile.message_of(message)) {
        for missing in variable::asked_by(profile, message, sources) {
            let is_known = found.iter().any(|known| known.name == missing.name);
            if !is_known && !missing.name.starts_with(RECEIVED) {
                found.push(missing);
            }
        }
    }
    found
}

fn missing_variable(
    profile: &Profile,
    path: &str,
    message: &Message,
    sources: &VariableSources,
) -> Option<RequestError> {
    let mut missing = variable::asked_by(profile, message, sources).into_iter();
    let first = missing.find(|one| !one.name.starts_with(RECEIVED))?;
    let fault = MessageFault::Variable(VariableFault::Missing(first.name));
    let error = MessageError { path: first.path, fault };
    Some(RequestError::in_message(&format!("{path}.send"), error))
}

struct Builder<'a> {
    profile: &'a Profile,
    decoder: &'a Arc<Decoder>,
    sources: &'a VariableSources,
    /// Saved messages that were tried, by name: a few characters may name one of megabytes.
    saved: HashMap<String, Arc<Message>>,
    errors: Vec<RequestError>,
}

type Parts = (Vec<Option<PreparedReply>>, Vec<Option<PreparedHeartbeat>>);

impl<'a> Builder<'a> {
    fn new(
        profile: &'a Profile,
        decoder: &'a Arc<Decoder>,
        sources: &'a VariableSources,
    ) -> Builder<'a> {
        Builder { profile, decoder, sources, saved: HashMap::new(), errors: Vec::new() }
    }

    /// All replies and heartbeats; `None` for those with an error.
    fn all(&mut self) -> Parts {
        let profile = self.profile;
        self.limit("replies", profile.replies.len(), MAX_REPLIES);
        self.limit("heartbeats", profile.heartbeats.len(), MAX_HEARTBEATS);
        let replies = (0..profile.replies.len().min(MAX_REPLIES)).map(|i| self.reply(i));
        let replies = replies.collect();
        let heartbeats = 0..profile.heartbeats.len().min(MAX_HEARTBEATS);
        (replies, heartbeats.map(|i| self.heartbeat(i)).collect())
    }

    fn reply(&mut self, index: usize) -> Option<PreparedReply> {
        let reply = self.profile.replies.get(index)?;
        let path = format!("replies[{index}]");
        let when = MessageFilter::new(&reply.when, self.decoder).map_err(|error| {
            self.errors.push(RequestError::Filter { path: format!("{path}.when"), error });
        });
        let after = match &reply.after {
            None => Some(Duration::ZERO),
            Some(text) => self.duration(format!("{path}.after"), text),
        };
        let message = self.message(&format!("{path}.send"), &reply.send)?;
        let values = variable::received_names(&message);
        for name in &values {
            let is_known = matches!(name.as_str(), "text" | "size" | "code")
                || name.strip_prefix("field.").is_some_and(|path| !path.is_empty());
            if !is_known {
                let path = format!("{path}.send");
                self.errors.push(RequestError::ReceivedName { path, name: name.clone() });
            }
        }
        Some(PreparedReply {
            path,
            when: when.ok()?,
            after: after?,
            times: reply.times,
            values,
            message,
        })
    }

    fn heartbeat(&mut self, index: usize) -> Option<PreparedHeartbeat> {
        let beat = self.profile.heartbeats.get(index)?;
        let path = format!("heartbeats[{index}]");
        let every = self.duration(format!("{path}.every"), &beat.every);
        if every.is_some_and(|every| every < MIN_HEARTBEAT) {
            let (path, text) = (format!("{path}.every"), beat.every.clone());
            self.errors.push(RequestError::TooShort { path, text, least: MIN_HEARTBEAT });
        }
        let message = self.message(&format!("{path}.send"), &beat.send)?;
        if let Some(name) = variable::received_names(&message).into_iter().next() {
            let path = format!("{path}.send");
            self.errors.push(RequestError::ReceivedName { path, name });
        }
        Some(PreparedHeartbeat { path, every: every?, message })
    }

    fn message(&mut self, path: &str, message: &MessageRef) -> Option<Arc<Message>> {
        if let MessageRef::Saved(name) = message
            && let Some(known) = self.saved.get(name)
        {
            return Some(Arc::clone(known));
        }
        let Some(found) = self.profile.message_of(message) else {
            self.errors.push(RequestError::unknown_message(path, message));
            return None;
        };
        let decoder = self.decoder;
        let built = message::build_using(self.profile, found, self.sources, &|| decoder)
            .and_then(|built| message::check_content(found, &built));
        match built {
            Ok(()) => {}
            // A text with a placeholder can only be built once its value is known.
            Err(error) if variable::stands_in(found, &error.path) => {}
            Err(error) => self.errors.push(RequestError::in_message(path, error)),
        }
        let shared = Arc::new(found.clone());
        if let MessageRef::Saved(name) = message {
            self.saved.insert(name.clone(), Arc::clone(&shared));
        }
        Some(shared)
    }

    fn duration(&mut self, path: String, text: &str) -> Option<Duration> {
        let parsed = duration::parse(text);
        parsed.map_err(|error| self.errors.push(RequestError::Duration { path, error })).ok()
    }

    fn limit(&mut self, path: &str, count: usize, limit: usize) {
        if count > limit {
            self.errors.push(RequestError::TooMany { path: path.to_owned(), count, limit });
        }
    }
}
