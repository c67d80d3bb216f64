//! `profile check`: what is wrong with a profile.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;
use wirelark_core::profile::json_location::locate;
use wirelark_core::profile::store;
use wirelark_core::profile::unknown_keys;
use wirelark_core::profile_check::{Problem, problems};

use crate::failure::Failure;
use crate::output;

/// What a note says of a key that this version does not know.
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
        // Read once, since it may be a pipe.
        let bytes = store::read_argument(&file)?;
        let profile = store::parse(&file, &bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let (problems, left_out) = problems(&profile);
        // A key that is not known stays in the file and changes nothing: worth a note, and no mistake.
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
                let one = |(p, (line, column)): &(&Problem, (usize, usize))| json!({"path": p.path, "line": line, "column": column, "code": p.code, "text": p.text});
                found.iter().map(one).collect()
            };
            let (problems, notes) = (listed(&placed), listed(&notes));
            let report = json!({"file": file.to_string_lossy(), "ok": problems.is_empty(), "problems": problems, "left_out": left_out, "notes": notes});
            output::json(&report)
        } else if placed.is_empty() {
            output::line(format_args!("{}: ok", file.display()))
        } else {
            Ok(())
        };
        let tell = |(p, (line, column)): &(&Problem, (usize, usize))| {
            let file = file.display();
            format!("{file}: line {line}, column {column}, at {}: {}", p.path, p.text)
        };
        for note in &notes {
            output::note(format_args!("note {}: {}", note.0.code, tell(note)));
        }
        if left_out > 0 {
            output::note(format_args!("note more_problems: and {left_out} more are not told"));
        }
        match placed.split_last() {
            None => printed,
            Some((last, others)) => {
                for one in others {
                    output::note(format_args!("error {}: {}", one.0.code, tell(one)));
                }
                Err(Failure::input(last.0.code, tell(last)))
            }
        }
    }
}
