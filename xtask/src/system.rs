//! Packages of the operating system: installed on Debian and Ubuntu, named exactly elsewhere.

mod elsewhere;
mod services;

use crate::steps::Step;
use crate::work::{Work, in_ci, on_path};
use anyhow::{Context, Result, bail};
use std::collections::HashSet;
use xshell::cmd;

/// Each entry names alternatives, the one we prefer first: releases call some packages otherwise.
type Package = &'static [&'static str];

/// To compile and to start the app. xdg-utils opens the log folder.
const BUILD: &[Package] =
    &[&["build-essential"], &["pkg-config"], &["libwebkit2gtk-4.1-dev"], &["xdg-utils"]];

/// To see and drive its window where there is no screen, to ask CPython what the bytes should be, to have Wireshark read
/// our captures, and to talk to servers of others.
const TEST: &[Package] = &[
    &["webkit2gtk-driver", "webkitgtk-webdriver"],
    &["xvfb"],
    &["xauth"],
    &["xdotool"],
    &["dbus"],
    &["dbus-x11"],
    &["at-spi2-core"],
    &["fonts-dejavu-core"],
    &["fonts-noto-cjk"],
    &["shared-mime-info"],
    &["file"],
    &["python3"],
    &["python3-venv"],
    // Servers and proxies that tests start themselves.
    &["nginx-light", "nginx"],
    &["tinyproxy-bin", "tinyproxy"],
    &["microsocks"],
    &["stunnel4"],
    &["mosquitto"],
    &["openssl"],
    // Networks of their own, whose cables can be pulled.
    &["iproute2"],
    &["tshark"],
];

/// A browser, for its DevTools. Not every release has one that is no snap; the tests of it are skipped there.
const BROWSER: Package = &["chromium-headless-shell", "chromium", "google-chrome-stable"];

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Purpose {
    Build,
    Test,
}

impl Purpose {
    fn packages(self) -> Vec<Package> {
        let (more, browser) =
            if self == Purpose::Test { (TEST, Some(BROWSER)) } else { (&[][..], None) };
        BUILD.iter().chain(more).copied().chain(browser).collect()
    }
}

/// Installs what is missing. Building asks for the password where it must; tests only install where that is
/// expected of them (CI, root) and otherwise do with what is there.
pub(crate) fn install(work: &Work, purpose: Purpose) -> Result<Step> {
    if on_path("apt-get").is_none() || on_path("dpkg-query").is_none() {
        return elsewhere::check(work);
    }
    let missing = missing(work, &purpose.packages())?;
    if missing.is_empty() {
        return Ok(Step::Nothing("all of them are installed"));
    }
    let root = cmd!(work.sh, "id -u").quiet().read()?.trim() == "0";
    if purpose == Purpose::Test && !in_ci() && !root {
        eprintln!("      not installed: {}", names(&missing).join(" "));
        return Ok(Step::Nothing("tests that need them are skipped"));
    }
    apt_get(work, root, &["update", "-qq"])?;
    let wanted = choose(work, &missing)?;
    if wanted.is_empty() {
        return Ok(Step::Nothing("there is nothing more to install here"));
    }
    let mut install = vec!["install", "-y", "-qq", "--no-install-recommends"];
    // Another program may be at it; wait for it. No drawing of progress bars into a log.
    install.extend(["-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"]);
    install.extend(&wanted);
    let _held = services::hold(work, root)?;
    apt_get(work, root, &install)
        .with_context(|| format!("apt could not install {}", wanted.join(" ")))?;
    Ok(Step::Done)
}

/// `env` for both, because sudo passes no variables on.
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
    // It fails when one is unknown, and still tells about the others.
    let told = cmd!(work.sh, "dpkg-query -W -f {format} {all...}")
        .quiet()
        .ignore_status()
        .ignore_stderr()
        .read()?;
    let there: HashSet<&str> = told.lines().filter_map(|l| l.strip_prefix("installed ")).collect();
    let absent = |names: &&Package| !names.iter().any(|name| there.contains(name));
    Ok(packages.iter().filter(absent).copied().collect())
}

fn names(packages: &[Package]) -> Vec<&'static str> {
    packages.iter().filter_map(|names| names.first().copied()).collect()
}

/// Of each package's names the first that this release has.
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
            None if *names == BROWSER => eprintln!("      this release has no {}", names[0]),
            None => bail!("this system's package lists have no {}", names.join(" or ")),
        }
    }
    Ok(chosen)
}

/// Only Linux tells by its environment.
pub(crate) fn no_display() -> bool {
    cfg!(target_os = "linux")
        && ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .all(|name| std::env::var_os(name).is_none_or(|v| v.is_empty()))
}
