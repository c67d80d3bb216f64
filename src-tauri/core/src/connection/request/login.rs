//! The login message of a profile, and the reply that it waits for.

use std::time::Duration;

use super::RequestError;
use crate::profile::duration;
use crate::profile::message;
use crate::profile::model::Profile;

/// The login message and the reply it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginMessage {
    /// The message: a JSON object, and the connection's terminator.
    pub text: String,
    /// The reply code that means "logged in", and its time-out.
    pub reply: Option<(i32, Duration)>,
}

/// The profile's login, whether or not it is sent on connecting.
pub fn login_of(profile: &Profile) -> Result<Option<LoginMessage>, RequestError> {
    let Some(login) = &profile.login else { return Ok(None) };
    let end =
        message::terminator_of_profile(&profile.connection).map_err(RequestError::Terminator)?;
    let text = message::login(&login.fields, login.style).map_err(RequestError::Login)? + &end;
    let reply = match &login.reply {
        None => None,
        Some(reply) => {
            let within = duration::parse(&reply.within).map_err(|error| {
                RequestError::Duration { path: "login.reply.within".to_owned(), error }
            })?;
            Some((reply.code, within))
        }
    };
    Ok(Some(LoginMessage { text, reply }))
}
