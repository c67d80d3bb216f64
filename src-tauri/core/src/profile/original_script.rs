//! The original script as a profile: what `examples/original-script.wirelark.json` holds.

use std::path::Path;

use super::model::Profile;
use super::store::{self, StoreError};

/// The file that ships, so that app, command line and examples can never differ.
const FILE: &str = include_str!("../../../../examples/original-script.wirelark.json");

/// The original script's profile. Like the script it does not look at the login's reply.
pub fn profile() -> Result<Profile, StoreError> {
    store::parse(Path::new("original-script.wirelark.json"), FILE.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_sound_and_says_what_the_script_says() {
        let profile = profile().expect("the shipped file");
        assert_eq!(crate::profile_check::check(&profile), []);
        assert_eq!(profile.connection.url, "wss://ws.test.com:2443/");
        assert_eq!(profile.connection.close.code, 1000);
        assert_eq!(profile.connection.close.reason, "user quit");
    }
}
