//! Systems without apt: reports the exact command that installs what is missing.

use crate::steps::Step;
use crate::work::{Work, on_path};
use anyhow::{Result, bail};
use xshell::cmd;

const FEDORA: &str =
    "sudo dnf install gcc gcc-c++ make pkgconf-pkg-config webkit2gtk4.1-devel xdg-utils";
const ARCH: &str = "sudo pacman -S --needed base-devel pkgconf webkit2gtk-4.1 xdg-utils";
const SUSE: &str = "sudo zypper install gcc gcc-c++ make pkg-config webkit2gtk3-devel xdg-utils";

pub(crate) fn check(work: &Work) -> Result<Step> {
    match std::env::consts::OS {
        "macos" => macos(work),
        "windows" => windows(work),
        _ => linux(work),
    }
}

fn linux(work: &Work) -> Result<Step> {
    let found = on_path("pkg-config").is_some()
        && cmd!(work.sh, "pkg-config --exists webkit2gtk-4.1").quiet().run().is_ok();
    if found {
        return Ok(Step::Nothing("WebKitGTK 4.1 was found"));
    }
    let line = [("dnf", FEDORA), ("pacman", ARCH), ("zypper", SUSE)]
        .into_iter()
        .find_map(|(tool, line)| on_path(tool).map(|_| line));
    match line {
        Some(line) => bail!("the window needs WebKitGTK 4.1. Install it with\n\n  {line}\n"),
        None => bail!(
            "the window needs a C compiler, pkg-config and the development files of WebKitGTK 4.1\n\n  \
             Fedora    {FEDORA}\n  Arch      {ARCH}\n  openSUSE  {SUSE}\n"
        ),
    }
}

fn macos(work: &Work) -> Result<Step> {
    if cmd!(work.sh, "xcode-select -p").quiet().ignore_stdout().ignore_stderr().run().is_err() {
        bail!(
            "Apple's command line tools are missing. Install them with\n\n  xcode-select --install\n"
        );
    }
    Ok(Step::Nothing("Apple's command line tools are installed"))
}

/// WebView2 draws the window; Windows 11 includes it, Windows 10 may lack it. The registry key of its updater shows
/// whether it is installed.
fn windows(work: &Work) -> Result<Step> {
    const CLIENT: &str = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    let found =
        [r"HKLM\SOFTWARE\WOW6432Node", r"HKLM\SOFTWARE", r"HKCU\Software"].iter().any(|hive| {
            let key = format!(r"{hive}\{CLIENT}");
            cmd!(work.sh, "reg query {key} /v pv")
                .quiet()
                .ignore_stdout()
                .ignore_stderr()
                .run()
                .is_ok()
        });
    if !found {
        bail!(
            "WebView2 is missing. Install it with\n\n  winget install Microsoft.EdgeWebView2Runtime\n"
        );
    }
    Ok(Step::Nothing("WebView2 is installed"))
}
