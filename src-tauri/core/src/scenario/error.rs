//! Errors of scenarios.

use crate::connection::ConnectionError;
use crate::connection::misbehave::MisbehaveError;
use crate::connection::request::RequestError;
use crate::profile::duration::DurationError;
use crate::profile::message::MessageError;

/// Why a scenario did not complete.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ScenarioError {
    /// The profile has no scenario with this name.
    #[error("there is no scenario named '{name}'")]
    Unknown {
        /// The name.
        name: String,
    },
    /// A step names a message that the profile does not have.
    #[error("step {step}: there is no message named '{name}'")]
    UnknownMessage {
        /// The step's number, from 1.
        step: usize,
        /// The message's name.
        name: String,
    },
    /// A step logs in, but the profile has no login.
    #[error("step {step} logs in, but the profile has no login: add one or remove the step")]
    NoLogin {
        /// The step's number, from 1.
        step: usize,
    },
    /// A message cannot be built.
    #[error("step {step}: {error}")]
    Message {
        /// The step's number, from 1.
        step: usize,
        /// The cause.
        error: MessageError,
    },
    /// The login request cannot be built.
    #[error("step {step}: {error}")]
    Login {
        /// The step's number, from 1.
        step: usize,
        /// The cause.
        error: RequestError,
    },
    /// The duration of a wait is invalid.
    #[error("step {step}: {error}")]
    Duration {
        /// The step's number, from 1.
        step: usize,
        /// The cause.
        error: DurationError,
    },
    /// A misbehaviour cannot be performed.
    #[error("step {step}: {error}")]
    Misbehave {
        /// The step's number, from 1.
        step: usize,
        /// The cause.
        error: MisbehaveError,
    },
    /// The connection ended, or the login failed.
    #[error("step {step}: {}", .error.as_ref().map_or_else(|| "the connection ended".to_owned(), ToString::to_string))]
    Connection {
        /// The step's number, from 1.
        step: usize,
        /// The cause, if it is more than the close code.
        error: Option<ConnectionError>,
    },
}

impl ScenarioError {
    /// The stable error code.
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

    /// Whether the connection caused the error rather than the profile.
    pub fn is_connection(&self) -> bool {
        matches!(self, ScenarioError::Connection { .. })
    }
}
