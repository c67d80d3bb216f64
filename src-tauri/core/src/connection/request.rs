//! Builds a connection's settings from a profile. Pure: reads no file and connects to nothing.
//!
//! - `target`: the URL split into the parts that a connection needs.
//! - `recorded_url`: the URL as recorded in a transcript, without credentials.
//! - `upgrade_request`: the upgrade request, byte for byte.
//! - `secret_positions`: where in the request the secrets lie.
//! - `confirmed_host`: hosts that the user confirmed as redirect targets.
//! - `route`: name resolution, proxy, TLS.
//! - `reconnect_messages`: messages sent after each reconnect.
//! - `login`: the login's messages and the replies that it waits for.
//! - `automatic_messages`: automatic replies and heartbeats.
//! - `limits`: time-outs and size limits.
//! - `session_settings`: compression, keep-alive, pings and pongs, reconnecting.
//! - `error`: why a profile cannot be connected with.

mod automatic_messages;
mod confirmed_host;
mod error;
mod limits;
mod login;
mod reconnect_messages;
mod recorded_url;
mod route;
mod secret_positions;
mod session_settings;
mod target;
#[cfg(test)]
mod tests;
mod upgrade_request;

use std::path::Path;
use std::time::Duration;

use super::secret_masking::MASK;
use crate::file::path_consent::ApprovedPaths;
use crate::frame::close;
use crate::profile::message;
use crate::profile::model::{Connection, Profile};
use crate::profile::secret::{self, Secrets};
use crate::profile::variable::VariableSources;

pub use crate::profile::server::without_secrets;
pub(crate) use automatic_messages::automatic_problems;
pub use automatic_messages::{
    AutomaticMessages, MAX_HEARTBEATS, MAX_REPLIES, MIN_HEARTBEAT, missing_variables,
};
pub use confirmed_host::{ConfirmedHost, NotAHost};
pub use error::RequestError;
pub use limits::ConnectionLimits;
pub(crate) use login::login_problems;
pub use login::{
    LoginSequence, LoginStep, LoginWait, MAX_LOGIN_BYTES, MAX_LOGIN_PARTS, ReplyMatch, ReplyTest,
    login_of,
};
pub use reconnect_messages::ReconnectMessages;
pub use recorded_url::{SECRET_PARAMETERS, recorded_url};
pub(super) use route::files;
pub use route::{OwnFiles, ProxyChoice, Route, TrustChoice};
pub use session_settings::{
    ControlFrameSettings, KeepAliveSettings, ReconnectSettings, SessionSettings,
};
pub(super) use target::QUERY;
pub use target::Target;
pub(super) use upgrade_request::basic;
pub use upgrade_request::{UpgradeRequest, user_agent};

/// The settings of a connection, fixed before connecting.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The server.
    pub target: Target,
    /// The upgrade request sent to it.
    pub upgrade_request: UpgradeRequest,
    /// How the server is reached.
    pub route: Route,
    /// The most redirects to follow; 0 follows none.
    pub redirects: u8,
    /// Hosts other than the profile's that a redirect may lead to. Set by the user, never by a profile.
    pub confirmed_hosts: Vec<ConfirmedHost>,
    /// Whether cookies set by the server are sent back to it.
    pub keep_cookies: bool,
    /// Time-outs and size limits.
    pub limits: ConnectionLimits,
    /// Compression, keep-alive, pings and pongs, reconnecting.
    pub session_settings: SessionSettings,
    /// The login, if the profile has one and sends it on connecting.
    pub login: Option<LoginSequence>,
    /// Messages sent after each reconnect. Set by the caller, which knows the variables.
    pub reconnect_messages: ReconnectMessages,
    /// Automatic replies and heartbeats, if they are switched on. Set by the caller.
    pub automatic: Option<AutomaticMessages>,
    /// Hands each message to the transcript's writer at once and reads no further until
    /// [`ConnectionHandle::read_next`](super::ConnectionHandle::read_next), so that the caller can answer it first.
    pub pause_after_message: bool,
    /// The most text and binary messages recorded; later ones are only counted.
    pub record_at_most: Option<u64>,
}

impl Settings {
    /// Default settings for a target, with time-outs of 60 s, which no test reaches.
    pub fn to(target: Target) -> Settings {
        Settings {
            target,
            upgrade_request: UpgradeRequest::default(),
            route: Route::default(),
            redirects: 0,
            confirmed_hosts: Vec::new(),
            keep_cookies: false,
            limits: ConnectionLimits::of(Duration::from_secs(60)),
            session_settings: SessionSettings::default(),
            login: None,
            reconnect_messages: ReconnectMessages::default(),
            automatic: None,
            pause_after_message: false,
            record_at_most: None,
        }
    }

    /// Builds the settings of a profile whose variables and secrets are resolved. Relative files lie in `folder`.
    pub fn from_profile(profile: &Profile, folder: &Path) -> Result<Settings, RequestError> {
        let sources = VariableSources::default();
        Settings::from_profile_with(profile, folder, &ApprovedPaths::default(), &sources)
    }

    /// The same, with the files that the user approved although they lie on other machines, and with the values of the
    /// variables in the login's messages.
    pub fn from_profile_with(
        profile: &Profile,
        folder: &Path,
        approved: &ApprovedPaths,
        sources: &VariableSources,
    ) -> Result<Settings, RequestError> {
        let connection = &profile.connection;
        let mut errors = Vec::new();
        let RequestParts { mut upgrade_request, route, limits, session_settings } =
            parts(connection, folder, approved, &mut errors);
        if let Some(first) = errors.into_iter().next() {
            return Err(first);
        }
        let target = Target::parse(&connection.url)?.with_query(connection.parameters());
        upgrade_request.set_user(target.user.clone());
        if let ProxyChoice::Manual { url, .. } = &route.proxy
            && let Some((_, password)) =
                url::Url::parse(url).ok().and_then(|url| target::user_of(&url))
        {
            upgrade_request.masks.add(&password);
        }
        upgrade_request.offer_compression(session_settings.compression);
        Ok(Settings {
            target,
            upgrade_request,
            route,
            redirects: if connection.redirects.follow { connection.redirects.max } else { 0 },
            confirmed_hosts: Vec::new(),
            keep_cookies: connection.cookies.keep,
            limits,
            session_settings,
            login: match &profile.login {
                Some(login) if login.send => login_of(profile, sources)?,
                _ => None,
            },
            reconnect_messages: ReconnectMessages::default(),
            automatic: None,
            pause_after_message: false,
            record_at_most: None,
        })
    }

    /// Masks these secrets wherever the connection is shown. `profile` is the profile that the settings were built from,
    /// before its secrets were resolved.
    pub fn hide(&mut self, profile: &Profile, secrets: &Secrets) {
        secrets.values().for_each(|value| self.upgrade_request.masks.add(value));
        let Ok(marked) = secret::resolve(profile, &secret::marked(secrets)) else { return };
        let connection = &marked.connection;
        if connection == &profile.connection {
            return;
        }
        // Its errors were reported when the settings were built.
        self.upgrade_request.set_marked(UpgradeRequest::of(connection, &mut Vec::new()));
        let target = Target::parse(&connection.url);
        let target = target.map(|target| target.with_query(connection.parameters()).resource);
        self.target.marked = Some(target.unwrap_or_default());
    }
}

/// The URL with its query parameters, for display: placeholders of variables and secrets stay, a literal API key is
/// masked.
pub fn shown_url(connection: &Connection) -> String {
    let mut url = connection.url.trim().to_owned();
    target::push_parameters(connection, &mut url, MASK, |_, value, is_key| {
        is_key && !value.contains("{{")
    });
    url
}

/// All errors in a connection's settings except for those of the URL.
pub fn problems(connection: &Connection) -> Vec<RequestError> {
    let mut errors = Vec::new();
    parts(connection, Path::new(""), &ApprovedPaths::default(), &mut errors);
    errors
}

struct RequestParts {
    upgrade_request: UpgradeRequest,
    route: Route,
    limits: ConnectionLimits,
    session_settings: SessionSettings,
}

fn parts(
    connection: &Connection,
    folder: &Path,
    approved: &ApprovedPaths,
    errors: &mut Vec<RequestError>,
) -> RequestParts {
    // In the order of the settings page, which is also the order of the problems.
    let upgrade_request = UpgradeRequest::of(connection, errors);
    let route = Route::of(connection, folder, approved, errors);
    limits::check(connection, errors);
    let limits = ConnectionLimits::from_profile(connection);
    let session_settings = SessionSettings::from_profile(connection);
    errors.extend(message::terminator_of_profile(connection).err().map(RequestError::Terminator));
    errors.extend(check_close(connection.close.code, &connection.close.reason).err());
    RequestParts { upgrade_request, route, limits, session_settings }
}

/// Whether an endpoint may send this Close (RFC 6455 sections 5.5 and 7.4).
pub fn check_close(code: u16, reason: &str) -> Result<(), RequestError> {
    if !close::may_be_sent(code) {
        return Err(RequestError::CloseCode { code });
    }
    match reason.len() {
        0..=close::REASON_LIMIT => Ok(()),
        size => Err(RequestError::CloseReason { size }),
    }
}
