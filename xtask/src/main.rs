//! The only task runner: `cargo xtask WORD`.
//!
//! # Layout
//!
//! - [`work`]: where things lie, and how commands are started.
//! - [`steps`]: numbered progress on the terminal.
//! - [`stamp`]: remembers what was done, so that a second run does no work twice.
//! - [`system`]: packages of the operating system.
//! - [`python`]: Pythons with libraries of their own.
//! - [`page`]: the front end: npm, Vite.
//! - [`shell`]: builds of the desktop app.
//! - [`run`], [`package`], [`types`], [`conformance`], [`fuzz`], [`delegate`]: the words.
//! - [`test`]: everything that must pass, stage by stage.

mod conformance;
mod delegate;
mod fuzz;
mod package;
mod page;
mod python;
mod run;
#[cfg(test)]
mod settings;
mod shell;
mod stamp;
mod steps;
mod system;
mod test;
mod types;
mod work;

use std::process::ExitCode;
use work::Work;

const HELP: &str = "\
cargo xtask WORD

  run [FILE]           install what is missing, build, and start Wirelark
  test [STAGE…]        everything that must pass; a stage's name runs it alone
       --keep-going    go on after a stage that failed
       --list          name the stages
  dev                  the app with a page that reloads as you edit
  package              build the .deb, unpack it, and see its window open
  types [--check]      generate the page's TypeScript from Rust, or check it
  bench [ARGS…]        measure the capture rate against a bare reader
  bench window         the real window under a stream of 100,000 messages a second
  soak [--minutes N] [--rate N]
                       the real window for an hour: memory, descriptors and threads of its
                       processes, with reconnects and filters; target/soak has table and plot
  conformance [GROUP…] [--summary]
                       the Autobahn suite against the connection layer; wants Python 2.7.
                       --summary writes docs/conformance.md
  fuzz [TARGET…] [--seconds N] [--jobs N]
                       parsers and decoders against arbitrary input, two minutes each, two at a time
  shots                screenshots of every page into target/shots; one sheet of them and the
                       README's into docs/shots
";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let Some(word) = args.next() else {
        print!("{HELP}");
        return ExitCode::SUCCESS;
    };
    let rest: Vec<String> = args.collect();
    match answer(&word, &rest) {
        Ok(Some(true)) => ExitCode::SUCCESS,
        Ok(Some(false)) => ExitCode::FAILURE,
        Ok(None) => {
            eprint!("cargo xtask knows no '{word}'.\n\n{HELP}");
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("\ncargo xtask {word}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// None for a word that nobody knows; false where it did its work and found faults.
fn answer(word: &str, rest: &[String]) -> anyhow::Result<Option<bool>> {
    let work = Work::new()?;
    match word {
        "help" | "-h" | "--help" => print!("{HELP}"),
        "run" => run::run(&work, rest)?,
        "test" => return test::test(&work, rest).map(Some),
        "dev" => delegate::dev(&work, rest)?,
        "package" => package::package(&work)?,
        "types" => types::types(&work, rest)?,
        "bench" => delegate::bench(&work, rest)?,
        "soak" => delegate::soak(&work, rest)?,
        "conformance" => conformance::conformance(&work, rest)?,
        "fuzz" => fuzz::fuzz(&work, rest)?,
        "shots" => delegate::shots(&work)?,
        // Not for people: what `package` starts inside the virtual display.
        "window-appears" => package::window_appears(rest)?,
        _ => return Ok(None),
    }
    Ok(Some(true))
}
