//! From the profile to what the connection needs. Pure: nothing is read and nobody is asked.
//!
//! - `target`: the URL, as the parts that a connection needs.
//! - `recorded_url`: the URL as a transcript keeps it.
//! - `upgrade_request`: the upgrade request, byte for byte.
//! - `secret_positions`: where in it secrets stand.
//! - `route`: names, addresses, proxy, TLS.
//! - `limits`: how long each phase may take, and how much is taken.
//! - `session_settings`: compression, pings and pongs, another attempt.
//! - `error`: why a profile gives no request.

mod confirmed_host;
mod error;
mod limits;
mod opening_messages;
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
use crate::profile::duration;
use crate::profile::message;
use crate::profile::model::{ApiKeyPlace, AuthType, Connection, Profile};
use crate::profile::secret::{self, Secrets};

pub use crate::profile::server::without_secrets;
pub use confirmed_host::{ConfirmedHost, NotAHost};
pub use error::RequestError;
pub use limits::ConnectionLimits;
pub use opening_messages::OpeningMessages;
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

/// The login as it goes out, and what answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginMessage {
    /// The JSON object.
    pub text: String,
    /// The code that means "logged in", and how long it may take.
    pub reply: Option<(i32, Duration)>,
}

/// Everything the driver needs; made once, before anything is tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Where to.
    pub target: Target,
    /// What is said there.
    pub ask: UpgradeRequest,
    /// How to get there.
    pub route: Route,
    /// How many redirects are followed; 0 for none.
    pub redirects: u8,
    /// Other hosts than the profile's that a redirect may lead to. No profile has it: a person says so.
    pub other_hosts: Vec<ConfirmedHost>,
    /// Whether cookies that a server sets are sent to it again.
    pub keep_cookies: bool,
    /// How long each phase may take, and how much is taken.
    pub limits: ConnectionLimits,
    /// Compression, pings and pongs, another attempt.
    pub staying: SessionSettings,
    /// The login, where the profile has one and sends it.
    pub login: Option<LoginMessage>,
    /// The messages that begin a connection that is made again; whoever knows the variables sets them.
    pub start: OpeningMessages,
    /// Each message goes to the transcript's writer at once, and what follows it is not looked at until
    /// [`Connection::go_on`](super::ConnectionHandle::go_on): for whoever must have answered it before. No profile has it.
    pub stepwise: bool,
    /// So many text and binary messages are recorded; those that come later are only counted.
    pub record_at_most: Option<u64>,
}

impl Settings {
    /// Only a target; everything else as it is by default, and no time-out that a test could meet.
    pub fn to(target: Target) -> Settings {
        Settings {
            target,
            ask: UpgradeRequest::default(),
            route: Route::default(),
            redirects: 0,
            other_hosts: Vec::new(),
            keep_cookies: false,
            limits: ConnectionLimits::of(Duration::from_secs(60)),
            staying: SessionSettings::default(),
            login: None,
            start: OpeningMessages::default(),
            stepwise: false,
            record_at_most: None,
        }
    }

    /// From a profile whose secrets are filled in; relative files are looked for in `folder`.
    pub fn from_profile(profile: &Profile, folder: &Path) -> Result<Settings, RequestError> {
        Settings::from_profile_with(profile, folder, &ApprovedPaths::default())
    }

    /// The same where a person may have chosen files on other machines.
    pub fn from_profile_with(
        profile: &Profile,
        folder: &Path,
        chosen: &ApprovedPaths,
    ) -> Result<Settings, RequestError> {
        let connection = &profile.connection;
        let mut wrong = Vec::new();
        let found = parts(connection, folder, chosen, &mut wrong);
        let RequestParts { mut ask, route, limits, staying } = found;
        if let Some(first) = wrong.into_iter().next() {
            return Err(first);
        }
        let target = Target::parse(&connection.url)?.with_query(connection.parameters());
        ask.user(target.user.clone());
        if let ProxyChoice::Manual { url, .. } = &route.proxy
            && let Some((_, password)) =
                url::Url::parse(url).ok().and_then(|url| target::user_of(&url))
        {
            ask.masks.add(&password);
        }
        ask.offer(staying.compression);
        Ok(Settings {
            target,
            ask,
            route,
            redirects: if connection.redirects.follow { connection.redirects.max } else { 0 },
            other_hosts: Vec::new(),
            keep_cookies: connection.cookies.keep,
            limits,
            staying,
            login: match &profile.login {
                Some(login) if login.send => login_of(profile)?,
                _ => None,
            },
            start: OpeningMessages::default(),
            stepwise: false,
            record_at_most: None,
        })
    }

    /// These secrets are masked in whatever is shown of the connection, and go to no other host. `profile` is the one
    /// that the settings were made from, before they were filled in.
    pub fn hide(&mut self, profile: &Profile, secrets: &Secrets) {
        secrets.values().for_each(|value| self.ask.masks.add(value));
        let Ok(marked) = secret::resolve(profile, &secret::marked(secrets)) else { return };
        let connection = &marked.connection;
        if connection == &profile.connection {
            return;
        }
        // What is wrong with it was told of the unmarked one.
        self.ask.mark(UpgradeRequest::of(connection, &mut Vec::new()));
        let target = Target::parse(&connection.url);
        let target = target.map(|target| target.with_query(connection.parameters()).resource);
        self.target.marked = Some(target.unwrap_or_default());
    }
}

/// The URL with the query that goes out, for people: what stands for a variable or a secret is left as it is, and a
/// key that is written out is masked.
pub fn shown_url(connection: &Connection) -> String {
    let mut shown = connection.url.trim().to_owned();
    let last = connection.parameters().count().saturating_sub(1);
    let has_key =
        connection.auth.kind == AuthType::ApiKey && connection.auth.place == ApiKeyPlace::Query;
    for (i, (name, value)) in connection.parameters().enumerate() {
        match shown.rsplit_once('?') {
            None => shown.push('?'),
            Some((_, "")) => {}
            Some(_) => shown.push('&'),
        }
        target::encode_shown(name, &mut shown);
        shown.push('=');
        match has_key && i == last && !value.is_empty() && !value.contains("{{") {
            true => shown.push_str(MASK),
            false => target::encode_shown(value, &mut shown),
        }
    }
    shown
}

/// Everything that is wrong with a connection's settings but for the URL.
pub fn problems(connection: &Connection) -> Vec<RequestError> {
    let mut wrong = Vec::new();
    parts(connection, Path::new(""), &ApprovedPaths::default(), &mut wrong);
    wrong
}

struct RequestParts {
    ask: UpgradeRequest,
    route: Route,
    limits: ConnectionLimits,
    staying: SessionSettings,
}

fn parts(
    connection: &Connection,
    folder: &Path,
    chosen: &ApprovedPaths,
    wrong: &mut Vec<RequestError>,
) -> RequestParts {
    let ask = UpgradeRequest::of(connection, wrong);
    let route = Route::of(connection, folder, chosen, wrong);
    limits::check(connection, wrong);
    let limits = ConnectionLimits::from_profile(connection);
    let staying = SessionSettings::from_profile(connection);
    wrong.extend(check_close(connection.close.code, &connection.close.reason).err());
    RequestParts { ask, route, limits, staying }
}

/// The profile's login, whether or not connecting sends it.
pub fn login_of(profile: &Profile) -> Result<Option<LoginMessage>, RequestError> {
    let Some(login) = &profile.login else { return Ok(None) };
    let text = message::login(&login.fields, login.style).map_err(RequestError::Login)?;
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
