//! Starts a connection, once the user has confirmed the profile's risky settings for its server.

use std::sync::Arc;

use wirelark_core::connection::preflight;
use wirelark_core::connection::request::Target;
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::secret::{self, Secrets};
use wirelark_core::profile::server::Server;
use wirelark_core::profile::variable::{self, VariableSources};

use crate::connection::automatic;
use crate::connection::live::{ConnectTarget, Live};
use crate::connection::prepare::{VariableValues, payload_files, profile_path, with_missing_names};
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::profiles::trust;
use crate::state::App;

/// Starts to connect and registers the connection. Fails with a question if risky settings are not confirmed. `replies`
/// is the user's choice for automatic replies and heartbeats, if there is one.
pub(crate) fn start(
    app: &App,
    profile: &Profile,
    id: Option<&str>,
    secrets: Secrets,
    variables: VariableValues,
    replies: Option<bool>,
) -> CommandResult<(u32, Arc<Live>)> {
    let sources = VariableSources::new(variables).with_files(payload_files(app, id));
    let missing = variable::asked(profile, Some(&[]), &sources);
    let server =
        server(profile, &secrets, &sources).map_err(|error| with_missing_names(error, &missing))?;
    let server = trust::trusted_server(id, &server);
    let other_hosts = app.trust.check(&server, profile, &sources)?;
    let file = profile_path(app, id);
    app.known_files
        .used(preflight::named_files(&profile.connection, file.parent().unwrap_or(&file)))?;
    let number = app.next_id();
    let masked = secrets.clone();
    let automatic = automatic::begins_on(app, profile, &server, &sources, replies)?;
    let target = ConnectTarget { server, other_hosts, secrets, sources, automatic };
    let files = (app.transcripts.as_path(), &*app.chosen_files);
    let live = Live::open(profile, &file, target, files, number)
        .map_err(|error| with_missing_names(error, &missing).hiding(&masked))?;
    app.add_connection(number, live.clone());
    Ok((number, live))
}

/// The server that the profile's URL names, by the parser that connecting uses.
fn server(
    profile: &Profile,
    secrets: &Secrets,
    sources: &VariableSources,
) -> CommandResult<Server> {
    let resolved = variable::resolve(profile, sources)?;
    let url = secret::resolve(&resolved, secrets)?.connection.url;
    let target = Target::parse(&url).map_err(|error| ErrorDto::from(error).hiding(secrets))?;
    Ok(target.server())
}
