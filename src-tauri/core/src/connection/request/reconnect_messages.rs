//! Messages sent after each reconnect (`connection.reconnect.send`), built anew each time.

use std::sync::Arc;

use crate::profile::message::{self, BuiltMessage, MessageError};
use crate::profile::model::{Message, Profile};
use crate::profile::variable::VariableSources;

/// Builds the messages of `connection.reconnect.send`. The default builds none.
#[derive(Debug, Clone, Default)]
pub struct ReconnectMessages(Option<Arc<MessageFactory>>);

#[derive(Debug)]
struct MessageFactory {
    profile: Profile,
    messages: Vec<Message>,
    sources: Arc<VariableSources>,
}

/// Compares by identity, not by content.
impl PartialEq for ReconnectMessages {
    fn eq(&self, other: &ReconnectMessages) -> bool {
        match (&self.0, &other.0) {
            (Some(ours), Some(theirs)) => Arc::ptr_eq(ours, theirs),
            (None, None) => true,
            _ => false,
        }
    }
}

impl ReconnectMessages {
    /// For a profile whose secrets are resolved.
    pub fn of(profile: &Profile, sources: &Arc<VariableSources>) -> ReconnectMessages {
        let named = |name: &String| profile.messages.iter().find(|m| m.name == *name).cloned();
        let messages: Vec<_> = profile.connection.reconnect.send.iter().filter_map(named).collect();
        if messages.is_empty() {
            return ReconnectMessages(None);
        }
        ReconnectMessages(Some(Arc::new(MessageFactory {
            profile: profile.clone(),
            messages,
            sources: sources.clone(),
        })))
    }

    /// Builds the messages, in order, with new values from the generators. The error names the message that failed.
    pub fn build(&self) -> Result<Vec<BuiltMessage>, Box<(String, MessageError)>> {
        let Some(factory) = &self.0 else { return Ok(vec![]) };
        let build = |message: &Message| {
            message::build_with(&factory.profile, message, &factory.sources)
                .map_err(|error| Box::new((message.name.clone(), error)))
        };
        factory.messages.iter().map(build).collect()
    }
}
