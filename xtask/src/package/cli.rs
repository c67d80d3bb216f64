//! The command line's .deb and .rpm, each with man pages and completions generated from its arguments.

use super::{bundles, debian};
use crate::steps::Step;
use crate::test::ALL;
use crate::work::Work;
use anyhow::Result;
use std::path::Path;
use xshell::cmd;

const VERSION: &str = env!("CARGO_PKG_VERSION");
const LICENSES: [&str; 3] = ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE"];

pub(super) fn build(work: &Work) -> Result<Step> {
    cmd!(work.sh, "cargo build --locked --release -p wirelark-cli").run()?;
    // Unoptimised: the tests build these packages as well, with the same features.
    cmd!(work.sh, "cargo build --locked {ALL...} --example man_and_completions").run()?;
    let staged = work.own.join("cli");
    work.sh.remove_path(&staged)?;
    stage(work, &staged)?;
    rpm(work, &staged)?;
    deb(work, &staged)?;
    Ok(Step::Done)
}

/// Puts the files where both kinds of package have them.
fn stage(work: &Work, staged: &Path) -> Result<()> {
    work.sh.create_dir(staged.join("usr/bin"))?;
    work.sh.copy_file(work.release("wirelark-cli"), staged.join("usr/bin/wirelark-cli"))?;
    let generator = work.debug("examples/man_and_completions");
    let share = staged.join("usr/share");
    cmd!(work.sh, "{generator} {share}").run()?;
    let pages = work.sh.read_dir(share.join("man/man1"))?;
    // Without a time in the header, so that equal pages are equal files.
    cmd!(work.sh, "gzip -9n {pages...}").run()?;
    Ok(())
}

fn rpm(work: &Work, staged: &Path) -> Result<()> {
    let root = work.own.join("cli-rpm");
    work.sh.remove_path(&root)?;
    copy_tree(work, staged, &root)?;
    let licenses = work.sh.create_dir(root.join("usr/share/licenses/wirelark-cli"))?;
    for license in LICENSES {
        work.sh.copy_file(license, &licenses)?;
    }
    let built = work.own.join("rpmbuild");
    let folder = work.sh.create_dir(bundles(work, "rpm"))?;
    let defines = [
        format!("_topdir {}", built.display()),
        format!("_rpmdir {}", folder.display()),
        "_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm".to_owned(),
        format!("wirelark_version {VERSION}"),
        format!("staged {}", root.display()),
        "_binary_payload w9.xzdio".to_owned(),
        // The program is stripped, so there are neither debug packages nor links to them.
        "debug_package %{nil}".to_owned(),
        "_build_id_links none".to_owned(),
        // The files are finished: rpm's own scripts would compress and strip again.
        "__os_install_post %{nil}".to_owned(),
    ];
    let defines = defines.iter().flat_map(|define| ["--define", define]);
    cmd!(work.sh, "rpmbuild --quiet -bb {defines...} xtask/linux/wirelark-cli.spec").run()?;
    Ok(())
}

fn deb(work: &Work, staged: &Path) -> Result<()> {
    let root = work.own.join("cli-deb");
    work.sh.remove_path(&root)?;
    copy_tree(work, staged, &root)?;
    // Debian's zsh looks in a folder of its own.
    let zsh = root.join("usr/share/zsh");
    cmd!(work.sh, "mv {zsh}/site-functions {zsh}/vendor-completions").run()?;
    let doc = work.sh.create_dir(root.join("usr/share/doc/wirelark-cli"))?;
    work.sh.copy_file("LICENSE", doc.join("copyright"))?;
    for license in &LICENSES[1..] {
        work.sh.copy_file(license, &doc)?;
    }
    let kilobytes = cmd!(work.sh, "du -sk --apparent-size {root}").quiet().read()?;
    let control = work
        .sh
        .read_file("xtask/linux/wirelark-cli.control")?
        .replace("{version}", VERSION)
        .replace("{architecture}", &cmd!(work.sh, "dpkg --print-architecture").quiet().read()?)
        .replace("{installed_size}", kilobytes.split('\t').next().unwrap_or_default())
        .replace("{libraries}", &debian::libraries(work, &root.join("usr/bin/wirelark-cli"))?);
    let _inside = work.sh.push_dir(&root);
    let sums = cmd!(work.sh, "find usr -type f -exec md5sum '{}' +").quiet().read()?;
    work.sh.write_file("DEBIAN/md5sums", sums + "\n")?;
    work.sh.write_file("DEBIAN/control", control)?;
    debian::pack(work, &root, &work.sh.create_dir(bundles(work, "deb"))?)
}

fn copy_tree(work: &Work, from: &Path, to: &Path) -> Result<()> {
    Ok(cmd!(work.sh, "cp -a {from} {to}").quiet().run()?)
}
