//! The original script as a profile: what `examples/original-script.wirelark.json` holds.

use std::path::Path;

use super::model::{LoginReply, Profile};
use super::store::{self, StoreError};

/// The file that ships, so that app, command line and examples can never differ.
const FILE: &str = include_str!("../../../../examples/original-script.wirelark.json");

/// The demo server's messages decoded: the file that ships.
const DECODED: &str = include_str!("../../../../examples/demo-layouts.wirelark.json");

/// The original script's profile. Like the script it does not look at the login's reply.
pub fn profile() -> Result<Profile, StoreError> {
    store::parse(Path::new("original-script.wirelark.json"), FILE.as_bytes())
}

/// A copy for the demo server: its URL, and the reply by which it says "logged in".
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
    fn it_is_sound_and_says_what_the_script_says() {
        let profile = profile().expect("the shipped file");
        assert_eq!(super::super::check::check(&profile), []);
        assert_eq!(profile.connection.url, "wss://ws.test.com:2443/");
        assert_eq!(profile.connection.close.code, 1000);
        assert_eq!(profile.connection.close.reason, "user quit");
    }

    #[test]
    fn the_demo_is_decoded_at_its_own_address() {
        let profile = decoded_demo("ws://127.0.0.1:9/").expect("the shipped file");
        assert_eq!(super::super::check::check(&profile), []);
        assert_eq!(profile.connection.url, "ws://127.0.0.1:9/");
        assert!(!profile.layouts.is_empty() && !profile.columns.is_empty());
    }
}
