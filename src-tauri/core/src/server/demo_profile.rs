//! Profiles for the demo server.

use std::path::Path;

use super::LOGIN;
use crate::profile::model::{LoginReply, Profile};
use crate::profile::original_script;
use crate::profile::store::{self, StoreError};

/// The shipped example that decodes the demo server's messages.
const DECODED: &str = include_str!("../../../../examples/demo-layouts.wirelark.json");

/// The original script's profile for the demo server: with its URL and its login reply.
pub fn for_demo(url: &str) -> Result<Profile, StoreError> {
    let mut profile = original_script::profile()?;
    profile.connection.url = url.to_owned();
    if let Some(login) = &mut profile.login {
        let (code, within) = (Some(LOGIN), "10s".to_owned());
        login.reply = Some(LoginReply { code, filter: None, within, extra: Default::default() });
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
    fn the_demo_profile_is_valid_and_uses_the_given_url() {
        let profile = decoded_demo("ws://127.0.0.1:9/").expect("the shipped file");
        assert_eq!(crate::profile_check::check(&profile), []);
        assert_eq!(profile.connection.url, "ws://127.0.0.1:9/");
        assert!(!profile.layouts.is_empty() && !profile.columns.is_empty());
    }
}
