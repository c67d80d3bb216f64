//! `cargo xtask package`: builds the .deb and .rpm of the app and of the command line, and checks what is in them and
//! how large they are. `--check` adds the checks of [`crate::platforms::linux`].

mod app;
mod cli;
mod contents;
mod debian;
mod sizes;

use crate::platforms::linux;
use crate::steps::{Step, Steps};
use crate::system::Purpose;
use crate::test::Tally;
use crate::work::Work;
use crate::{page, shell, system};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// The finished packages, in the folders of Tauri's bundler.
pub(crate) struct Packages {
    pub(crate) app_deb: PathBuf,
    pub(crate) app_rpm: PathBuf,
    pub(crate) cli_deb: PathBuf,
    pub(crate) cli_rpm: PathBuf,
}

impl Packages {
    fn built(work: &Work) -> Result<Packages> {
        Ok(Packages {
            app_deb: find(work, "deb", is_app)?,
            app_rpm: find(work, "rpm", is_app)?,
            cli_deb: find(work, "deb", is_cli)?,
            cli_rpm: find(work, "rpm", is_cli)?,
        })
    }

    fn all(&self) -> [&PathBuf; 4] {
        [&self.app_deb, &self.app_rpm, &self.cli_deb, &self.cli_rpm]
    }
}

pub(crate) fn package(work: &Work, args: &[String]) -> Result<()> {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (builds, checks) = match args[..] {
        [] => (true, false),
        ["--check"] => (true, true),
        ["--only-check"] => (false, true),
        _ => bail!("only --check or --only-check may follow"),
    };
    if builds {
        build(work)?;
    }
    if checks {
        system::install(work, Purpose::Package)?;
        linux::check(work, &Packages::built(work)?, &mut Tally::default())?;
    }
    Ok(())
}

/// Builds all four packages, and checks their contents and sizes.
pub(crate) fn build(work: &Work) -> Result<Packages> {
    let mut steps = Steps::new(7);
    steps.step("System packages", || system::install(work, Purpose::Package))?;
    steps.step("Packages of the page (npm ci)", || page::install(work))?;
    steps.step("The page", || page::build(work))?;
    steps.step("The app (the first build takes some minutes)", || shell::build(work))?;
    for kind in ["deb", "rpm"] {
        work.sh.remove_path(bundles(work, kind))?;
    }
    steps.step("The app's .deb and .rpm", || app::bundle(work))?;
    steps.step("The command line's .deb and .rpm", || cli::build(work))?;
    let packages = Packages::built(work)?;
    steps.step("What is in them, and their sizes", || {
        contents::check(work, &packages)?;
        sizes::check(&packages)?;
        Ok(Step::Done)
    })?;
    Ok(packages)
}

fn is_app(name: &str) -> bool {
    name.starts_with("Wirelark")
}

fn is_cli(name: &str) -> bool {
    name.starts_with("wirelark-cli")
}

/// The folder of Tauri's bundler for this kind of package.
fn bundles(work: &Work, kind: &str) -> PathBuf {
    work.target.join("release/bundle").join(kind)
}

fn find(work: &Work, kind: &str, named: fn(&str) -> bool) -> Result<PathBuf> {
    let folder = bundles(work, kind);
    let is_wanted = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == kind)
            && path.file_name().and_then(|name| name.to_str()).is_some_and(named)
    };
    let found = work.sh.read_dir(&folder)?.into_iter().find(is_wanted);
    found.with_context(|| format!("a .{kind} is missing in {}", folder.display()))
}
