//! The original script as a profile, from `examples/original-script.wirelark.json`.

use std::path::Path;

use super::model::{LoginReply, Profile};
use super::store::{self, StoreError};

/// The shipped example, embedded so that the app, the command line and the examples always agree.
const FILE: &str = include_str!("../../../../examples/original-script.wirelark.json");

/// The shipped example that decodes the demo server's messages.
const DECODED: &str = include_str!("../../../../examples/demo-layouts.wirelark.json");

/// The original script's profile. Like the script, it ignores the login's reply.
pub fn profile() -> Result<Profile, StoreError> {
    store::parse(Path::new("original-script.wirelark.json"), FILE.as_bytes())
}

/// The original script's profile for the demo server: with its URL and its login reply.
pub fn for_demo(url: &str) -> Result<Profile, StoreError> {
    let mut profile = profile()?;
    profile.connection.url = url.to_owned();
    if let Some(login) = &mut profile.login {
        login.reply = Some(LoginReply {
            code: crate::server::LOGIN,
            within: "10s".to_owned(),
            extra: Default::default(),
        });
    }
    Ok(profile)
}

/// The profile that decodes the demo server's messages, for a server at `url`.
pub fn decoded_demo(url: &str) -> Result<Profile, StoreError> {
    let mut profile = store::parse(Path::new("demo-layouts.wirelark.json"), DECODED.as_bytes())?;
    profile.connection.url = url.to_owned();
    profile.variables.remove("url");
    Ok(profile)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_valid_and_matches_the_script() {
        let profile = profile().expect("the shipped file");
        assert_eq!(super::super::check::check(&profile), []);
        assert_eq!(profile.connection.url, "wss://ws.test.com:2443/");
        assert_eq!(profile.connection.close.code, 1000);
        assert_eq!(profile.connection.close.reason, "user quit");
    }

    #[test]
    fn the_demo_profile_is_valid_and_uses_the_given_url() {
        let profile = decoded_demo("ws://127.0.0.1:9/").expect("the shipped file");
        assert_eq!(super::super::check::check(&profile), []);
        assert_eq!(profile.connection.url, "ws://127.0.0.1:9/");
        assert!(!profile.layouts.is_empty() && !profile.columns.is_empty());
    }
}
