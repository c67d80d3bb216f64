//! Wirelark without a window, for pipelines.

mod pack;
mod unpack;

use std::process::ExitCode;

use clap::Parser;

#[derive(Parser)]
#[command(name = "wirelark-cli", version, about)]
enum Command {
    Pack(pack::Pack),
    Unpack(unpack::Unpack),
}

fn main() -> ExitCode {
    let done = match Command::parse() {
        Command::Pack(args) => args.run(),
        Command::Unpack(args) => args.run(),
    };
    match done {
        Ok(printed) => {
            for warning in printed.warnings {
                eprintln!("{warning}");
            }
            println!("{}", printed.line);
            ExitCode::SUCCESS
        }
        Err(bad) => {
            eprintln!("{bad}");
            ExitCode::from(2)
        }
    }
}
