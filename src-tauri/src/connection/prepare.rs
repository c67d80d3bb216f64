//! Fills in variables and secrets before a connection is made or something is sent.
//!
//! A missing variable or secret is an error with its name; the page then asks for the value.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use wirelark_core::connection::request::{self, LoginSequence};
use wirelark_core::profile::message;
use wirelark_core::profile::model::{BodyType, Message, Profile};
use wirelark_core::profile::payload_files::PayloadFiles;
use wirelark_core::profile::secret::{self, Secrets};
use wirelark_core::profile::store;
use wirelark_core::profile::variable::{self, MissingVariable, VariableSources};
use wirelark_core::scenario::{self, PreparedStep};

use crate::connection::live::Live;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::state::App;

/// Values of variables that the profile does not define; the page asks for them and keeps them for the session.
pub(crate) type VariableValues = BTreeMap<String, String>;

/// The profile's file; empty for a profile without one.
pub(crate) fn profile_path(app: &App, id: Option<&str>) -> PathBuf {
    id.and_then(|id| app.library.path(id).ok()).unwrap_or_default()
}

/// The folder that the profile's relative paths start from.
pub(crate) fn profile_folder(app: &App, id: Option<&str>) -> PathBuf {
    profile_path(app, id).parent().map(PathBuf::from).unwrap_or_default()
}

/// The files that the messages of this profile may send.
pub(crate) fn payload_files(app: &App, id: Option<&str>) -> PayloadFiles {
    let folder = profile_folder(app, id);
    PayloadFiles::with_consent(&folder, app.known_files.clone(), app.chosen_files.clone())
}

/// Records that the user chose or dropped this file, and returns the name by which the profile's messages name it.
pub(crate) fn confirmed_file(app: &App, file: PathBuf, id: Option<&str>) -> CommandResult<String> {
    let name = store::beside(&file, &profile_path(app, id));
    app.chosen_files.add(&name)?;
    app.known_files.used([file])?;
    Ok(name)
}

/// Adds the names of all missing variables to a `variable_missing` error, so that the page asks for them at once.
pub(crate) fn with_missing_names(error: ErrorDto, missing: &[MissingVariable]) -> ErrorDto {
    match error.code.as_str() {
        "variable_missing" => {
            let names: Vec<_> = missing.iter().map(|variable| variable.name.as_str()).collect();
            error.with("names", names.join("\n"))
        }
        _ => error,
    }
}

/// Fills in the variables and secrets of the connection and the login. `messages` names the messages that are sent
/// later, whose missing variables are reported too.
fn resolve(
    profile: &Profile,
    messages: &[&str],
    secrets: &Secrets,
    sources: &VariableSources,
) -> CommandResult<Profile> {
    let profile = &*profile.inherited();
    let resolved = variable::resolve(profile, sources).map_err(|error| {
        with_missing_names(error.into(), &variable::asked(profile, Some(messages), sources))
    })?;
    Ok(secret::resolve(&resolved, secrets)?)
}

/// The profile with this message only, its secrets filled in. Login and URL are dropped, so that mistakes there do not
/// prevent sending a message.
fn with_only_message(
    mut profile: Profile,
    message: Message,
    secrets: &Secrets,
) -> CommandResult<Profile> {
    // Other messages are dropped first: they may be long, and the lens's are not needed.
    profile.messages = vec![message];
    profile = profile.into_inherited();
    profile.messages.truncate(1);
    profile.login = None;
    profile.connection.url.clear();
    Ok(secret::resolve(&profile, secrets)?)
}

/// Builds the only message of a profile.
fn build_only_message(
    profile: &Profile,
    secrets: &Secrets,
    sources: &VariableSources,
) -> CommandResult<message::BuiltMessage> {
    let missing = variable::asked_by(profile, &profile.messages[0], sources);
    message::build_with(profile, &profile.messages[0], sources)
        .map_err(|error| with_missing_names(error.into(), &missing).hiding(secrets))
}

/// Builds a message for sending on this connection, whose generators it advances.
pub(crate) fn build_message(
    live: &Live,
    profile: Profile,
    message: Message,
    secrets: &Secrets,
    variables: VariableValues,
) -> CommandResult<message::BuiltMessage> {
    let profile = with_only_message(profile, message, secrets)?;
    build_only_message(&profile, secrets, &live.sources.again(variables))
}

/// The profile with only the message to repeat. Checks that it can be built with `sources`, which are not the
/// connection's, because generators advance.
pub(crate) fn repeated_message(
    profile: Profile,
    message: Message,
    secrets: &Secrets,
    sources: &VariableSources,
) -> CommandResult<Profile> {
    let profile = with_only_message(profile, message, secrets)?;
    match profile.messages[0].body {
        BodyType::File => message::check_file(&profile, &profile.messages[0], sources)?,
        _ => drop(build_only_message(&profile, secrets, sources)?),
    }
    Ok(profile)
}

/// The profile's login message for this connection.
pub(crate) fn login(
    live: &Live,
    profile: &Profile,
    secrets: &Secrets,
    variables: VariableValues,
) -> CommandResult<LoginSequence> {
    let sources = live.sources.again(variables);
    let resolved = resolve(profile, &[], secrets, &sources)?;
    request::login_of(&resolved, &sources)
        .map_err(|error| ErrorDto::from(error).hiding(secrets))?
        .ok_or_else(|| ErrorDto::new("login_missing", "the profile has no login"))
}

/// Builds the steps of the named scenario, else of the profile's first, else of the original script.
pub(crate) fn scenario(
    profile: &Profile,
    name: Option<&str>,
    secrets: &Secrets,
    sources: VariableSources,
) -> CommandResult<PreparedStep> {
    let scenario =
        scenario::find(profile, name)?.unwrap_or_else(|| scenario::original_steps(profile));
    let sources = Arc::new(sources);
    let resolved = resolve(profile, &scenario.sends(), secrets, &sources)?;
    scenario::prepare(&resolved, &scenario, &sources).map_err(|error| {
        let missing = variable::asked(profile, Some(&scenario.sends()), &sources);
        with_missing_names(error.into(), &missing).hiding(secrets)
    })
}
