//! `cargo xtask test`: runs all checks in stages, the quickest to fail first.

mod house;
mod process;
mod rust;
mod stream;
mod tally;
mod targets;
mod window;

use crate::platforms;
use crate::steps::{Step, seconds};
use crate::system::{self, Purpose};
use crate::types;
use crate::work::{NPM, Work};
use crate::{page, shell};
use anyhow::{Result, bail};
pub(crate) use process::{LIBRARIES, listed};
pub(crate) use rust::ALL;
use std::time::Instant;
pub(crate) use stream::counted;
pub(crate) use tally::Tally;
pub(crate) use window::{ENVIRONMENT, SCREEN, in_a_window, on_a_display};
use xshell::cmd;

type Run = fn(&Work, &mut Tally) -> Result<()>;

struct Stage {
    name: &'static str,
    what: &'static str,
    run: Run,
}

const STAGES: &[Stage] = &[
    Stage { name: "system", what: "system packages", run: packages },
    Stage { name: "format", what: "Rust is formatted", run: rust::format },
    Stage { name: "house", what: "the project's own rules", run: house::house },
    Stage { name: "page", what: "the page: types, lints, tests, build", run: page_stage },
    Stage { name: "lint", what: "clippy and rustdoc, without the shell", run: rust::lint },
    Stage { name: "core", what: "tests of core, command line and xtask", run: rust::core },
    Stage { name: "process", what: "the command line driven as a process", run: process::process },
    Stage {
        name: "platforms",
        what: "Windows under Wine, macOS as far as it compiles",
        run: platforms::check,
    },
    Stage { name: "shell", what: "the desktop app: build, clippy, tests, types", run: shell_stage },
    Stage { name: "window", what: "end to end in the real window", run: window::window },
];

/// Returns whether all stages passed. The last line printed is the sum: `N passed, N failed, N skipped`.
pub(crate) fn test(work: &Work, args: &[String]) -> Result<bool> {
    let (options, names): (Vec<&str>, Vec<&str>) =
        args.iter().map(String::as_str).partition(|arg| arg.starts_with("--"));
    if let Some(unknown) = options.iter().find(|o| !["--keep-going", "--list"].contains(o)) {
        bail!("no option '{unknown}'; there are --keep-going and --list");
    }
    if options.contains(&"--list") {
        STAGES.iter().for_each(|stage| println!("{:<9} {}", stage.name, stage.what));
        return Ok(true);
    }
    let stages = selected(&names)?;
    let keep_going = options.contains(&"--keep-going");

    let mut sum = Tally::default();
    let mut report = Vec::new();
    let mut stopped = false;
    for (n, stage) in stages.iter().enumerate() {
        if stopped {
            report.push(format!("{:<9} not run", stage.name));
            continue;
        }
        eprintln!("\n[{}/{}] {}: {}", n + 1, stages.len(), stage.name, stage.what);
        let start = Instant::now();
        let before = sum;
        let word = match (stage.run)(work, &mut sum) {
            Ok(()) => "ok",
            Err(error) => {
                eprintln!("\n{}: {error:#}", stage.name);
                // A stage without tests, such as a lint, has not been counted yet.
                sum.failed += u64::from(sum.failed == before.failed);
                stopped = !keep_going;
                "FAILED"
            }
        };
        let took = seconds(start.elapsed());
        eprintln!("      {word} in {took}");
        let again = if word == "ok" {
            String::new()
        } else {
            format!("   again: cargo xtask test {}", stage.name)
        };
        report.push(format!("{:<9} {word:<7} {took:>12}{again}", stage.name));
    }
    println!("\n{}\n\n{sum}", report.join("\n"));
    Ok(sum.is_clean())
}

fn selected(names: &[&str]) -> Result<Vec<&'static Stage>> {
    if let Some(unknown) = names.iter().find(|n| !STAGES.iter().any(|stage| stage.name == **n)) {
        let all: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
        bail!("no stage '{unknown}'; there are {}", all.join(", "));
    }
    Ok(STAGES.iter().filter(|stage| names.is_empty() || names.contains(&stage.name)).collect())
}

fn packages(work: &Work, _: &mut Tally) -> Result<()> {
    report_step(system::install(work, Purpose::Test)?);
    Ok(())
}

fn report_step(step: Step) {
    if let Step::Nothing(why) = step {
        eprintln!("      nothing to do: {why}");
    }
}

fn page_stage(work: &Work, tally: &mut Tally) -> Result<()> {
    report_step(page::install(work)?);
    for script in ["check", "lint"] {
        cmd!(work.sh, "{NPM} run --silent {script}").run()?;
    }
    counted(cmd!(work.sh, "{NPM} run --silent test"), tally)?;
    report_step(page::build(work)?);
    Ok(())
}

/// Uses one set of features throughout, so that the tests reuse what the release build has compiled.
fn shell_stage(work: &Work, tally: &mut Tally) -> Result<()> {
    page::placeholder(work)?;
    let features = shell::TEST_FEATURES;
    cmd!(
        work.sh,
        "cargo clippy --release -p wirelark --all-targets --features {features} -- -D warnings"
    )
    .run()?;
    shell::build_for_tests(work)?;
    let tests = cmd!(work.sh, "cargo test --release -p wirelark --lib --features {features}");
    counted(tests.env(types::VARIABLE, "check"), tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_selected_by_name_and_run_in_list_order() {
        let names = |asked: &[&str]| -> Vec<&str> {
            selected(asked).unwrap().iter().map(|stage| stage.name).collect()
        };
        assert_eq!(names(&["shell", "format"]), ["format", "shell"]);
        assert_eq!(names(&[]).len(), STAGES.len());
        assert!(selected(&["shel"]).is_err());
    }
}
