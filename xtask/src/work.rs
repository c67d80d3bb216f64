//! Paths of the repository, and running commands.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use xshell::Shell;

/// On Windows npm is a script, and `Command` finds only names that end in .exe.
pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };
pub(crate) const NPX: &str = if cfg!(windows) { "npx.cmd" } else { "npx" };

pub(crate) struct Work {
    /// A shell in the repository's root.
    pub(crate) sh: Shell,
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// The task runner's folder in it: stamps, unpacked packages.
    pub(crate) own: PathBuf,
}

impl Work {
    pub(crate) fn new() -> Result<Work> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().context("xtask has no parent folder")?.to_path_buf();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => root.join(dir),
            None => root.join("target"),
        };
        let own = target.join("xtask");
        let sh = Shell::new()?;
        sh.create_dir(&own)?;
        sh.change_dir(&root);
        Ok(Work { sh, root, target, own })
    }

    pub(crate) fn release(&self, binary: &str) -> PathBuf {
        self.target.join("release").join(executable(binary))
    }

    pub(crate) fn debug(&self, binary: &str) -> PathBuf {
        self.target.join("debug").join(executable(binary))
    }
}

fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// The first file of this name on PATH.
pub(crate) fn on_path(tool: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(executable(tool))).find(|file| is_file(file))
}

fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|meta| meta.is_file())
}

pub(crate) fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}
