//! The messages that begin each further connection, made anew each time.

use std::sync::Arc;

use crate::profile::message::{self, BuiltMessage, MessageError};
use crate::profile::model::{Message, Profile};
use crate::profile::variable::VariableSources;

/// See the module's text.
#[derive(Debug, Clone, Default)]
pub struct OpeningMessages(Option<Arc<MessageFactory>>);

#[derive(Debug)]
struct MessageFactory {
    profile: Profile,
    messages: Vec<Message>,
    sources: Arc<VariableSources>,
}

/// The same one, not one that looks the same.
impl PartialEq for OpeningMessages {
    fn eq(&self, other: &OpeningMessages) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        }
    }
}

impl OpeningMessages {
    /// What `connection.reconnect.send` names, in its order. `profile`'s secrets are filled in.
    pub fn of(profile: &Profile, sources: &Arc<VariableSources>) -> OpeningMessages {
        let named = |name: &String| profile.messages.iter().find(|m| m.name == *name).cloned();
        let messages: Vec<_> = profile.connection.reconnect.send.iter().filter_map(named).collect();
        if messages.is_empty() {
            return OpeningMessages(None);
        }
        OpeningMessages(Some(Arc::new(MessageFactory {
            profile: profile.clone(),
            messages,
            sources: sources.clone(),
        })))
    }

    /// The bytes, with what the generators give now.
    pub fn build(&self) -> Result<Vec<BuiltMessage>, Box<(String, MessageError)>> {
        let Some(begin) = &self.0 else { return Ok(vec![]) };
        let build = |one: &Message| {
            message::build_with(&begin.profile, one, &begin.sources)
                .map_err(|error| Box::new((one.name.clone(), error)))
        };
        begin.messages.iter().map(build).collect()
    }
}
