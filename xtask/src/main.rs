//! The task runner: `cargo xtask COMMAND`.
//!
//! # Layout
//!
//! - [`work`]: paths of the repository, and running commands.
//! - [`steps`]: numbered progress on the terminal.
//! - [`stamp`]: skips a step whose inputs have not changed.
//! - [`system`]: packages of the operating system.
//! - [`python`]: Python virtual environments.
//! - [`page`]: the front end: npm and Vite.
//! - [`shell`]: builds of the desktop app.
//! - [`platforms`]: checks of what is built for other operating systems, and of the Linux packages.
//! - [`run`], [`package`], [`types`], [`conformance`], [`fuzz`], [`delegate`]: the commands.
//! - [`test`]: the stages of `cargo xtask test`.

mod conformance;
mod delegate;
mod fuzz;
mod package;
mod page;
mod platforms;
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

use platforms::linux::window;
use std::process::ExitCode;
use work::Work;

const HELP: &str = "\
cargo xtask COMMAND

  run [FILE]           install what is missing, build, and start Wirelark
  test [STAGE…]        run all checks, or only the named stages
       --keep-going    go on after a stage that failed
       --list          list the stages
  dev                  the app with a page that reloads on changes
  package [--check]    build the .deb and .rpm of the app and of the command line.
                       --check installs and starts them on a bare Debian, under X11 and Wayland;
                       --only-check does so with those built before
  platforms [--all]    core and command line for Windows under Wine and, as far as they compile without a
                       linker, for macOS; --all adds the whole app and the Linux packages
  types [--check]      generate the TypeScript of the page from Rust, or check it
  bench [ARGS…]        measure rate and memory of a capture against a bare reader
  bench window         the real window under a stream of 100,000 messages a second
  soak [--minutes N] [--rate N]
                       the real window for an hour: memory, descriptors and threads of its
                       processes, with reconnects and filters; target/soak has table and plot
  conformance [GROUP…] [--summary]
                       the Autobahn suite against the connection layer; needs Python 2.7.
                       --summary writes docs/conformance.md
  fuzz [TARGET…] [--seconds N] [--jobs N]
                       fuzz parsers and decoders, two minutes each, two at a time
  shots                screenshots of every page in target/shots; one sheet of them and the
                       README's in docs/shots
";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let Some(word) = args.next() else {
        print!("{HELP}");
        return ExitCode::SUCCESS;
    };
    let rest: Vec<String> = args.collect();
    match run_command(&word, &rest) {
        Ok(Some(true)) => ExitCode::SUCCESS,
        Ok(Some(false)) => ExitCode::FAILURE,
        Ok(None) => {
            eprint!("cargo xtask has no command '{word}'.\n\n{HELP}");
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("\ncargo xtask {word}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a command. `None` if there is no such command; `false` if it ran and found faults.
fn run_command(word: &str, rest: &[String]) -> anyhow::Result<Option<bool>> {
    let work = Work::new()?;
    match word {
        "help" | "-h" | "--help" => print!("{HELP}"),
        "run" => run::run(&work, rest)?,
        "test" => return test::test(&work, rest).map(Some),
        "dev" => delegate::dev(&work, rest)?,
        "package" => package::package(&work, rest)?,
        "platforms" => return platforms::platforms(&work, rest).map(Some),
        "types" => types::types(&work, rest)?,
        "bench" => delegate::bench(&work, rest)?,
        "soak" => delegate::soak(&work, rest)?,
        "conformance" => conformance::conformance(&work, rest)?,
        "fuzz" => fuzz::fuzz(&work, rest)?,
        "shots" => delegate::shots(&work)?,
        // Internal: started inside a display by the checks of packages.
        "window-appears" => window::window_appears(rest)?,
        "wayland-window-appears" => window::wayland_window_appears(rest)?,
        _ => return Ok(None),
    }
    Ok(Some(true))
}
