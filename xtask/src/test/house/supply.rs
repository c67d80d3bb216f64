//! Rules about the dependency trees.

use super::Faults;
use crate::work::{Work, on_path};
use anyhow::Result;
use xshell::cmd;

/// Crates that need GTK; a package with one of them in its tree does not build without it.
const WINDOW_CRATES: [&str; 7] =
    ["tauri", "wry", "tao", "gtk", "glib", "webkit2gtk", "javascriptcore-rs"];

pub(crate) fn window_dependencies(work: &Work) -> Result<Faults> {
    let mut faults = Faults::new();
    for package in ["wirelark-core", "wirelark-cli", "wirelark-tests", "xtask"] {
        let format = "{p}";
        let tree = cmd!(
            work.sh,
            "cargo tree --locked -p {package} -e normal,build --prefix none -f {format}"
        )
        .quiet()
        .read()?;
        let names = tree.lines().filter_map(|line| line.split(' ').next());
        let mut found: Vec<&str> = names.filter(|name| is_window_crate(name)).collect();
        found.sort_unstable();
        found.dedup();
        if !found.is_empty() {
            faults.push(format!("{package}: has {} in its tree", found.join(", ")));
        }
    }
    Ok(faults)
}

fn is_window_crate(name: &str) -> bool {
    WINDOW_CRATES
        .iter()
        .any(|w| name == *w || name.strip_prefix(w).is_some_and(|rest| rest.starts_with('-')))
}

/// Checks licences, bans and sources if cargo-deny is installed; CI always has it. Advisories need a network and are
/// checked only in CI.
pub(crate) fn deny(work: &Work) -> Result<()> {
    if on_path("cargo-deny").is_none() {
        eprintln!("      cargo-deny is not installed: licences and sources are checked only in CI");
        return Ok(());
    }
    Ok(cmd!(work.sh, "cargo deny --all-features check licenses bans sources").run()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crate_families_match_by_their_first_word() {
        assert!(
            is_window_crate("tauri")
                && is_window_crate("gtk-sys")
                && is_window_crate("tauri-plugin-dialog")
        );
        assert!(
            !is_window_crate("taurine")
                && !is_window_crate("glibc_version")
                && !is_window_crate("tokio")
        );
    }
}
