//! Runs a profile's scenarios on a connection. Everything that can be wrong with the profile is reported before
//! anything is sent.

mod error;
pub mod repeat;

pub use error::ScenarioError;

use std::cell::LazyCell;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::time::sleep;

use crate::connection::command::SendError;
use crate::connection::misbehave::{self};
use crate::connection::request::{self};
use crate::connection::{ConnectionHandle, Phase, Status};
use crate::frame::Kind;
use crate::packet::rules::Decoder;
use crate::profile::duration::{self};
use crate::profile::message::{self, BuiltMessage, MessageError};
use crate::profile::model::{BodyType, Message, Misbehave, Profile, Scenario, Step, StoredStep};
use crate::profile::original_script;
use crate::profile::variable::{self, VariableSources};

/// A scenario whose steps have been validated and built.
#[derive(Debug, Clone)]
pub struct PreparedStep {
    steps: Vec<PreparedAction>,
    /// The scenario's name.
    pub name: String,
}

impl PreparedStep {
    /// The number of steps.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether the scenario has no steps.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

#[derive(Debug, Clone)]
enum PreparedAction {
    Login(request::LoginSequence),
    Wait(Duration),
    Send(PreparedMessage),
    /// A message with variables or generators, which is built when it is sent.
    SendLater(Arc<DeferredMessage>),
    /// Masking keys are generated when the step runs.
    Misbehave(Box<Misbehave>),
}

/// The kind and payload of a message, shared by all steps that send it.
#[derive(Debug, Clone)]
struct PreparedMessage {
    kind: Kind,
    bytes: Bytes,
}

impl From<message::BuiltMessage> for PreparedMessage {
    fn from(built: message::BuiltMessage) -> PreparedMessage {
        PreparedMessage { kind: built.kind, bytes: built.bytes.into() }
    }
}

#[derive(Debug, Clone)]
struct DeferredMessage {
    profile: Arc<Profile>,
    message: Message,
    sources: Arc<VariableSources>,
}

/// Finds the profile's scenario with this name, or its first one if `name` is `None`. Returns `Ok(None)` if no name is
/// given and the profile has no scenarios.
pub fn find(profile: &Profile, name: Option<&str>) -> Result<Option<Scenario>, ScenarioError> {
    let Some(name) = name else { return Ok(profile.scenarios.first().cloned()) };
    match profile.scenarios.iter().find(|scenario| scenario.name == name) {
        Some(scenario) => Ok(Some(scenario.clone())),
        None => Err(ScenarioError::Unknown { name: name.to_owned() }),
    }
}

impl Scenario {
    /// The names of the messages that the scenario sends.
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

/// The default for a profile without scenarios: log in, if the profile has a login that is sent on connecting.
pub fn only_login(profile: &Profile) -> Scenario {
    let steps = match &profile.login {
        Some(login) if login.send => vec![Step::Login.into()],
        _ => vec![],
    };
    Scenario { name: String::new(), steps, extra: Default::default() }
}

/// The steps of the original script: log in if the profile has a login, then set the services and free them, each half
/// a second after the previous step.
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

/// Finds a saved message. The original script's two messages are available in every profile.
fn saved(profile: &Profile, name: &str) -> Option<Message> {
    let of = |profile: &Profile| profile.saved_message(name).cloned();
    of(profile).or_else(|| match name {
        SET_SERVICES | FREE => of(&original_script::profile().ok()?),
        _ => None,
    })
}

/// Builds the payload of every step. `profile` must have its secrets filled in; `sources` supplies the values of
/// variables. Messages with variables or generators are built once now, to report errors, and again when they are sent.
pub fn prepare(
    profile: &Profile,
    scenario: &Scenario,
    sources: &Arc<VariableSources>,
) -> Result<PreparedStep, ScenarioError> {
    let profile = &*profile.inherited();
    let shared = Arc::new(profile.clone());
    let trial = VariableSources::new(sources.given.clone());
    // A step takes a few characters in a profile but its message may have millions, so each message is built once.
    let mut sends: HashMap<String, PreparedAction> = HashMap::new();
    let decoder = LazyCell::new(|| Decoder::new(&profile.decoding()));
    let prepare_step = |(i, step): (usize, &StoredStep)| {
        let number = i + 1;
        match &step.step {
            Step::Login => match request::login_of(profile, sources) {
                Ok(Some(login)) => Ok(PreparedAction::Login(login)),
                Ok(None) => Err(ScenarioError::NoLogin { step: number }),
                Err(error) => Err(ScenarioError::Login { step: number, error }),
            },
            Step::Wait(text) => duration::parse(text)
                .map(PreparedAction::Wait)
                .map_err(|error| ScenarioError::Duration { step: number, error }),
            // The masking key does not affect whether the step can be performed.
            Step::Misbehave(what) => match misbehave::encode(what, || [0; 4]) {
                Ok(_) => Ok(PreparedAction::Misbehave(Box::new(what.clone()))),
                Err(error) => Err(ScenarioError::Misbehave { step: number, error }),
            },
            Step::Send(name) => {
                if let Some(known) = sends.get(name) {
                    return Ok(known.clone());
                }
                let message = saved(profile, name).ok_or_else(|| {
                    ScenarioError::UnknownMessage { step: number, name: name.clone() }
                })?;
                let later = |message| {
                    PreparedAction::SendLater(Arc::new(DeferredMessage {
                        profile: shared.clone(),
                        message,
                        sources: sources.clone(),
                    }))
                };
                if message.body == BodyType::File {
                    message::check_file(profile, &message, sources)
                        .map_err(|error| ScenarioError::Message { step: number, error })?;
                    let step = later(message);
                    sends.insert(name.clone(), step.clone());
                    return Ok(step);
                }
                let built = message::build_using(profile, &message, &trial, &|| &decoder)
                    .and_then(|built| message::check_content(&message, &built).map(|()| built))
                    .map_err(|error| ScenarioError::Message { step: number, error })?;
                let step = match variable::in_message(&message) {
                    false => PreparedAction::Send(built.into()),
                    true => later(message),
                };
                sends.insert(name.clone(), step.clone());
                Ok(step)
            }
        }
    };
    let steps = scenario.steps.iter().enumerate().map(prepare_step).collect::<Result<_, _>>()?;
    Ok(PreparedStep { steps, name: scenario.name.clone() })
}

/// Runs the steps in order and returns how long they took. Waits for a connection that is still being established.
pub async fn run(
    connection: &ConnectionHandle,
    ready: &PreparedStep,
) -> Result<Duration, ScenarioError> {
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
            PreparedAction::Login(login) => log_in(connection, login).await.map_err(ended)?,
            PreparedAction::Wait(time) => tokio::select! {
                () = sleep(*time) => {}
                // A closed connection does not reopen while the scenario waits.
                status = connection.until(|s| s.phase == Phase::Closed) => return Err(ended(status)),
            },
            PreparedAction::Send(built) => send(connection, built.clone()).await.map_err(ended)?,
            PreparedAction::SendLater(later) => {
                let built = build_later(later)
                    .await
                    .map_err(|error| ScenarioError::Message { step: number, error })?;
                send(connection, built.into()).await.map_err(ended)?;
            }
            PreparedAction::Misbehave(what) => {
                let act = misbehave::encode(what, rand::random)
                    .map_err(|error| ScenarioError::Misbehave { step: number, error })?;
                if connection.misbehave(act).await.is_err() {
                    return Err(ended(connection.status()));
                }
            }
        }
    }
    Ok(begun.elapsed())
}

/// Builds the message, on another thread if a file is read: the connection goes on meanwhile.
async fn build_later(later: &Arc<DeferredMessage>) -> Result<BuiltMessage, MessageError> {
    let build = |later: &DeferredMessage| {
        message::build_with(&later.profile, &later.message, &later.sources)
    };
    if later.message.body != BodyType::File {
        return build(later);
    }
    let shared = later.clone();
    match tokio::task::spawn_blocking(move || build(&shared)).await {
        Ok(built) => built,
        // The thread panicked; building here shows the panic.
        Err(_) => build(later),
    }
}

async fn send(connection: &ConnectionHandle, built: PreparedMessage) -> Result<(), Status> {
    loop {
        match connection.send(built.kind, built.bytes.clone()).await {
            Ok(_) => return Ok(()),
            // The connection may be re-established; the message is sent then.
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

/// Logs in unless connecting already did, and waits for the replies that the profile describes.
async fn log_in(
    connection: &ConnectionHandle,
    login: &request::LoginSequence,
) -> Result<(), Status> {
    let status = connection.status();
    // Retry a failed login: sending it clears the previous error.
    let again = !status.login_sent || status.error.is_some();
    if again && connection.login(login.clone()).await.is_err() {
        return Err(connection.status());
    }
    let status = connection.until(|s| s.login_complete || s.error.is_some()).await;
    if status.login_complete { Ok(()) } else { Err(status) }
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
        let ready =
            prepare(&profile, &scenario, &Arc::new(VariableSources::default())).expect("ready");
        let places: std::collections::HashSet<_> = ready
            .steps
            .iter()
            .map(|step| match step {
                PreparedAction::Send(sending) => sending.bytes.as_ptr(),
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
        let ready = prepare(&profile, &scenario, &Arc::new(VariableSources::default()));
        // A decoder per message would go through all layouts each time, which takes minutes.
        assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
        assert!(ready.is_ok() || matches!(ready, Err(ScenarioError::Message { step: 1, .. })));
    }
}
