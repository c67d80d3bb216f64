//! The `transcript` commands: `info`, `count`, `export`, `import` and `compare`.

mod compare;
mod export;
mod faults;
mod import;
mod info;
mod latency;

use std::path::PathBuf;
use std::time::Duration;

use clap::Subcommand;
use wirelark_core::transcript::filter::Context;
use wirelark_core::transcript::{Filter, Reader, View};

use crate::failure::Failure;
use crate::output;
use info::info;

#[derive(Debug, Subcommand)]
pub(crate) enum TranscriptCommand {
    /// Say what a transcript holds.
    Info {
        /// A transcript, *.wlt.
        file: PathBuf,
        /// Print it as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Print how many messages it holds.
    Count {
        /// A transcript, *.wlt.
        file: PathBuf,
        /// Only those that this filter lets through, such as 'code:2 -first'; docs/filter.md has the language.
        #[arg(long, value_name = "EXPR", allow_hyphen_values = true)]
        filter: Option<String>,
    },
    /// Write its messages in another format.
    Export(export::Export),
    /// Make a transcript of a HAR's WebSocket messages, or of JSON Lines of an export.
    Import(import::Import),
    /// Compare two transcripts by command; exit code 1 where they differ. Times do not count.
    Compare(compare::Compare),
}

impl TranscriptCommand {
    pub(crate) fn run(self) -> Result<(), Failure> {
        match self {
            TranscriptCommand::Info { file, json } => info(&file, json),
            TranscriptCommand::Count { file, filter } => {
                let reader = Reader::open(file)?;
                let count = match filter {
                    Some(filter) => matching_rows(&reader, &filter, &Context::of(&reader)?)?.len(),
                    None => reader.row_range()?.len(),
                };
                output::line(count)
            }
            TranscriptCommand::Export(args) => args.run(),
            TranscriptCommand::Import(args) => args.run(),
            TranscriptCommand::Compare(args) => args.run(),
        }
    }
}

/// Rows that match a filter.
fn matching_rows(reader: &Reader, filter: &str, context: &Context) -> Result<Vec<u32>, Failure> {
    let mut view = View::new(reader.clone());
    let filter = Filter::new(filter, context)
        .map_err(|error| Failure::input(error.code(), format!("--filter: {error}")))?;
    view.set_filter(Some(filter));
    while view.advance(Duration::from_secs(1))? {}
    if let Some(findings) = &context.findings {
        findings.save(reader);
    }
    Ok(view.rows(0, view.total()))
}
