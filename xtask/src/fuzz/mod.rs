//! `cargo xtask fuzz`: runs each target of fuzz/ from its seeds, with limits on memory and on the time per input.

mod report;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use xshell::cmd;

use crate::steps::{Step, Steps};
use crate::work::{Work, on_path};
use report::Outcome;

/// Default of `--seconds`: how long each target runs.
const SECONDS: u32 = 120;
/// Default of `--jobs`: how many targets run at the same time.
const JOBS: usize = 2;
/// Time limit for one input, in seconds. The sanitizer slows code down by a factor of two to ten.
const INPUT_SECONDS: u32 = 10;
/// Limits on a target's resident memory and on a single allocation, in MB.
const MEMORY_MB: u32 = 2048;
const ALLOCATION_MB: u32 = 512;
/// The largest input that libFuzzer generates, in bytes.
const INPUT_BYTES: u32 = 65_536;

/// The parsed command line.
struct Request {
    targets: Vec<String>,
    seconds: u32,
    jobs: usize,
}

/// `[TARGET…] [--seconds N] [--jobs N]`; all targets if none is named. Runs all targets even if one finds something,
/// then fails.
pub(crate) fn fuzz(work: &Work, args: &[String]) -> Result<()> {
    let request = parse(args, targets(work)?)?;
    let mut steps = Steps::new(3);
    steps.step("cargo-fuzz", || install(work))?;
    steps.step("build the targets", || build(work))?;
    let mut outcomes = Vec::new();
    steps.step(
        &format!("{} targets, {} s each", request.targets.len(), request.seconds),
        || {
            outcomes = run_all(work, &request)?;
            Ok(Step::Done)
        },
    )?;
    println!("{}", report::table(&outcomes));
    let found = outcomes.iter().filter(|outcome| outcome.finding.is_some()).count();
    ensure!(
        found == 0,
        "{found} of {} targets found something; their logs name the input",
        outcomes.len()
    );
    Ok(())
}

fn parse(args: &[String], all: Vec<String>) -> Result<Request> {
    let mut request = Request { targets: Vec::new(), seconds: SECONDS, jobs: JOBS };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut number = || -> Result<u32> {
            let value = args.next().with_context(|| format!("{arg} wants a number"))?;
            value.parse().with_context(|| format!("{arg} wants a number, not '{value}'"))
        };
        match arg.as_str() {
            "--seconds" => request.seconds = number()?,
            "--jobs" => request.jobs = number()?.max(1) as usize,
            name if all.iter().any(|target| target == name) => request.targets.push(arg.clone()),
            _ => bail!("no fuzz target '{arg}'; there are {}", all.join(", ")),
        }
    }
    if request.targets.is_empty() {
        request.targets = all;
    }
    Ok(request)
}

/// The names of the files in fuzz/fuzz_targets, sorted.
fn targets(work: &Work) -> Result<Vec<String>> {
    let files = work.sh.read_dir(work.root.join("fuzz/fuzz_targets"))?;
    let is_source = |file: &PathBuf| file.extension().is_some_and(|e| e == "rs");
    let stem = |file: PathBuf| Some(file.file_stem()?.to_str()?.to_owned());
    let mut names: Vec<String> = files.into_iter().filter(is_source).filter_map(stem).collect();
    names.sort();
    Ok(names)
}

fn install(work: &Work) -> Result<Step> {
    if on_path("cargo-fuzz").is_some() || work.own.join("bin/cargo-fuzz").exists() {
        return Ok(Step::Nothing("it is installed"));
    }
    let own = &work.own;
    cmd!(work.sh, "cargo install cargo-fuzz --version ^0.13 --locked --root {own}").run()?;
    Ok(Step::Done)
}

/// Sanitizers are unstable flags: nightly accepts them, and so does a stable compiler told to by `RUSTC_BOOTSTRAP`.
fn build(work: &Work) -> Result<Step> {
    let installed = cmd!(work.sh, "rustup toolchain list").quiet().ignore_stderr().read();
    let nightly = installed.is_ok_and(|list| list.lines().any(|line| line.starts_with("nightly")));
    let toolchain: &[&str] = if nightly { &["+nightly"] } else { &[] };
    let mut command =
        cmd!(work.sh, "cargo {toolchain...} fuzz build").env("PATH", path_with_ours(work)?);
    if !nightly {
        command = command.env("RUSTC_BOOTSTRAP", "1");
    }
    command.run()?;
    Ok(Step::Done)
}

fn path_with_ours(work: &Work) -> Result<std::ffi::OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = std::env::split_paths(&path).chain([work.own.join("bin")]);
    Ok(std::env::join_paths(all)?)
}

/// Runs the targets, `jobs` at a time; returns the outcomes in the order of the targets.
fn run_all(work: &Work, request: &Request) -> Result<Vec<Outcome>> {
    let logs = work.own.join("fuzz");
    fs::create_dir_all(&logs)?;
    let queue = Mutex::new(request.targets.iter().enumerate());
    let done = Mutex::new(Vec::new());
    let (root, seconds) = (work.root.as_path(), request.seconds);
    thread::scope(|scope| {
        for _ in 0..request.jobs.min(request.targets.len()) {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().ok().and_then(|mut queue| queue.next());
                    let Some((place, target)) = next else { break };
                    let outcome = run_one(root, &logs, target, seconds);
                    if let Ok(mut done) = done.lock() {
                        done.push((place, outcome));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}

/// New inputs go to the corpus; the seeds are only read.
fn run_one(root: &Path, logs: &Path, target: &str, seconds: u32) -> Result<Outcome> {
    let binary = binary(root, target)?;
    let corpus = root.join("fuzz/corpus").join(target);
    let artifacts = root.join("fuzz/artifacts").join(target);
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&artifacts)?;
    let log = logs.join(format!("{target}.log"));
    let output = File::create(&log)?;
    let seeds = root.join("fuzz/seeds").join(target);
    let start = Instant::now();
    let status = Command::new(binary)
        .args([&corpus, &seeds])
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-timeout={INPUT_SECONDS}"))
        .arg(format!("-rss_limit_mb={MEMORY_MB}"))
        .arg(format!("-malloc_limit_mb={ALLOCATION_MB}"))
        .arg(format!("-max_len={INPUT_BYTES}"))
        .arg("-print_final_stats=1")
        .current_dir(root.join("fuzz"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(output)
        .status()?;
    let text = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    let outcome = Outcome::read(target, start.elapsed(), status.success(), &text);
    eprintln!("      {}", outcome.line());
    Ok(outcome)
}

/// cargo-fuzz builds for an explicit target triple, into fuzz/target or `CARGO_TARGET_DIR`.
fn binary(root: &Path, target: &str) -> Result<PathBuf> {
    let folder = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("fuzz/target"), |folder| root.join(folder));
    let name = format!("{target}{}", std::env::consts::EXE_SUFFIX);
    fs::read_dir(&folder)?
        .flatten()
        .map(|entry| entry.path().join("release").join(&name))
        .filter(|path| path.is_file())
        .max_by_key(|path| path.metadata().and_then(|meta| meta.modified()).ok())
        .with_context(|| format!("no binary of '{target}' below {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_and_options_are_told_apart() {
        let all = || vec!["filter".to_owned(), "url".to_owned()];
        let args = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let request = parse(&args("url --seconds 9 --jobs 3"), all()).unwrap();
        assert_eq!(
            (request.targets, request.seconds, request.jobs),
            (vec!["url".to_owned()], 9, 3)
        );
        assert_eq!(parse(&[], all()).unwrap().targets, all());
        for invalid in ["urls", "--seconds", "--seconds x", "--job 2"] {
            assert!(parse(&args(invalid), all()).is_err(), "{invalid}");
        }
    }
}
