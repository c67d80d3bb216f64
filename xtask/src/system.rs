//! Packages of the operating system: installed on Debian and Ubuntu, named in an error elsewhere.

mod elsewhere;
mod services;

use crate::steps::Step;
use crate::work::{Work, in_ci, on_path};
use anyhow::{Context, Result, bail};
use std::collections::HashSet;
use xshell::cmd;

/// Alternative names of a package, the preferred one first: they differ between releases.
type Package = &'static [&'static str];

/// Needed to compile and start the app. xdg-utils opens the log folder.
const BUILD: &[Package] =
    &[&["build-essential"], &["pkg-config"], &["libwebkit2gtk-4.1-dev"], &["xdg-utils"]];

/// Needed to start the app without a screen: a virtual display with fonts and a session bus.
const DISPLAY: &[Package] = &[
    &["xvfb"],
    &["xauth"],
    &["xdotool"],
    &["dbus"],
    &["dbus-x11"],
    &["at-spi2-core"],
    &["fonts-dejavu-core"],
    &["fonts-noto-cjk"],
    &["shared-mime-info"],
];

/// Needed to build packages and to check them: tools for .rpm (dpkg's are in build-essential), a Debian to install them
/// in, a Wayland compositor, and the C compiler for arm64.
const PACKAGE: &[Package] = &[
    &["rpm"],
    &["cpio"],
    &["desktop-file-utils"],
    &["debootstrap"],
    &["debian-archive-keyring"],
    &["weston"],
    &["gcc-aarch64-linux-gnu"],
    &["libc6-dev-arm64-cross"],
];

/// Needed for the tests beside a display: the driver, CPython and Wireshark to compare with, and third-party servers.
const TEST: &[Package] = &[
    &["webkit2gtk-driver", "webkitgtk-webdriver"],
    &["file"],
    &["python3"],
    &["python3-venv"],
    // Servers and proxies that tests start themselves.
    &["nginx-light", "nginx"],
    &["tinyproxy-bin", "tinyproxy"],
    &["microsocks"],
    &["stunnel4"],
    &["mosquitto"],
    &["nats-server"],
    &["websockify"],
    &["tigervnc-standalone-server"],
    &["openssl"],
    // Network namespaces, in which a link can be cut.
    &["iproute2"],
    &["tshark"],
];

/// Needed to compile for Windows and macOS, and to run Windows programs. Only Debian has this Rust; elsewhere these checks
/// are skipped.
const PLATFORMS: &[Package] =
    &[&["rustc-web"], &["cargo-web"], &["rust-web-src"], &["gcc-mingw-w64-x86-64"], &["wine64"]];

/// A browser, for its DevTools. Some releases have it only as a snap; its tests are skipped there.
const BROWSER: Package = &["chromium-headless-shell", "chromium", "google-chrome-stable"];

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Purpose {
    Build,
    Test,
    /// Other systems: Windows and macOS.
    Platforms,
    Package,
}

impl Purpose {
    fn packages(self) -> Vec<Package> {
        let lists: &[&[Package]] = match self {
            Purpose::Build => &[BUILD],
            Purpose::Test => &[BUILD, DISPLAY, TEST, &[BROWSER]],
            Purpose::Platforms => &[PLATFORMS],
            Purpose::Package => &[BUILD, DISPLAY, PACKAGE],
        };
        lists.concat()
    }
}

/// Installs what is missing. To build the app, sudo may ask for a password; for tests and packages, it is installed only
/// in CI and as root, and otherwise they run with what is there.
pub(crate) fn install(work: &Work, purpose: Purpose) -> Result<Step> {
    if on_path("apt-get").is_none() || on_path("dpkg-query").is_none() {
        return elsewhere::check(work);
    }
    let missing = missing(work, &purpose.packages())?;
    if missing.is_empty() {
        return Ok(Step::Nothing("all of them are installed"));
    }
    let root = cmd!(work.sh, "id -u").quiet().read()?.trim() == "0";
    if purpose != Purpose::Build && !in_ci() && !root {
        eprintln!("      not installed: {}", names(&missing).join(" "));
        return Ok(Step::Nothing("what needs them is skipped"));
    }
    apt_get(work, root, &["update", "-qq"])?;
    let wanted = choose(work, &missing)?;
    if wanted.is_empty() {
        return Ok(Step::Nothing("there is nothing more to install here"));
    }
    let mut install = vec!["install", "-y", "-qq", "--no-install-recommends"];
    // Waits for another apt to finish, and prints no progress bars into the log.
    install.extend(["-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"]);
    install.extend(&wanted);
    let _held = services::block_starts(work, root)?;
    apt_get(work, root, &install)
        .with_context(|| format!("apt could not install {}", wanted.join(" ")))?;
    Ok(Step::Done)
}

/// Sets variables with `env` in both cases, because sudo does not pass them on.
fn apt_get(work: &Work, root: bool, args: &[&str]) -> Result<()> {
    if !root && on_path("sudo").is_none() {
        bail!("neither root nor sudo; have this run as root: apt-get {}", args.join(" "));
    }
    let (program, more): (&str, &[&str]) = if root { ("env", &[]) } else { ("sudo", &["env"]) };
    let quiet = "DEBIAN_FRONTEND=noninteractive";
    Ok(cmd!(work.sh, "{program} {more...} {quiet} apt-get {args...}").run()?)
}

fn missing(work: &Work, packages: &[Package]) -> Result<Vec<Package>> {
    let all: Vec<&str> = packages.iter().flat_map(|names| names.iter().copied()).collect();
    let format = "${db:Status-Status} ${Package}\n";
    // The command fails if one package is unknown, but still reports the others.
    let installed = cmd!(work.sh, "dpkg-query -W -f {format} {all...}")
        .quiet()
        .ignore_status()
        .ignore_stderr()
        .read()?;
    let there: HashSet<&str> =
        installed.lines().filter_map(|l| l.strip_prefix("installed ")).collect();
    let absent = |names: &&Package| !names.iter().any(|name| there.contains(name));
    Ok(packages.iter().filter(absent).copied().collect())
}

fn names(packages: &[Package]) -> Vec<&'static str> {
    packages.iter().filter_map(|names| names.first().copied()).collect()
}

/// For each package, the first name that this release has.
fn choose(work: &Work, packages: &[Package]) -> Result<Vec<&'static str>> {
    let mut chosen = Vec::new();
    for names in packages {
        let known = names.iter().find(|name| {
            cmd!(work.sh, "apt-cache show --no-all-versions {name}")
                .quiet()
                .ignore_stdout()
                .ignore_stderr()
                .run()
                .is_ok()
        });
        match known {
            Some(name) => chosen.push(*name),
            None if *names == BROWSER || PLATFORMS.contains(names) => {
                eprintln!("      this release has no {}", names[0])
            }
            None => bail!("this system's package lists have no {}", names.join(" or ")),
        }
    }
    Ok(chosen)
}

/// Only Linux shows it in the environment.
pub(crate) fn no_display() -> bool {
    cfg!(target_os = "linux")
        && ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .all(|name| std::env::var_os(name).is_none_or(|v| v.is_empty()))
}
