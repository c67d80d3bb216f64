//! Checks connection settings, and reports what this machine contributes to them: proxy, certificates, user agent.

use std::path::Path;

use wirelark_core::connection::request::RequestError;
use wirelark_core::connection::{ConnectionError, preflight, request};
use wirelark_core::file::path_consent::{ApprovedPaths, KnownFiles};
use wirelark_core::profile::model::Profile;
use wirelark_core::profile_check;

use crate::error::ErrorDto;
use crate::settings::dto::{ConnectionCheck, ConnectionFacts};

/// Checks a profile's connection settings. Relative paths start from `folder`. Reads only files that `known` allows.
pub(crate) fn check_connection(
    profile: &Profile,
    folder: &Path,
    approved: &ApprovedPaths,
    known: &KnownFiles,
) -> ConnectionCheck {
    let faults =
        preflight::files(&profile.connection, folder, approved, &|path| known.may_read(path));
    let files = faults
        .into_iter()
        .map(|(path, fault)| ErrorDto::from(&ConnectionError::from(fault)).at(path));
    // A path on another machine is fine if the user chose it in a dialog.
    let problems = profile_check::connection(profile).into_iter().filter(|error| match error {
        RequestError::FileName { name, .. } => approved.check(name).is_err(),
        _ => true,
    });
    let problems = problems.map(ErrorDto::from).chain(files);
    ConnectionCheck { problems: problems.collect(), url: request::shown_url(&profile.connection) }
}

/// What this machine contributes to a connection to `url`.
pub(crate) fn connection_facts(url: &str) -> ConnectionFacts {
    let (proxy, error) = match preflight::system_proxy(url) {
        Ok(proxy) => (proxy, None),
        Err(error) => (None, Some(ErrorDto::from(&ConnectionError::from(error)))),
    };
    ConnectionFacts {
        proxy,
        proxy_error: error,
        variables: preflight::proxy_variables().into_iter().map(str::to_owned).collect(),
        authorities: preflight::authorities() as u32,
        user_agent: request::user_agent(),
        unix: cfg!(unix),
    }
}
