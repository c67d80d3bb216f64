//! Profiles for the demo server.

use std::path::Path;

use super::LOGIN;
use crate::profile::model::{LoginReply, Profile};
use crate::profile::original_script;
use crate::profile::store::{self, StoreError};

/// The demo server's messages decoded: the file that ships.
const DECODED: &str = include_str!("../../../../examples/demo-layouts.wirelark.json");

/// A copy for the demo server: its URL, and the reply by which it says "logged in".
pub fn for_demo(url: &str) -> Result<Profile, StoreError> {
    let mut profile = original_script::profile()?;
    profile.connection.url = url.to_owned();
    if let Some(login) = &mut profile.login {
        login.reply =
            Some(LoginReply { code: LOGIN, within: "10s".to_owned(), extra: Default::default() });
    }
    Ok(profile)
}

/// The profile that reads the demo server's messages, at this URL.
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
    fn the_demo_is_decoded_at_its_own_address() {
        let profile = decoded_demo("ws://127.0.0.1:9/").expect("the shipped file");
        assert_eq!(crate::profile_check::check(&profile), []);
        assert_eq!(profile.connection.url, "ws://127.0.0.1:9/");
        assert!(!profile.layouts.is_empty() && !profile.columns.is_empty());
    }
}
