//! Why a scenario did not come to its end.

use crate::connection::ConnectionError;
use crate::connection::misbehave::MisbehaveError;
use crate::connection::request::RequestError;
use crate::profile::duration::DurationError;
use crate::profile::message::MessageError;

/// Why a scenario did not come to its end.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ScenarioError {
    /// The profile has no scenario of that name.
    #[error("there is no scenario named '{name}'")]
    Unknown {
        /// The name.
        name: String,
    },
    /// A step names a message that the profile does not have.
    #[error("step {step}: there is no message named '{name}'")]
    UnknownMessage {
        /// From 1.
        step: usize,
        /// The name.
        name: String,
    },
    /// A step logs in, but the profile has no login.
    #[error("step {step} logs in, but the profile has no login: add one or remove the step")]
    NoLogin {
        /// From 1.
        step: usize,
    },
    /// A message cannot be built.
    #[error("step {step}: {error}")]
    Message {
        /// From 1.
        step: usize,
        /// Why.
        error: MessageError,
    },
    /// The login cannot be built.
    #[error("step {step}: {error}")]
    Login {
        /// From 1.
        step: usize,
        /// Why.
        error: RequestError,
    },
    /// A wait that is none.
    #[error("step {step}: {error}")]
    Duration {
        /// From 1.
        step: usize,
        /// Why.
        error: DurationError,
    },
    /// A misbehaviour that cannot be done.
    #[error("step {step}: {error}")]
    Misbehave {
        /// From 1.
        step: usize,
        /// Why.
        error: MisbehaveError,
    },
    /// The connection ended, or the login failed.
    #[error("step {step}: {}", .error.as_ref().map_or_else(|| "the connection ended".to_owned(), ToString::to_string))]
    Connection {
        /// From 1.
        step: usize,
        /// Why, where there is more to say than the close code.
        error: Option<ConnectionError>,
    },
}

impl ScenarioError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ScenarioError::Unknown { .. } => "scenario_unknown",
            ScenarioError::UnknownMessage { .. } => "step_unknown_message",
            ScenarioError::NoLogin { .. } => "step_without_login",
            ScenarioError::Message { error, .. } => error.code(),
            ScenarioError::Login { error, .. } => error.code(),
            ScenarioError::Duration { error, .. } => error.code(),
            ScenarioError::Misbehave { error, .. } => error.code(),
            ScenarioError::Connection { error, .. } => {
                error.as_ref().map_or("connection_ended", ConnectionError::code)
            }
        }
    }

    /// The connection is to blame, not the profile.
    pub fn is_connection(&self) -> bool {
        matches!(self, ScenarioError::Connection { .. })
    }
}
