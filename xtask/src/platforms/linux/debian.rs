//! The .deb files on a bare Debian 12, in a folder that is entered with chroot, and their dependencies in Debian 13,
//! where many libraries have new names (`libgtk-3-0t64`).

use super::{Outcome, window, without};
use crate::package::Packages;
use crate::work::Work;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use xshell::cmd;

const MIRROR: &str = "http://deb.debian.org/debian";
const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";
const OLD: &str = "bookworm";
const NEW: &str = "trixie";

/// Runs a program inside a folder.
const ENTER: &str = "xtask/linux/enter-debian.sh";

/// Starts the app with nothing in its environment that comes from outside but the display.
const APP: &str = "\
exec env -i PATH=/usr/bin:/bin HOME=/home/tester LANG=C.UTF-8 LIBGL_ALWAYS_SOFTWARE=1 \
    DISPLAY=\"$DISPLAY\" XAUTHORITY=/tmp/xauthority wirelark /tmp/profile.wirelark";

/// Checks what a user of the command line has: the program, its manual pages, and completions in each shell.
const CLI: &str = "xtask/linux/check-cli.sh";

/// The app's .deb is installed without what it recommends, so that its dependencies are all it has, and started by an
/// ordinary user.
pub(crate) fn app_starts(work: &Work, packages: &Packages) -> Result<Outcome> {
    let debian = match Bare::new(work)? {
        Ok(debian) => debian,
        Err(skipped) => return Ok(skipped),
    };
    debian.install(&packages.app_deb, &[])?;
    debian.enter(&["useradd", "--create-home", "tester"])?;
    work.sh.copy_file(window::PROFILE, debian.root.join("tmp/profile.wirelark"))?;
    let (prefix, root) = (debian.prefix(), debian.root.display().to_string());
    let mut command: Vec<&str> = vec!["unshare"];
    command.extend(prefix.iter().map(String::as_str));
    command.extend(["--userspec=tester", &root, "sh", "-c", APP]);
    window::appears(work, &command)
}

pub(crate) fn cli_works(work: &Work, packages: &Packages) -> Result<Outcome> {
    let debian = match Bare::new(work)? {
        Ok(debian) => debian,
        Err(skipped) => return Ok(skipped),
    };
    // First alone, so that nothing else supplies a library.
    debian.install(&packages.cli_deb, &[])?;
    debian.enter(&["wirelark-cli", "--version"])?;
    debian.install(&packages.cli_deb, &["man-db", "bash-completion", "zsh", "fish"])?;
    work.sh.copy_file(CLI, debian.root.join("tmp/check-cli.sh"))?;
    debian.enter(&["sh", "/tmp/check-cli.sh"])?;
    Ok(Outcome::Passed("version, man pages, and completions in bash, zsh and fish".to_owned()))
}

/// Has apt plan the installation with the package lists of the newer Debian, and of this system.
pub(crate) fn names_exist(work: &Work, packages: &Packages) -> Result<Outcome> {
    if let Some(skipped) = without(&["apt-get"]) {
        return Ok(skipped);
    }
    let debs = [&packages.app_deb, &packages.cli_deb];
    // Fails if a dependency has no name here.
    cmd!(work.sh, "apt-get -q -s install {debs...}").quiet().ignore_stdout().run()?;
    if !Path::new(KEYRING).is_file() {
        bail!("{KEYRING} is missing: install debian-archive-keyring");
    }
    let apt = work.own.join("apt-trixie");
    for folder in ["lists/partial", "cache/archives/partial", "etc"] {
        work.sh.create_dir(apt.join(folder))?;
    }
    work.sh.write_file(apt.join("status"), "")?;
    let source = format!("deb [signed-by={KEYRING}] {MIRROR} {NEW} main\n");
    work.sh.write_file(apt.join("etc/sources.list"), source)?;
    let at = |name: &str, path: &str| format!("{name}={}", apt.join(path).display());
    let options = [
        at("Dir::State::status", "status"),
        at("Dir::State::lists", "lists"),
        at("Dir::Cache", "cache"),
        at("Dir::Etc::sourcelist", "etc/sources.list"),
        "Dir::Etc::sourceparts=-".to_owned(),
        "APT::Sandbox::User=root".to_owned(),
    ];
    let options: &Vec<&str> = &options.iter().flat_map(|option| ["-o", option]).collect();
    cmd!(work.sh, "apt-get {options...} -qq update").run()?;
    let planned =
        cmd!(work.sh, "apt-get {options...} -q -s --no-install-recommends install {debs...}")
            .quiet()
            .read()?;
    // No package is installed in those lists, so apt plans both.
    for package in ["wirelark", "wirelark-cli"] {
        if !planned.contains(&format!("Inst {package} ")) {
            bail!("apt would not install {package}:\n{planned}");
        }
    }
    let renamed = planned.lines().find(|line| line.starts_with("Inst libgtk-3-0t64 "));
    renamed.context("GTK's new name does not satisfy the dependency on the old one")?;
    let count = planned.lines().filter(|line| line.starts_with("Inst ")).count();
    Ok(Outcome::Passed(format!("{count} packages in Debian 13, libgtk-3-0t64 for libgtk-3-0")))
}

/// A Debian 12 with only its essential packages, as a folder.
struct Bare<'a> {
    work: &'a Work,
    root: PathBuf,
    archives: PathBuf,
}

impl<'a> Bare<'a> {
    /// A new copy of the system, which is downloaded once. The inner error is the reason to skip the check.
    fn new(work: &'a Work) -> Result<Result<Bare<'a>, Outcome>> {
        if let Some(skipped) = without(&["debootstrap", "unshare", "chroot"]) {
            return Ok(Err(skipped));
        }
        if cmd!(work.sh, "id -u").quiet().read()? != "0" {
            return Ok(Err(Outcome::Skipped("only root can enter another system".to_owned())));
        }
        let base = work.own.join("debian12");
        let finished = base.join("etc/apt/sources.list");
        if !finished.is_file() {
            work.sh.remove_path(&base)?;
            let partial = work.own.join("debian12-partial");
            work.sh.remove_path(&partial)?;
            cmd!(
                work.sh,
                "debootstrap --variant=minbase --keyring={KEYRING} {OLD} {partial} {MIRROR}"
            )
            .ignore_stdout()
            .run()?;
            cmd!(work.sh, "mv {partial} {base}").run()?;
        }
        let root = work.own.join("debian12-used");
        cmd!(work.sh, "rm -rf --one-file-system {root}").run()?;
        cmd!(work.sh, "cp -a --reflink=auto {base} {root}").run()?;
        let archives = work.sh.create_dir(work.own.join("debian12-archives"))?;
        let debian = Bare { work, root, archives };
        debian.enter(&["apt-get", "update", "-qq"])?;
        Ok(Ok(debian))
    }

    /// Arguments of `unshare`, to which those of chroot are added: the folder, after options, and what to run in it.
    fn prefix(&self) -> Vec<String> {
        let (root, archives) = (self.root.display(), self.archives.display());
        let namespaces = ["--mount", "--fork", "--pid", "--kill-child"];
        let proc = format!("--mount-proc={root}/proc");
        let script = ["sh", ENTER].map(str::to_owned);
        let mut command = namespaces.map(str::to_owned).to_vec();
        command.push(proc);
        command.extend(script);
        command.extend([root.to_string(), archives.to_string()]);
        command
    }

    /// Runs a command in the folder, as root.
    fn enter(&self, command: &[&str]) -> Result<()> {
        let (prefix, root) = (self.prefix(), &self.root);
        let path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";
        let environment =
            ["-i", path, "HOME=/root", "LC_ALL=C.UTF-8", "DEBIAN_FRONTEND=noninteractive"];
        cmd!(self.work.sh, "unshare {prefix...} {root} env {environment...} {command...}")
            .quiet()
            .env_remove("XAUTHORITY")
            .run()
            .with_context(|| format!("in the bare Debian: {}", command.join(" ")))
    }

    fn install(&self, deb: &Path, more: &[&str]) -> Result<()> {
        self.work.sh.copy_file(deb, self.root.join("tmp/package.deb"))?;
        let apt = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"];
        let deb = ["-o", "Dpkg::Use-Pty=0", "/tmp/package.deb"];
        self.enter(&[&apt[..], &deb, more].concat())
    }
}
