//! Upper limits on the sizes of the packages.

use super::Packages;
use anyhow::{Result, bail};
use std::path::Path;

const APP: f64 = 9.0;
const CLI: f64 = 5.0;

/// Prints the size of each package, and fails if one is over its limit.
pub(super) fn check(packages: &Packages) -> Result<()> {
    let mut over = Vec::new();
    for path in packages.all() {
        let limit = if [&packages.app_deb, &packages.app_rpm].contains(&path) { APP } else { CLI };
        let megabytes = path.metadata()?.len() as f64 / 1e6;
        let line = format!("{megabytes:.2} MB of {limit} MB: {}", name(path));
        eprintln!("      {line}");
        if megabytes >= limit {
            over.push(line);
        }
    }
    if !over.is_empty() {
        bail!("larger than it may be: {}", over.join("; "));
    }
    Ok(())
}

fn name(path: &Path) -> std::borrow::Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}
