//! What stands in the dependency trees.

use super::Faults;
use crate::work::{Work, on_path};
use anyhow::Result;
use xshell::cmd;

/// Crates that would make a machine without GTK unable to build the core.
const WINDOW: [&str; 7] = ["tauri", "wry", "tao", "gtk", "glib", "webkit2gtk", "javascriptcore-rs"];

pub(crate) fn window_in_the_core(work: &Work) -> Result<Faults> {
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
        let mut found: Vec<&str> = names.filter(|name| is_window(name)).collect();
        found.sort_unstable();
        found.dedup();
        if !found.is_empty() {
            faults.push(format!("{package}: has {} in its tree", found.join(", ")));
        }
    }
    Ok(faults)
}

fn is_window(name: &str) -> bool {
    WINDOW
        .iter()
        .any(|w| name == *w || name.strip_prefix(w).is_some_and(|rest| rest.starts_with('-')))
}

/// Where cargo-deny is installed; the hosted checks always have it. Advisories need a network and are left to those.
pub(crate) fn deny(work: &Work) -> Result<()> {
    if on_path("cargo-deny").is_none() {
        eprintln!(
            "      cargo-deny is not installed: licences and sources are checked by the hosted run only"
        );
        return Ok(());
    }
    Ok(cmd!(work.sh, "cargo deny --all-features check licenses bans sources").run()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_of_crates_are_known_by_their_first_word() {
        assert!(is_window("tauri") && is_window("gtk-sys") && is_window("tauri-plugin-dialog"));
        assert!(!is_window("taurine") && !is_window("glibc_version") && !is_window("tokio"));
    }
}
