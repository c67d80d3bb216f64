//! The steps of a profile, run on a connection.

pub mod repeat;

use std::cell::LazyCell;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::time::sleep;

use crate::connection::handle::SendError;
use crate::connection::misbehave::{self, MisbehaveError};
use crate::connection::request::{self, RequestError};
use crate::connection::{Connection, ConnectionError, Phase, Status};
use crate::frame::Kind;
use crate::packet::rules::Decoder;
use crate::profile::duration::{self, DurationError};
use crate::profile::message::{self, MessageError};
use crate::profile::model::{Message, Misbehave, Profile, Scenario, Step, StoredStep};
use crate::profile::original;
use crate::profile::variable::{self, Sources};

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

/// One step, ready: everything that can be wrong with the profile was found before anything is sent.
#[derive(Debug, Clone)]
pub struct Ready {
    steps: Vec<ReadyStep>,
    /// Its name.
    pub name: String,
}

impl Ready {
    /// How many steps it has.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

#[derive(Debug, Clone)]
enum ReadyStep {
    Login(request::Login),
    Wait(Duration),
    Send(Sending),
    /// One with variables or generators is built when its turn comes.
    SendLater(Arc<Later>),
    /// Its masks are made when its turn comes.
    Misbehave(Box<Misbehave>),
}

/// A message's kind and payload, which all steps that send it share.
#[derive(Debug, Clone)]
struct Sending {
    kind: Kind,
    bytes: Bytes,
}

impl From<message::Built> for Sending {
    fn from(built: message::Built) -> Sending {
        Sending { kind: built.kind, bytes: built.bytes.into() }
    }
}

#[derive(Debug, Clone)]
struct Later {
    profile: Arc<Profile>,
    message: Message,
    sources: Arc<Sources>,
}

/// The profile's scenario of that name, or its first where none is named; `None` where it has none at all.
pub fn find(profile: &Profile, name: Option<&str>) -> Result<Option<Scenario>, ScenarioError> {
    let Some(name) = name else { return Ok(profile.scenarios.first().cloned()) };
    match profile.scenarios.iter().find(|scenario| scenario.name == name) {
        Some(scenario) => Ok(Some(scenario.clone())),
        None => Err(ScenarioError::Unknown { name: name.to_owned() }),
    }
}

impl Scenario {
    /// The names of the messages that it sends.
    pub fn sends(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for step in &self.steps {
            if let Step::Send(name) = &step.step {
                names.push(name.as_str());
            }
        }
        names
    }
}

/// What a profile without a scenario does: log in, where it has a login.
pub fn only_login(profile: &Profile) -> Scenario {
    let steps = match &profile.login {
        Some(login) if login.send => vec![Step::Login.into()],
        _ => vec![],
    };
    Scenario { name: String::new(), steps, extra: Default::default() }
}

/// What the original script does: login where there is one, then set services and free with half a second
/// before each.
pub fn original_steps(profile: &Profile) -> Scenario {
    let half_a_second = || Step::Wait("500ms".to_owned());
    let mut steps = match profile.login {
        Some(_) => vec![Step::Login, half_a_second()],
        None => vec![],
    };
    steps.push(Step::Send(SET_SERVICES.to_owned()));
    steps.push(half_a_second());
    steps.push(Step::Send(FREE.to_owned()));
    let steps = steps.into_iter().map(StoredStep::from).collect();
    Scenario { name: String::new(), steps, extra: Default::default() }
}

const SET_SERVICES: &str = "Set services";
const FREE: &str = "Free";

/// A saved message; the original's two are known to every profile.
fn saved(profile: &Profile, name: &str) -> Option<Message> {
    let of = |profile: &Profile| profile.messages.iter().find(|m| m.name == name).cloned();
    of(profile).or_else(|| match name {
        SET_SERVICES | FREE => of(&original::profile().ok()?),
        _ => None,
    })
}

/// Builds every step's bytes. `profile`'s secrets are filled in; `sources` has the values for variables. What holds a variable or a generator is built now, to see that it can be, and
/// again when it is sent.
pub fn prepare(
    profile: &Profile,
    scenario: &Scenario,
    sources: &Arc<Sources>,
) -> Result<Ready, ScenarioError> {
    let shared = Arc::new(profile.clone());
    let rehearsal = Sources::new(sources.given.clone());
    // A step has few characters in a profile, and a message may have millions: each is built once.
    let mut sends: HashMap<String, ReadyStep> = HashMap::new();
    let decoder = LazyCell::new(|| Decoder::new(&profile.decoding()));
    let ready = |(i, step): (usize, &StoredStep)| {
        let number = i + 1;
        match &step.step {
            Step::Login => match request::login_of(profile) {
                Ok(Some(login)) => Ok(ReadyStep::Login(login)),
                Ok(None) => Err(ScenarioError::NoLogin { step: number }),
                Err(error) => Err(ScenarioError::Login { step: number, error }),
            },
            Step::Wait(text) => duration::parse(text)
                .map(ReadyStep::Wait)
                .map_err(|error| ScenarioError::Duration { step: number, error }),
            // Whether it can be does not depend on the masks.
            Step::Misbehave(what) => match misbehave::act(what, || [0; 4]) {
                Ok(_) => Ok(ReadyStep::Misbehave(Box::new(what.clone()))),
                Err(error) => Err(ScenarioError::Misbehave { step: number, error }),
            },
            Step::Send(name) => {
                if let Some(known) = sends.get(name) {
                    return Ok(known.clone());
                }
                let message = saved(profile, name).ok_or_else(|| {
                    ScenarioError::UnknownMessage { step: number, name: name.clone() }
                })?;
                let built = message::build_using(profile, &message, &rehearsal, &|| &decoder)
                    .and_then(|built| message::check_content(&message, &built).map(|()| built))
                    .map_err(|error| ScenarioError::Message { step: number, error })?;
                let step = match variable::in_message(&message) {
                    false => ReadyStep::Send(built.into()),
                    true => ReadyStep::SendLater(Arc::new(Later {
                        profile: shared.clone(),
                        message,
                        sources: sources.clone(),
                    })),
                };
                sends.insert(name.clone(), step.clone());
                Ok(step)
            }
        }
    };
    let steps = scenario.steps.iter().enumerate().map(ready).collect::<Result<_, _>>()?;
    Ok(Ready { steps, name: scenario.name.clone() })
}

/// Runs the steps in order. The connection may still be on its way.
pub async fn run(connection: &Connection, ready: &Ready) -> Result<Duration, ScenarioError> {
    let begun = Instant::now();
    for (i, step) in ready.steps.iter().enumerate() {
        let number = i + 1;
        let ended =
            |status: Status| ScenarioError::Connection { step: number, error: status.error };
        let status = connection.until(|s| s.phase.is_open()).await;
        if !status.phase.is_open() {
            return Err(ended(status));
        }
        match step {
            ReadyStep::Login(login) => log_in(connection, login).await.map_err(ended)?,
            ReadyStep::Wait(time) => tokio::select! {
                () = sleep(*time) => {}
                // A connection that is over will not come back by waiting.
                status = connection.until(|s| s.phase == Phase::Closed) => return Err(ended(status)),
            },
            ReadyStep::Send(built) => send(connection, built.clone()).await.map_err(ended)?,
            ReadyStep::SendLater(later) => {
                let built = message::build_with(&later.profile, &later.message, &later.sources)
                    .map_err(|error| ScenarioError::Message { step: number, error })?;
                send(connection, built.into()).await.map_err(ended)?;
            }
            ReadyStep::Misbehave(what) => {
                let act = misbehave::act(what, rand::random)
                    .map_err(|error| ScenarioError::Misbehave { step: number, error })?;
                if connection.misbehave(act).await.is_err() {
                    return Err(ended(connection.status()));
                }
            }
        }
    }
    Ok(begun.elapsed())
}

async fn send(connection: &Connection, built: Sending) -> Result<(), Status> {
    loop {
        match connection.send(built.kind, built.bytes.clone()).await {
            Ok(_) => return Ok(()),
            // It may be made again, and then the step is done there.
            Err(SendError::NotOpen(_)) => {
                let status = connection.until(|s| s.phase.is_open()).await;
                if !status.phase.is_open() {
                    return Err(status);
                }
            }
            Err(_) => return Err(connection.status()),
        }
    }
}

/// Sends the login unless connecting has done so, and waits for the reply where the profile names one.
async fn log_in(connection: &Connection, login: &request::Login) -> Result<(), Status> {
    let status = connection.status();
    // A login that failed is tried again: sending it clears the old error.
    let again = !status.login_sent || status.error.is_some();
    if again && connection.login(login.clone()).await.is_err() {
        return Err(connection.status());
    }
    if login.reply.is_none() {
        return Ok(());
    }
    let status = connection.until(|s| s.phase == Phase::LoggedIn || s.error.is_some()).await;
    match status.phase {
        Phase::LoggedIn => Ok(()),
        _ => Err(status),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_03_steps_that_send_one_message_share_its_bytes() {
        let steps = vec![serde_json::json!({"send": "a"}); 300];
        let profile: Profile = serde_json::from_value(serde_json::json!({
            "wirelark": 1, "name": "x", "connection": {"url": "ws://h/"},
            "messages": [{"name": "a", "type": "text", "text": "x".repeat(1 << 20)}],
            "scenarios": [{"name": "s", "steps": steps}]
        }))
        .expect("a profile");
        let scenario = find(&profile, None).expect("found").expect("one");
        let ready = prepare(&profile, &scenario, &Arc::new(Sources::default())).expect("ready");
        let places: std::collections::HashSet<_> = ready
            .steps
            .iter()
            .map(|step| match step {
                ReadyStep::Send(sending) => sending.bytes.as_ptr(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!((ready.len(), places.len()), (300, 1));
    }

    #[test]
    fn hostile_03_the_messages_of_a_scenario_share_one_decoder() {
        let fields: Vec<_> =
            (0..1000).map(|number| serde_json::json!({"name": format!("f{number}")})).collect();
        let layouts: Vec<_> = (0..20)
            .map(|number| serde_json::json!({"name": format!("l{number}"), "format": "1000B", "fields": fields}))
            .collect();
        let numbers = 0..3000;
        let message = |number| serde_json::json!({"name": format!("m{number}"), "type": "packed", "layout": "l7"});
        let step = |number| serde_json::json!({"send": format!("m{number}")});
        let profile: Profile = serde_json::from_value(serde_json::json!({
            "wirelark": 1, "name": "x", "connection": {"url": "ws://h/"}, "layouts": layouts,
            "messages": numbers.clone().map(message).collect::<Vec<_>>(),
            "scenarios": [{"name": "s", "steps": numbers.map(step).collect::<Vec<_>>()}]
        }))
        .expect("a profile");
        let scenario = find(&profile, None).expect("found").expect("one");
        let begun = Instant::now();
        let ready = prepare(&profile, &scenario, &Arc::new(Sources::default()));
        // All layouts were looked through for each message, which took minutes.
        assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
        assert!(ready.is_ok() || matches!(ready, Err(ScenarioError::Message { step: 1, .. })));
    }
}
