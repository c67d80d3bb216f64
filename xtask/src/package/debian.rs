//! Debian's packaging tools.

use crate::work::Work;
use anyhow::{Context, Result};
use std::path::Path;
use xshell::cmd;

/// The packages of the libraries that a program is linked with, as `Depends` lists them, with the versions that it
/// needs.
pub(super) fn libraries(work: &Work, program: &Path) -> Result<String> {
    // dpkg-shlibdeps runs only in a source package.
    let source = work.own.join("shlibdeps");
    let control = "Source: wirelark\n\nPackage: wirelark\nArchitecture: any\n";
    work.sh.write_file(source.join("debian/control"), control)?;
    let _inside = work.sh.push_dir(&source);
    let found = cmd!(work.sh, "dpkg-shlibdeps -O {program}").quiet().ignore_stderr().read()?;
    let libraries = found.trim().strip_prefix("shlibs:Depends=");
    Ok(libraries.with_context(|| format!("dpkg-shlibdeps printed {found}"))?.to_owned())
}

/// Packs a folder with a DEBIAN/control in it, compressed with xz. `to` is the file, or the folder for a file that is
/// named by package, version and architecture.
pub(super) fn pack(work: &Work, folder: &Path, to: &Path) -> Result<()> {
    Ok(cmd!(work.sh, "dpkg-deb --root-owner-group -Zxz -z9 -b {folder} {to}").run()?)
}
