//! Checks the contents of an unpacked .deb.

use crate::work::{Work, on_path};
use anyhow::{Result, bail};
use std::path::Path;
use xshell::cmd;

const MIME: &str = "application/x-wirelark-profile+json";

const FILES: &[&str] = &[
    "usr/bin/wirelark",
    "usr/share/applications/Wirelark.desktop",
    "usr/share/icons/hicolor/32x32/apps/wirelark.png",
    "usr/share/icons/hicolor/128x128/apps/wirelark.png",
    "usr/share/icons/hicolor/256x256@2/apps/wirelark.png",
    "usr/share/mime/packages/wirelark.xml",
    "usr/share/doc/wirelark/copyright",
];

pub(crate) fn check(work: &Work, deb: &Path, inside: &Path) -> Result<()> {
    let absent: Vec<&str> =
        FILES.iter().copied().filter(|file| !inside.join(file).is_file()).collect();
    if !absent.is_empty() {
        bail!("the package lacks {}", absent.join(", "));
    }
    let depends = cmd!(work.sh, "dpkg-deb -f {deb} Depends").quiet().read()?;
    if !depends.contains("libwebkit2gtk-4.1-0") {
        bail!("the package does not depend on WebKitGTK: {depends}");
    }
    let desktop = work.sh.read_file(inside.join("usr/share/applications/Wirelark.desktop"))?;
    for line in ["Exec=wirelark %f", "Icon=wirelark", "Categories=Development;"] {
        if !desktop.lines().any(|has| has == line) {
            bail!("Wirelark.desktop lacks the line `{line}`:\n{desktop}");
        }
    }
    if !desktop.lines().any(|line| line.starts_with("MimeType=") && line.contains(MIME)) {
        bail!("Wirelark.desktop does not name {MIME}:\n{desktop}");
    }
    if on_path("desktop-file-validate").is_some() {
        let entry = inside.join("usr/share/applications/Wirelark.desktop");
        cmd!(work.sh, "desktop-file-validate {entry}").run()?;
    }
    names(work, inside)
}

/// Runs the system's own tool over the MIME definition and checks which file names it associates.
fn names(work: &Work, inside: &Path) -> Result<()> {
    if on_path("update-mime-database").is_none() {
        eprintln!("      without update-mime-database: the names of profiles were not checked");
        return Ok(());
    }
    let mime = inside.join("usr/share/mime");
    // Set as the search path, because the tool prints long warnings about a folder outside it.
    let search = inside.join("usr/share");
    cmd!(work.sh, "update-mime-database {mime}").env("XDG_DATA_DIRS", search).quiet().run()?;
    let globs = work.sh.read_file(mime.join("globs2"))?;
    for glob in ["*.wirelark", "*.wirelark.json"] {
        if !globs.lines().any(|line| line.contains(MIME) && line.ends_with(&format!(":{glob}"))) {
            bail!("{glob} is not associated with {MIME}:\n{globs}");
        }
    }
    Ok(())
}
