//! The `profile` commands: `check` lists a profile's problems with path, line and column.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;
use wirelark_core::profile::json_location::locate;
use wirelark_core::profile::store;
use wirelark_core::profile::unknown_keys;
use wirelark_core::profile_check::{Problem, problems};

use crate::failure::Failure;
use crate::output;

/// Text of the note about an unknown key.
const UNKNOWN_KEY: &str = "this key is not known here and changes nothing; it stays in the file";

#[derive(Debug, Subcommand)]
pub(crate) enum ProfileCommand {
    /// Say what is wrong with a profile, with JSON path, line and column.
    Check {
        /// A profile, *.wirelark.json.
        file: PathBuf,
        /// Print the report as JSON.
        #[arg(long)]
        json: bool,
    },
}

impl ProfileCommand {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let ProfileCommand::Check { file, json } = self;
        // The file may be a pipe, which can be read only once.
        let bytes = store::read_argument(&file)?;
        let profile = store::parse(&file, &bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let (problems, left_out) = problems(&profile);
        // An unknown key may belong to a newer version: a note, not a problem.
        let unknown: Vec<_> = unknown_keys::unknown(&text)
            .into_iter()
            .map(|path| Problem { path, code: "unknown_key", text: UNKNOWN_KEY.to_owned() })
            .collect();
        let paths: Vec<_> = problems.iter().chain(&unknown).map(|p| p.path.as_str()).collect();
        let mut placed: Vec<_> =
            problems.iter().chain(&unknown).zip(locate(&text, &paths)).collect();
        let notes = placed.split_off(problems.len());
        let printed = if json {
            let listed = |found: &[(&Problem, (usize, usize))]| -> Vec<_> {
                let entry = |(p, (line, column)): &(&Problem, (usize, usize))| json!({"path": p.path, "line": line, "column": column, "code": p.code, "text": p.text});
                found.iter().map(entry).collect()
            };
            let (problems, notes) = (listed(&placed), listed(&notes));
            let report = json!({"file": file.to_string_lossy(), "ok": problems.is_empty(), "problems": problems, "left_out": left_out, "notes": notes});
            output::json(&report)
        } else if placed.is_empty() {
            output::line(format_args!("{}: ok", file.display()))
        } else {
            Ok(())
        };
        let describe = |(p, (line, column)): &(&Problem, (usize, usize))| {
            let file = file.display();
            format!("{file}: line {line}, column {column}, at {}: {}", p.path, p.text)
        };
        for note in &notes {
            output::note(format_args!("note {}: {}", note.0.code, describe(note)));
        }
        if left_out > 0 {
            output::note(format_args!("note more_problems: and {left_out} more are not told"));
        }
        match placed.split_last() {
            None => printed,
            Some((last, others)) => {
                for other in others {
                    output::note(format_args!("error {}: {}", other.0.code, describe(other)));
                }
                Err(Failure::input(last.0.code, describe(last)))
            }
        }
    }
}
