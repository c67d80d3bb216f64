//! `transcript import`.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use wirelark_core::transcript::{
    ImportError, ImportFormat, ImportOptions, Imported, har_connections, import_file,
};

use super::export::not_itself;
use crate::failure::Failure;

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// A HAR with WebSocket messages, or JSON Lines of `transcript export`.
    file: PathBuf,
    /// What it is; told by its beginning where this is absent.
    #[arg(long)]
    from: Option<Format>,
    /// Of a HAR with several WebSocket connections, this one; the first is 1.
    #[arg(long, value_name = "N", conflicts_with = "each")]
    connection: Option<usize>,
    /// Of a HAR, every connection that has messages: into OUT-1.wlt, OUT-2.wlt and so on.
    #[arg(long)]
    each: bool,
    /// The transcript to make, *.wlt; one that is there is replaced.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Har,
    Jsonl,
}

impl Import {
    pub(super) fn run(self) -> Result<(), Failure> {
        let format = self.from.map(|format| match format {
            Format::Har => ImportFormat::Har,
            Format::Jsonl => ImportFormat::Jsonl,
        });
        if self.output.extension().is_none_or(|end| end != "wlt") {
            let text = format!("{}: a transcript's name ends in .wlt", self.output.display());
            return Err(Failure::input("transcript_name", text));
        }
        not_itself(&self.file, &self.output)?;
        let one = |connection: Option<usize>, out: &Path| {
            let options = ImportOptions { format, connection, ..ImportOptions::default() };
            let on = &mut |_| ControlFlow::Continue(());
            let Imported { rows, .. } = import_file(&self.file, out, &options, on)
                .map_err(|error| failed(error, &self.file))?;
            println!("{}: {rows} messages", out.display());
            Ok::<_, Failure>(())
        };
        if !self.each {
            return one(self.connection, &self.output);
        }
        let found = har_connections(&self.file)?;
        let stem = self.output.with_extension("");
        for connection in found.iter().filter(|connection| connection.messages > 0) {
            let number = connection.number;
            one(Some(number), Path::new(&format!("{}-{number}.wlt", stem.display())))?;
        }
        Ok(())
    }
}

/// Which ones there are to choose from belongs to the error.
fn failed(error: ImportError, file: &Path) -> Failure {
    let listed = match (&error, har_connections(file)) {
        (ImportError::Several { .. }, Ok(found)) => found
            .iter()
            .map(|one| format!(" {}: {} ({} messages);", one.number, one.url, one.messages))
            .collect(),
        _ => String::new(),
    };
    match listed.as_str() {
        "" => Failure::from(error),
        listed => Failure::input(
            error.code(),
            format!("{error} by --connection N, or take --each:{}", listed.trim_end_matches(';')),
        ),
    }
}
