//! The original script as a profile, from `examples/original-script.wirelark.json`.

use std::path::Path;

use super::model::Profile;
use super::store::{self, StoreError};

/// The shipped example, embedded so that the app, the command line and the examples always agree.
const FILE: &str = include_str!("../../../../examples/original-script.wirelark.json");

/// The original script's profile. Like the script, it ignores the login's reply.
pub fn profile() -> Result<Profile, StoreError> {
    store::parse(Path::new("original-script.wirelark.json"), FILE.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_valid_and_matches_the_script() {
        let profile = profile().expect("the shipped file");
        assert_eq!(crate::profile_check::check(&profile), []);
        assert_eq!(profile.connection.url, "wss://ws.test.com:2443/");
        assert_eq!(profile.connection.close.code, 1000);
        assert_eq!(profile.connection.close.reason, "user quit");
    }
}
