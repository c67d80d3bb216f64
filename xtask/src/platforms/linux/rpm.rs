//! The .rpm files, unpacked on a system that need not use them.

use super::{Outcome, window, without};
use crate::package::Packages;
use crate::work::Work;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use xshell::cmd;

pub(crate) fn programs_start(work: &Work, packages: &Packages) -> Result<Outcome> {
    if let Some(skipped) = without(&["rpm", "rpm2cpio", "cpio"]) {
        return Ok(skipped);
    }
    let cli = unpack(work, &packages.cli_rpm, "rpm-cli")?.join("usr/bin/wirelark-cli");
    let version = cmd!(work.sh, "{cli} --version").read()?;
    if version != concat!("wirelark-cli ", env!("CARGO_PKG_VERSION")) {
        bail!("{} printed {version}", cli.display());
    }
    let app = unpack(work, &packages.app_rpm, "rpm-app")?.join("usr/bin/wirelark");
    match window::opens(work, &app)? {
        Outcome::Passed(seen) => Ok(Outcome::Passed(format!("{version}; the app: {seen}"))),
        skipped @ Outcome::Skipped(_) => Ok(skipped),
    }
}

/// Checks the digests of a package and unpacks it.
fn unpack(work: &Work, package: &Path, folder: &str) -> Result<PathBuf> {
    cmd!(work.sh, "rpm -K --nosignature {package}").run()?;
    let to = work.own.join(folder);
    work.sh.remove_path(&to)?;
    let _inside = work.sh.push_dir(work.sh.create_dir(&to)?);
    // A pipe, which xshell does not have: the archive is binary.
    let unpack = "rpm2cpio \"$1\" | cpio --quiet -idm";
    cmd!(work.sh, "sh -c {unpack} sh {package}").run()?;
    Ok(to)
}
