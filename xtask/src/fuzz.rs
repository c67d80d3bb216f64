//! Fuzzing by cargo-fuzz: each target of fuzz/ for a while, from the kept seeds.

use anyhow::{Context, Result, ensure};
use xshell::cmd;

use crate::steps::{Step, Steps};
use crate::work::{Work, on_path};

/// How long each target runs where nothing else is said.
const SECONDS: u32 = 120;
/// Sanitizers are nightly's.
const TOOLCHAIN: &str = "+nightly";

/// `[TARGET…] [--seconds N]`; all targets where none is named.
pub(crate) fn fuzz(work: &Work, args: &[String]) -> Result<()> {
    let (mut chosen, mut seconds) = (Vec::new(), SECONDS);
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg == "--seconds" {
            let number = args.next().context("--seconds wants a number")?;
            seconds = number.parse().with_context(|| format!("no number of seconds: {number}"))?;
        } else {
            chosen.push(arg.clone());
        }
    }
    let all = targets(work)?;
    let unknown = chosen.iter().find(|name| !all.contains(name));
    ensure!(
        unknown.is_none(),
        "no fuzz target '{}'; there are {}",
        unknown.map_or("", String::as_str),
        all.join(", ")
    );
    let chosen = if chosen.is_empty() { all } else { chosen };
    let mut steps = Steps::new(1 + chosen.len());
    steps.step("cargo-fuzz", || install(work))?;
    for target in &chosen {
        steps.step(&format!("{target} for {seconds} s"), || {
            let (corpus, seeds) = (format!("fuzz/corpus/{target}"), format!("fuzz/seeds/{target}"));
            // What it finds on its way goes to the first folder; the second is only read.
            work.sh.create_dir(work.root.join(&corpus))?;
            let limit = format!("-max_total_time={seconds}");
            cmd!(work.sh, "cargo {TOOLCHAIN} fuzz run {target} {corpus} {seeds} -- {limit}")
                .env("PATH", path_with_ours(work)?)
                .run()?;
            Ok(Step::Done)
        })?;
    }
    Ok(())
}

/// The files of fuzz/fuzz_targets are the targets.
fn targets(work: &Work) -> Result<Vec<String>> {
    let files = work.sh.read_dir(work.root.join("fuzz/fuzz_targets"))?;
    Ok(files.iter().filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned())).collect())
}

fn install(work: &Work) -> Result<Step> {
    if on_path("cargo-fuzz").is_some() || work.own.join("bin/cargo-fuzz").exists() {
        return Ok(Step::Nothing("it is installed"));
    }
    let own = &work.own;
    cmd!(work.sh, "cargo install cargo-fuzz --version ^0.13 --locked --root {own}").run()?;
    Ok(Step::Done)
}

fn path_with_ours(work: &Work) -> Result<std::ffi::OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = std::env::split_paths(&path).chain([work.own.join("bin")]);
    Ok(std::env::join_paths(all)?)
}
