//! The app's .deb and .rpm, from Tauri's bundler.

use super::{debian, find, is_app};
use crate::steps::Step;
use crate::work::{NPX, Work};
use anyhow::{Context, Result, bail};
use xshell::cmd;

/// rpm's own generator of dependencies.
const ELFDEPS: &str = "/usr/lib/rpm/elfdeps";

/// Makes the packages from the release build.
pub(super) fn bundle(work: &Work) -> Result<Step> {
    let depends = rpm_depends(work)?;
    let config = format!(r#"{{"bundle":{{"linux":{{"rpm":{{"depends":{depends:?}}}}}}}}}"#);
    cmd!(work.sh, "{NPX} --no-install tauri bundle --ci --bundles deb,rpm --config {config}")
        .run()?;
    repack(work)?;
    Ok(Step::Done)
}

/// What the program is linked with, by the names of the libraries' files, because each distribution has other names for
/// the packages. The bundler knows only WebKitGTK and GTK, and not which version of the C library is needed.
fn rpm_depends(work: &Work) -> Result<Vec<String>> {
    let app = work.release("wirelark");
    let found = cmd!(work.sh, "{ELFDEPS} --requires {app}").quiet().read()?;
    let mut depends: Vec<String> = found.lines().map(str::to_owned).collect();
    depends.sort();
    depends.dedup();
    if !depends.iter().any(|library| library.starts_with("libwebkit2gtk-4.1.so")) {
        bail!("{ELFDEPS} printed {found}");
    }
    Ok(depends)
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
    let depends = control.lines().find_map(|line| line.strip_prefix("Depends: "));
    let depends = depends.context("the bundler's .deb has no Depends")?;
    work.sh.write_file(&file, control.replace(depends, &with_libc(depends, libc)))?;
    debian::pack(work, &folder, &deb)?;
    Ok(())
}

/// The dependencies with the C library added. The bundler repeats those in tauri.conf.json that it knows itself.
fn with_libc(depends: &str, libc: &str) -> String {
    let mut all = vec![libc];
    for package in depends.split(", ") {
        if !all.contains(&package) {
            all.push(package);
        }
    }
    all.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_dependency_is_listed_once() {
        let depends = "libwebkit2gtk-4.1-0, libgtk-3-0, libwebkit2gtk-4.1-0, libgtk-3-0";
        assert_eq!(
            with_libc(depends, "libc6 (>= 2.34)"),
            "libc6 (>= 2.34), libwebkit2gtk-4.1-0, libgtk-3-0"
        );
    }
}
