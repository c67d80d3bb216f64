//! Commands that mostly start another program.

use crate::steps::Steps;
use crate::system::Purpose;
use crate::work::{NPX, Work};
use crate::{page, shell, system, test};
use anyhow::Result;
use xshell::cmd;

/// Vite serves the page, and cargo rebuilds the shell when files change.
pub(crate) fn dev(work: &Work, args: &[String]) -> Result<()> {
    let mut steps = Steps::new(3);
    steps.step("System packages", || system::install(work, Purpose::Build))?;
    steps.step("Packages of the page (npm ci)", || page::install(work))?;
    eprintln!("[3/3] The app with a live page; Ctrl+C ends it");
    Ok(cmd!(work.sh, "{NPX} --no-install tauri dev {args...}").run()?)
}

pub(crate) fn bench(work: &Work, args: &[String]) -> Result<()> {
    if args.first().is_some_and(|word| word == "window") {
        return bench_window(work, args);
    }
    cmd!(work.sh, "cargo build --release -p wirelark-cli").run()?;
    let cli = work.release("wirelark-cli");
    Ok(cmd!(work.sh, "cargo run --release -p wirelark-tests --bin bench -- {args...}")
        .env("WIRELARK_CLI", cli)
        .run()?)
}

/// Runs the benchmark in the real window, which needs the page, the app and a display.
fn bench_window(work: &Work, args: &[String]) -> Result<()> {
    system::install(work, Purpose::Test)?;
    page::install(work)?;
    page::build(work)?;
    let app = shell::build_for_tests(work)?;
    cmd!(work.sh, "cargo build --release -p wirelark-tests --bin bench").run()?;
    let bench = work.release("bench").display().to_string();
    let command: Vec<&str> =
        std::iter::once(bench.as_str()).chain(args.iter().map(String::as_str)).collect();
    Ok(test::on_a_display(work, &app, test::SCREEN, &command).run()?)
}

/// Runs the soak test. The driving program is not part of the measurement, so it is not optimised.
pub(crate) fn soak(work: &Work, args: &[String]) -> Result<()> {
    system::install(work, Purpose::Test)?;
    page::install(work)?;
    page::build(work)?;
    let app = shell::build_for_tests(work)?;
    cmd!(work.sh, "cargo build -p wirelark-tests --bin bench").run()?;
    let [bench, out] =
        [work.debug("bench"), work.target.join("soak")].map(|path| path.display().to_string());
    let command: Vec<&str> = [bench.as_str(), "soak", "--out", out.as_str()]
        .into_iter()
        .chain(args.iter().map(String::as_str))
        .collect();
    Ok(test::on_a_display(work, &app, test::SCREEN, &command).run()?)
}

/// The screenshots are an ignored end-to-end test: the driver takes them in the real window.
pub(crate) fn shots(work: &Work) -> Result<()> {
    let mut steps = Steps::new(4);
    steps.step("System packages", || system::install(work, Purpose::Test))?;
    steps.step("Packages of the page (npm ci)", || page::install(work))?;
    steps.step("The page", || page::build(work))?;
    steps.step("The app and its screenshots", || {
        let app = shell::build_for_tests(work)?;
        test::in_a_window(work, &app, &["shots", "--", "--ignored", "--test-threads=1"])?.run()?;
        Ok(crate::steps::Step::Done)
    })
}
