//! What every recorded connection starts with: its settings and its transcript's header.
//! The app and the CLI choose the transcript's file and start the connection.

use std::path::Path;
use std::sync::Arc;

use super::Settings;
use super::clock::Clock;
use super::request::ReconnectMessages;
use super::request::{RequestError, recorded_url};
use crate::file::path_consent::ApprovedPaths;
use crate::frame::time_text;
use crate::profile::model::Profile;
use crate::profile::secret::Secrets;
use crate::profile::store;
use crate::profile::variable::VariableSources;
use crate::transcript::Header;

/// The transcript's header for a connection that begins now. `profile` has its variables filled in but not its
/// secrets; `path` is the profile's file, empty for a profile without one.
pub fn header(profile: &Profile, path: &Path) -> Header {
    Header {
        name: profile.name.clone(),
        profile: store::id_of(path),
        created: time_text(Clock::start().now()),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        url: recorded_url(&profile.connection),
        rules: serde_json::to_value(profile.decoding()).unwrap_or_default(),
    }
}

/// Settings that mask `secrets` and send the profile's opening messages after a reconnect. `profile` has its variables
/// filled in, `resolved` its secrets too. Relative files are looked for in `folder`.
pub fn settings(
    profile: &Profile,
    resolved: &Profile,
    secrets: &Secrets,
    sources: &Arc<VariableSources>,
    folder: &Path,
    approved: &ApprovedPaths,
) -> Result<Settings, RequestError> {
    let mut settings = Settings::from_profile_with(resolved, folder, approved, sources)?;
    settings.hide(profile, secrets);
    settings.reconnect_messages = ReconnectMessages::of(resolved, sources);
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::profile::secret;

    fn profile() -> Profile {
        let connection = json!({"url": "ws://h/?token={{secret:token}}"});
        let profile = json!({"wirelark": 1, "name": "x", "connection": connection,
                             "codes": [{"code": 7, "name": "QUOTE"}]});
        serde_json::from_value(profile).expect("a profile")
    }

    #[test]
    fn header_names_the_profile_and_its_decoding() {
        let header = header(&profile(), Path::new("/f/a.wirelark.json"));
        assert_eq!((header.name.as_str(), header.profile.as_str()), ("x", "a"));
        assert_eq!(header.url, "ws://h/?token={{secret:token}}");
        assert_eq!(header.rules["codes"][0]["name"], "QUOTE");
        assert!(header.created.ends_with('Z'), "{}", header.created);
    }

    #[test]
    fn settings_mask_the_secrets() {
        let secrets = Secrets::from([("token".to_owned(), "hunter2==".to_owned())]);
        let resolved = secret::resolve(&profile(), &secrets).expect("resolved");
        let approved = ApprovedPaths::default();
        let settings =
            settings(&profile(), &resolved, &secrets, &Arc::default(), Path::new(""), &approved)
                .expect("settings");
        assert!(!settings.upgrade_request.masks.text("token=hunter2==").contains("hunter2"));
    }
}
