//! `profile check`: what is wrong with a profile.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;
use wirelark_core::profile::check::{Problem, check};
use wirelark_core::profile::locate::locate;
use wirelark_core::profile::store;

use crate::failure::Failure;

#[derive(Debug, Subcommand)]
pub(crate) enum Profile {
    /// Say what is wrong with a profile, with JSON path, line and column.
    Check {
        /// A profile, *.wirelark.json.
        file: PathBuf,
        /// Print the report as JSON.
        #[arg(long)]
        json: bool,
    },
}

impl Profile {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let Profile::Check { file, json } = self;
        let profile = store::load(&file)?;
        let text = std::fs::read_to_string(&file)?;
        let problems = check(&profile);
        let placed: Vec<_> = problems.iter().map(|p| (p, locate(&text, &p.path))).collect();
        if json {
            let list: Vec<_> = placed
                .iter()
                .map(|(p, (line, column))| {
                    json!({"path": p.path, "line": line, "column": column, "code": p.code, "text": p.text})
                })
                .collect();
            println!("{}", json!({"file": file, "ok": list.is_empty(), "problems": list}));
        } else if placed.is_empty() {
            println!("{}: ok", file.display());
        }
        match placed.split_last() {
            None => Ok(()),
            Some((last, others)) => {
                let tell = |(p, (line, column)): &(&Problem, (usize, usize))| {
                    let file = file.display();
                    format!("{file}: line {line}, column {column}, at {}: {}", p.path, p.text)
                };
                for one in others {
                    eprintln!("error {}: {}", one.0.code, tell(one));
                }
                Err(Failure::input(last.0.code, tell(last)))
            }
        }
    }
}
