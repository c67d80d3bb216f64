//! The command-line interface, for pipelines. Scripts rely on its arguments, output and exit codes.
//!
//! A library, so that man pages and completions can be generated from its arguments without being part of the program.

// `println!` panics on a closed pipe or a full disk; the `output` module does not.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod automatic;
mod capture;
mod connect_args;
mod demo_server;
mod disk_watch;
mod export_code;
mod failure;
mod import;
mod output;
mod pack;
mod profile;
mod recording;
mod run;
mod secrets;
mod transcript;
mod unpack;
mod word_parser;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use wirelark_core::connection::task_panic;

use failure::Failure;

/// See, drive and check WebSocket servers, without a window.
///
/// Exit codes: 0 done; 1 an expectation was not met; 2 bad arguments, a bad input file, or stdout that cannot be written
/// (a closed one is no failure); 3 the connection could not be made, the login was refused, or it broke.
#[derive(Parser)]
#[command(name = "wirelark-cli", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    DemoServer(demo_server::DemoServer),
    Pack(pack::Pack),
    Unpack(unpack::Unpack),
    Run(run::Run),
    Capture(capture::Capture),
    /// Look at a transcript, the app's or the CLI's, also one that is still being written.
    #[command(subcommand)]
    Transcript(transcript::TranscriptCommand),
    /// Look at a profile.
    #[command(subcommand)]
    Profile(profile::ProfileCommand),
    Import(import::ImportProfile),
    ExportCode(export_code::ExportCode),
}

/// Every subcommand and argument.
pub fn command() -> clap::Command {
    Cli::command()
}

/// The program: reads the process's arguments, writes to its stdout and stderr, and returns its exit code.
pub fn main() -> ExitCode {
    let _log = wirelark_core::log::to_stderr();
    task_panic::install_hook();
    match std::panic::catch_unwind(run) {
        Ok(code) => code,
        // The usual exit code of a panic, with the single error line that scripts expect.
        Err(_) => {
            let at = task_panic::last_place().unwrap_or_default();
            output::note(format_args!(
                "error internal: a fault in Wirelark, at {at}; please report it"
            ));
            ExitCode::from(101)
        }
    }
}

fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        // Requested help and version go to stdout with exit code 0; help for missing arguments to stderr with 2.
        Err(shown) if failure::is_help(&shown) => return failure::show_help(&shown),
        Err(error) => return Failure::from(error).report(),
    };
    let result = match cli.command {
        Command::DemoServer(args) => args.run(),
        Command::Pack(args) => {
            args.run().map_err(Failure::from).and_then(pack::CommandOutput::print)
        }
        Command::Unpack(args) => {
            args.run().map_err(Failure::from).and_then(pack::CommandOutput::print)
        }
        Command::Run(args) => args.run(),
        Command::Capture(args) => args.run(),
        Command::Transcript(args) => args.run(),
        Command::Profile(args) => args.run(),
        Command::Import(args) => args.run(),
        Command::ExportCode(args) => args.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
