//! Names of profile files.

use super::store::SHORT_SUFFIX;
use crate::file::bounded_read;

/// A file name without suffix for a profile of this name: letters, digits and hyphens, valid on every system.
pub fn stem(name: &str) -> String {
    let name = name.strip_suffix(SHORT_SUFFIX).unwrap_or(name);
    let mut id = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match c.is_alphanumeric() {
            true => id.push(c),
            false if !id.is_empty() && !id.ends_with('-') => id.push('-'),
            false => {}
        }
        // Readable for people and within the limits of any file system in any script.
        if id.len() > 60 {
            break;
        }
    }
    match id.trim_end_matches('-') {
        "" => "profile".to_owned(),
        // Windows reserves these names for devices, with any suffix.
        reserved if bounded_read::is_device_name(reserved) => format!("{reserved}-profile"),
        id => id.to_owned(),
    }
}
