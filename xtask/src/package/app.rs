//! The app's .deb and .rpm, from Tauri's bundler.

use super::{debian, find, is_app};
use crate::steps::Step;
use crate::work::{NPX, Work};
use anyhow::{Context, Result};
use xshell::cmd;

pub(super) fn build(work: &Work) -> Result<Step> {
    cmd!(work.sh, "{NPX} --no-install tauri build --ci --bundles deb,rpm").run()?;
    repack(work)?;
    Ok(Step::Done)
}

/// Packs the .deb again with xz, because the bundler compresses with gzip only, and lets it depend on the C library
/// that the program needs. The other dependencies are in tauri.conf.json, under the names that later releases of Debian
/// and Ubuntu still provide; dpkg-shlibdeps would write the names of the system that it runs on.
fn repack(work: &Work) -> Result<()> {
    let deb = find(work, "deb", is_app)?;
    let folder = work.own.join("repack");
    work.sh.remove_path(&folder)?;
    cmd!(work.sh, "dpkg-deb -R {deb} {folder}").run()?;
    let libraries = debian::libraries(work, &folder.join("usr/bin/wirelark"))?;
    let libc = libraries
        .split(", ")
        .find(|library| library.starts_with("libc6"))
        .with_context(|| format!("no C library in: {libraries}"))?;
    let file = folder.join("DEBIAN/control");
    let control = work.sh.read_file(&file)?;
    let control = control.replacen("\nDepends: ", &format!("\nDepends: {libc}, "), 1);
    work.sh.write_file(&file, control)?;
    debian::pack(work, &folder, &deb)?;
    Ok(())
}
