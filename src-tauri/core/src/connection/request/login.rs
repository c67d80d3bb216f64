//! The login of a profile: the messages that it sends, and the replies that it waits for.

use std::cell::OnceCell;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::RequestError;
use crate::connection::error::ExpectedReply;
use crate::frame::{Kind, leading_code};
use crate::packet::rules::Decoder;
use crate::profile::duration;
use crate::profile::message::{self, BuiltMessage, MessageError};
use crate::profile::model::{Login, LoginPart, MessageRef, Profile};
use crate::profile::variable::VariableSources;
use crate::transcript::{MessageFilter, UnstoredMessage};

/// The most parts of a login.
pub const MAX_LOGIN_PARTS: usize = 100;

/// Limit in bytes of a login's messages together.
pub const MAX_LOGIN_BYTES: usize = 256 << 20;

/// A login, ready to send: steps that each send a message, wait for a reply, or both.
#[derive(Debug, Clone, PartialEq)]
pub struct LoginSequence {
    steps: Arc<[LoginStep]>,
    refused: Option<MessageFilter>,
}

/// A step of a login. It sends its message, and the login goes on once the reply was received.
#[derive(Debug, Clone, PartialEq)]
pub struct LoginStep {
    /// The message, if the step sends one.
    pub message: Option<(Kind, Bytes)>,
    /// The reply to wait for.
    pub wait: Option<LoginWait>,
}

/// A reply that a login waits for.
#[derive(Debug, Clone, PartialEq)]
pub struct LoginWait {
    /// Which reply.
    pub test: ReplyTest,
    /// Its time-out.
    pub within: Duration,
}

/// The condition for a reply to a login.
#[derive(Debug, Clone, PartialEq)]
pub enum ReplyTest {
    /// Its leading int32.
    Code(i32),
    /// A filter.
    Filter(MessageFilter),
}

impl ReplyTest {
    /// The reply, for an error.
    pub fn expected(&self) -> ExpectedReply {
        match self {
            ReplyTest::Code(code) => ExpectedReply::Code(*code),
            ReplyTest::Filter(filter) => ExpectedReply::Filter(filter.text().to_owned()),
        }
    }
}

/// What a received message means to a login that waits for a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyMatch {
    /// It is the expected reply.
    Accepted,
    /// It refuses the login.
    Refused,
    /// It is neither.
    Other,
}

impl LoginSequence {
    /// A login of these steps, without a reply that refuses it.
    pub fn new(steps: Vec<LoginStep>) -> LoginSequence {
        LoginSequence { steps: steps.into(), refused: None }
    }

    /// The step with this index.
    pub fn step(&self, index: usize) -> Option<&LoginStep> {
        self.steps.get(index)
    }

    /// Whether the login has succeeded only once a reply was received.
    pub fn waits_at_end(&self) -> bool {
        self.steps.last().is_some_and(|step| step.wait.is_some())
    }

    /// What a received message means to this step.
    pub fn reply_match(&self, step: usize, kind: Kind, payload: &[u8]) -> ReplyMatch {
        let mut message = UnstoredMessage::received(kind, payload);
        let wait = self.step(step).and_then(|step| step.wait.as_ref());
        let accepted = wait.is_some_and(|wait| match &wait.test {
            ReplyTest::Code(code) => leading_code(kind, payload) == Some(*code),
            ReplyTest::Filter(filter) => filter.is_match(&mut message),
        });
        match (accepted, &self.refused) {
            (true, _) => ReplyMatch::Accepted,
            (false, Some(filter)) if filter.is_match(&mut message) => ReplyMatch::Refused,
            (false, _) => ReplyMatch::Other,
        }
    }
}

/// The profile's login, whether or not it is sent on connecting. The profile has its secrets filled in; `sources` has
/// the values of variables.
pub fn login_of(
    profile: &Profile,
    sources: &VariableSources,
) -> Result<Option<LoginSequence>, RequestError> {
    let Some(login) = &profile.login else { return Ok(None) };
    let mut builder =
        LoginBuilder { profile, sources, decoder: OnceCell::new(), bytes: 0, errors: vec![] };
    let sequence = builder.sequence(login);
    match builder.errors.into_iter().next() {
        Some(error) => Err(error),
        None => Ok(Some(sequence)),
    }
}

/// The errors of a login's messages, replies and filters; those of its fields are left out.
pub(crate) fn login_problems(
    profile: &Profile,
    sources: &VariableSources,
    decoder: &Arc<Decoder>,
) -> Vec<RequestError> {
    let Some(login) = &profile.login else { return Vec::new() };
    let known = OnceCell::from(Arc::clone(decoder));
    let mut builder = LoginBuilder { profile, sources, decoder: known, bytes: 0, errors: vec![] };
    let mut messages = login.clone();
    messages.fields.clear();
    builder.sequence(&messages);
    builder.errors
}

struct LoginBuilder<'a> {
    profile: &'a Profile,
    sources: &'a VariableSources,
    /// Made for the first message or filter that needs it.
    decoder: OnceCell<Arc<Decoder>>,
    /// Total size of the messages built so far.
    bytes: usize,
    errors: Vec<RequestError>,
}

impl LoginBuilder<'_> {
    /// The sequence; incomplete if there are errors.
    fn sequence(&mut self, login: &Login) -> LoginSequence {
        let mut steps = match login.messages.is_empty() {
            true => self.fields(login).into_iter().collect(),
            false => self.parts(&login.messages),
        };
        if let Some(reply) = &login.reply {
            let within = self.duration("login.reply.within", &reply.within);
            let test = match (&reply.filter, reply.code) {
                (Some(filter), _) => {
                    self.filter("login.reply.filter", filter).map(ReplyTest::Filter)
                }
                (None, Some(code)) => Some(ReplyTest::Code(code)),
                (None, None) => {
                    self.errors.push(RequestError::LoginReplyEmpty);
                    None
                }
            };
            let wait = test.zip(within).map(|(test, within)| LoginWait { test, within });
            match steps.last_mut().filter(|last| last.wait.is_none()) {
                Some(last) => last.wait = wait,
                None => steps.push(LoginStep { message: None, wait }),
            }
        }
        let refused = login.refused.as_ref().and_then(|refused| {
            if !steps.iter().any(|step| step.wait.is_some()) && self.errors.is_empty() {
                self.errors.push(RequestError::LoginRefusedAlone);
            }
            self.filter("login.refused.filter", &refused.filter)
        });
        LoginSequence { steps: steps.into(), refused }
    }

    fn fields(&mut self, login: &Login) -> Option<LoginStep> {
        let end = message::terminator_of_profile(&self.profile.connection)
            .map_err(|error| self.errors.push(RequestError::Terminator(error)));
        match message::login(&login.fields, login.style).map(|text| text + &end.unwrap_or_default())
        {
            Ok(text) => Some(LoginStep { message: Some((Kind::Text, text.into())), wait: None }),
            Err(error) => {
                self.errors.push(RequestError::Message(error));
                None
            }
        }
    }

    fn parts(&mut self, parts: &[LoginPart]) -> Vec<LoginStep> {
        if parts.len() > MAX_LOGIN_PARTS {
            let path = "login.messages".to_owned();
            let (count, limit) = (parts.len(), MAX_LOGIN_PARTS);
            self.errors.push(RequestError::TooMany { path, count, limit });
            return Vec::new();
        }
        if parts.iter().all(|part| part.message().is_none()) {
            self.errors.push(RequestError::LoginSendsNothing);
        }
        parts.iter().enumerate().map(|(i, part)| self.part(i, part)).collect()
    }

    fn part(&mut self, number: usize, part: &LoginPart) -> LoginStep {
        let path = format!("login.messages[{number}]");
        let at = match part {
            LoginPart::Exchange(_) => format!("{path}.send"),
            _ => path.clone(),
        };
        let message = part.message().and_then(|message| self.message(&at, &message));
        let wait = match part {
            LoginPart::Exchange(exchange) => exchange.expect.as_ref().and_then(|filter| {
                let test = self.filter(&format!("{path}.expect"), filter).map(ReplyTest::Filter);
                let within = self.duration(&format!("{path}.within"), &exchange.within);
                test.zip(within).map(|(test, within)| LoginWait { test, within })
            }),
            LoginPart::Saved(_) | LoginPart::Inline(_) => None,
        };
        LoginStep { message: message.map(|built| (built.kind, built.bytes.into())), wait }
    }

    fn message(&mut self, path: &str, message: &MessageRef) -> Option<BuiltMessage> {
        let Some(found) = self.profile.message_of(message) else {
            self.errors.push(RequestError::unknown_message(path, message));
            return None;
        };
        if self.bytes > MAX_LOGIN_BYTES {
            let (count, limit) = (self.bytes, MAX_LOGIN_BYTES);
            let path = "login.messages".to_owned();
            self.errors.push(RequestError::TooManyBytes { path, count, limit });
            return None;
        }
        let decoder = || &**self.decoder();
        let built = message::build_using(self.profile, found, self.sources, &decoder)
            .and_then(|built| message::check_content(found, &built).map(|()| built));
        self.bytes += built.as_ref().map_or(0, |built| built.bytes.len());
        built.map_err(|error| self.errors.push(RequestError::in_message(path, error))).ok()
    }

    fn filter(&mut self, path: &str, text: &str) -> Option<MessageFilter> {
        let filter = MessageFilter::new(text, self.decoder());
        let at = |error| RequestError::Filter { path: path.to_owned(), error };
        filter.map_err(|error| self.errors.push(at(error))).ok()
    }

    fn duration(&mut self, path: &str, text: &str) -> Option<Duration> {
        let at = |error| RequestError::Duration { path: path.to_owned(), error };
        duration::parse(text).map_err(|error| self.errors.push(at(error))).ok()
    }

    fn decoder(&self) -> &Arc<Decoder> {
        self.decoder.get_or_init(|| Arc::new(Decoder::new(&self.profile.decoding())))
    }
}

impl RequestError {
    /// A name that no saved message has.
    pub(super) fn unknown_message(path: &str, message: &MessageRef) -> RequestError {
        let name = match message {
            MessageRef::Saved(name) => name.clone(),
            MessageRef::Inline(message) => message.name.clone(),
        };
        RequestError::UnknownMessage { path: path.to_owned(), name }
    }

    /// An error within the message at a path.
    pub(super) fn in_message(path: &str, error: MessageError) -> RequestError {
        let path = format!("{path}.{}", error.path);
        RequestError::Message(MessageError { path, fault: error.fault })
    }
}

#[cfg(test)]
mod tests;
