//! Reads the test targets from the manifests, so that a stage fails if its target is removed or renamed.

use crate::work::Work;
use anyhow::{Result, bail};

/// Fails if tests/Cargo.toml has no `[[test]]` of this name.
pub(crate) fn expect(work: &Work, name: &str) -> Result<()> {
    let manifest = work.sh.read_file("tests/Cargo.toml")?;
    if !declared(&manifest).iter().any(|declared| declared == name) {
        bail!("no such test target: tests/Cargo.toml has no [[test]] named '{name}'");
    }
    Ok(())
}

/// The names of the manifest's `[[test]]` sections.
fn declared(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut names = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line == "[[test]]";
        } else if let Some(("name", value)) = line.split_once('=').map(|(k, v)| (k.trim(), v))
            && inside
        {
            names.push(value.trim().trim_matches('"').to_owned());
        }
    }
    names
}

/// Integration tests that cargo discovers: `tests/*.rs` and `tests/*/main.rs` of these packages.
pub(crate) fn beside_sources(work: &Work, packages: &[&str]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for package in packages {
        let folder = work.root.join(package).join("tests");
        if !folder.is_dir() {
            continue;
        }
        for path in work.sh.read_dir(folder)? {
            let is_target =
                path.extension().is_some_and(|e| e == "rs") || path.join("main.rs").is_file();
            if let (true, Some(stem)) = (is_target, path.file_stem()) {
                names.push(stem.to_string_lossy().into_owned());
            }
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_test_sections_count() {
        let manifest = "[package]\nname = \"wirelark-tests\"\n\n[[test]]\nname = \"oracle\"\npath = \"oracle/main.rs\"\n\
                        [[bin]]\nname = \"bench\"\n[[test]]\npath=\"e2e.rs\"\nname=\"e2e\"\n";
        assert_eq!(declared(manifest), ["oracle", "e2e"]);
    }
}
