//! Checks the contents of the packages.

use super::Packages;
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
];

const LICENSES_DEB: &[&str] = &[
    "usr/share/doc/wirelark/copyright",
    "usr/share/doc/wirelark/LICENSE-MIT",
    "usr/share/doc/wirelark/LICENSE-APACHE",
];

const LICENSES_RPM: &[&str] = &[
    "usr/share/licenses/wirelark/LICENSE",
    "usr/share/licenses/wirelark/LICENSE-MIT",
    "usr/share/licenses/wirelark/LICENSE-APACHE",
];

const CLI_FILES: &[&str] = &[
    "usr/bin/wirelark-cli",
    "usr/share/man/man1/wirelark-cli.1.gz",
    "usr/share/man/man1/wirelark-cli-transcript-export.1.gz",
    "usr/share/bash-completion/completions/wirelark-cli",
    "usr/share/fish/vendor_completions.d/wirelark-cli.fish",
];

const CLI_FILES_DEB: &[&str] = &[
    "usr/share/zsh/vendor-completions/_wirelark-cli",
    "usr/share/doc/wirelark-cli/copyright",
    "usr/share/doc/wirelark-cli/LICENSE-MIT",
    "usr/share/doc/wirelark-cli/LICENSE-APACHE",
];

const CLI_FILES_RPM: &[&str] = &[
    "usr/share/zsh/site-functions/_wirelark-cli",
    "usr/share/licenses/wirelark-cli/LICENSE",
    "usr/share/licenses/wirelark-cli/LICENSE-MIT",
    "usr/share/licenses/wirelark-cli/LICENSE-APACHE",
];

pub(super) fn check(work: &Work, packages: &Packages) -> Result<()> {
    check_app(work, &packages.app_deb)?;
    for deb in [&packages.app_deb, &packages.cli_deb] {
        let depends = cmd!(work.sh, "dpkg-deb -f {deb} Depends").quiet().read()?;
        require(&depends, &["libc6 (>= "], "Depends")?;
    }
    let deb = &packages.cli_deb;
    let files = cmd!(work.sh, "dpkg-deb -c {deb}").quiet().read()?;
    require(&files, CLI_FILES, "the command line's .deb")?;
    require(&files, CLI_FILES_DEB, "the command line's .deb")?;

    let rpm = &packages.cli_rpm;
    let files = cmd!(work.sh, "rpm -qlp {rpm}").quiet().read()?;
    require(&files, CLI_FILES, "the command line's .rpm")?;
    require(&files, CLI_FILES_RPM, "the command line's .rpm")?;
    let requires = cmd!(work.sh, "rpm -qpR {rpm}").quiet().read()?;
    require(&requires, &["libc.so.6(GLIBC_"], "Requires of the command line")?;

    let rpm = &packages.app_rpm;
    let files = cmd!(work.sh, "rpm -qlp {rpm}").quiet().read()?;
    require(&files, FILES, "the app's .rpm")?;
    require(&files, LICENSES_RPM, "the app's .rpm")?;
    let requires = cmd!(work.sh, "rpm -qpR {rpm}").quiet().read()?;
    require(&requires, &["libwebkit2gtk-4.1.so.0(", "libc.so.6(GLIBC_"], "Requires of the app")?;
    let recommends = cmd!(work.sh, "rpm -qp --recommends {rpm}").quiet().read()?;
    require(&recommends, &["wirelark-cli"], "Recommends of the app")
}

fn require(text: &str, parts: &[&str], place: &str) -> Result<()> {
    let absent: Vec<&str> = parts.iter().copied().filter(|part| !text.contains(part)).collect();
    if !absent.is_empty() {
        bail!("{place} lacks {}:\n{text}", absent.join(", "));
    }
    Ok(())
}

fn check_app(work: &Work, deb: &Path) -> Result<()> {
    let inside = &work.own.join("deb");
    work.sh.remove_path(inside)?;
    cmd!(work.sh, "dpkg-deb -x {deb} {inside}").run()?;
    let absent: Vec<&str> = FILES
        .iter()
        .chain(LICENSES_DEB)
        .copied()
        .filter(|file| !inside.join(file).is_file())
        .collect();
    if !absent.is_empty() {
        bail!("the package lacks {}", absent.join(", "));
    }
    let depends = cmd!(work.sh, "dpkg-deb -f {deb} Depends").quiet().read()?;
    require(&depends, &["libwebkit2gtk-4.1-0"], "Depends of the app")?;
    let recommends = cmd!(work.sh, "dpkg-deb -f {deb} Recommends").quiet().read()?;
    require(&recommends, &["wirelark-cli"], "Recommends of the app")?;
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
