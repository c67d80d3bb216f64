//! Automatic replies and heartbeats: whether they are on, and switching them.

use std::sync::Arc;

use wirelark_core::connection::automatic::{AutomaticError, AutomaticStatus};
use wirelark_core::connection::request::{self, AutomaticMessages};
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::secret::{self, Secrets};
use wirelark_core::profile::server::Server;
use wirelark_core::profile::variable::{self, VariableSources};
use wirelark_core::profile_check;

use crate::connection::dto::{AutomaticCheck, AutomaticDto};
use crate::connection::live::Live;
use crate::connection::prepare::{VariableValues, with_missing_names};
use crate::error::{CommandResult, ErrorDto};
use crate::profiles::trust::{TrustedServer, trusted_server};
use crate::state::App;

impl From<&AutomaticStatus> for AutomaticDto {
    fn from(status: &AutomaticStatus) -> Self {
        AutomaticDto {
            on: status.on,
            replies: u32::try_from(status.replies).unwrap_or(u32::MAX),
            heartbeats: u32::try_from(status.heartbeats).unwrap_or(u32::MAX),
            skipped: u32::try_from(status.skipped).unwrap_or(u32::MAX),
            error: status.error.as_ref().map(ErrorDto::from),
        }
    }
}

impl From<&AutomaticError> for ErrorDto {
    fn from(error: &AutomaticError) -> Self {
        let dto = match error {
            AutomaticError::NotSent { .. } => ErrorDto::new("automatic_not_sent", error),
            _ => ErrorDto::new(error.code(), error),
        };
        dto.with_all(error.args())
    }
}

/// Whether a new connection begins with replies and heartbeats switched on. Without a choice of the user's they are on
/// if none of them needs an answer to a trust question; a choice to switch them on asks it.
pub(crate) fn begins_on(
    app: &App,
    profile: &Profile,
    server: &TrustedServer,
    sources: &VariableSources,
    chosen: Option<bool>,
) -> CommandResult<bool> {
    let has_any = !profile.replies.is_empty() || !profile.heartbeats.is_empty();
    match (has_any, chosen) {
        (false, _) | (_, Some(false)) => Ok(false),
        (true, Some(true)) => app.trust.check_automatic(server, profile, sources).map(|()| true),
        (true, None) => Ok(app.trust.is_automatic_confirmed(server, profile, sources)),
    }
}

/// Checks the login's messages and filters, replies and heartbeats.
pub(crate) fn check(app: &App, profile: &Profile, id: Option<&str>) -> AutomaticCheck {
    let problems = profile_check::automatic(profile).into_iter().map(ErrorDto::from);
    let sources = VariableSources::default();
    // A URL with variables or secrets without a value names no server yet.
    let server = variable::resolve(profile, &sources)
        .ok()
        .and_then(|resolved| Server::parse(&resolved.connection.url));
    let begins_on = server.is_some_and(|server| {
        let server = trusted_server(id, &server);
        begins_on(app, profile, &server, &sources, None).unwrap_or_default()
    });
    AutomaticCheck { problems: problems.collect(), begins_on }
}

/// The profile's replies and heartbeats, with secrets filled in.
pub(crate) fn messages(
    profile: &Profile,
    secrets: &Secrets,
    sources: &Arc<VariableSources>,
) -> CommandResult<AutomaticMessages> {
    let resolved = secret::resolve(profile, secrets)?;
    AutomaticMessages::of(&resolved, sources).map_err(|error| {
        let missing = request::missing_variables(profile, sources);
        with_missing_names(error.into(), &missing).hiding(secrets)
    })
}

impl Live {
    /// Switches the profile's replies and heartbeats on or off, once they are confirmed for the server.
    pub(crate) async fn switch_automatic(
        &self,
        app: &App,
        (profile, id): (&Profile, Option<&str>),
        secrets: &Secrets,
        variables: VariableValues,
        on: bool,
    ) -> CommandResult<()> {
        let sources = Arc::new(self.sources.again(variables));
        let messages = match on {
            true => {
                let server = trusted_server(id, &self.server.1);
                app.trust.check_automatic(&server, profile, &sources)?;
                Some(messages(profile, secrets, &sources)?)
            }
            false => None,
        };
        self.connection.set_automatic(messages).await;
        Ok(())
    }
}
