//! Writes the man pages and shell completions of `wirelark-cli` for its packages: `man_and_completions FOLDER`.
//!
//! The files lie below the folder as below `/usr/share`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use clap_complete::Shell;

const NAME: &str = "wirelark-cli";

/// The folders and file names in which each shell looks for completions.
const COMPLETIONS: [(Shell, &str); 3] = [
    (Shell::Bash, "bash-completion/completions/wirelark-cli"),
    (Shell::Zsh, "zsh/site-functions/_wirelark-cli"),
    (Shell::Fish, "fish/vendor_completions.d/wirelark-cli.fish"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let share = PathBuf::from(std::env::args_os().nth(1).ok_or("expected the folder to write to")?);
    man_pages(&share.join("man/man1"))?;
    for (shell, file) in COMPLETIONS {
        let file = share.join(file);
        fs::create_dir_all(file.parent().ok_or("no folder")?)?;
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut wirelark_cli::command(), NAME, &mut script);
        fs::write(file, script)?;
    }
    Ok(())
}

/// One page for each subcommand: `wirelark-cli-transcript-export.1`.
fn man_pages(folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    // clap's `help` subcommands would each get a page that repeats another one.
    let command = wirelark_cli::command().disable_help_subcommand(true);
    Ok(clap_mangen::generate_to(command, folder)?)
}
