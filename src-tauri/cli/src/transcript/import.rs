//! The `transcript import` command: makes transcripts of a HAR or of JSON Lines.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use tempfile::NamedTempFile;
use wirelark_core::file::NewFile;
use wirelark_core::file::bounded_read::{self, MAX_NAMED_FILE, NamedFileError};
use wirelark_core::transcript::{
    ImportError, ImportFormat, ImportOptions, Imported, har_connections, import_each, import_file,
};

use super::export::refuse_overwriting_input;
use crate::failure::Failure;
use crate::output;

/// Maximum number of connections that an error lists to choose from.
const MAX_LISTED: usize = 50;

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// A HAR with WebSocket messages, or JSON Lines of `transcript export`.
    file: PathBuf,
    /// What it is; told by its beginning where this is absent.
    #[arg(long)]
    from: Option<ImportFormatArg>,
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
enum ImportFormatArg {
    Har,
    Jsonl,
}

impl Import {
    pub(super) fn run(self) -> Result<(), Failure> {
        let format = self.from.map(|format| match format {
            ImportFormatArg::Har => ImportFormat::Har,
            ImportFormatArg::Jsonl => ImportFormat::Jsonl,
        });
        if self.output.extension().is_none_or(|end| end != "wlt") {
            let text = format!("{}: a transcript's name ends in .wlt", self.output.display());
            return Err(Failure::input("transcript_name", text));
        }
        refuse_overwriting_input(&self.file, &self.output)?;
        let spooled = spool(&self.file)?;
        let file = spooled.as_ref().map_or(self.file.as_path(), |file| file.path());
        let import = |connection: Option<usize>, out: &Path| {
            let new = NewFile::Umask;
            let options = ImportOptions { format, connection, new, ..ImportOptions::default() };
            let on = &mut |_| ControlFlow::Continue(());
            let Imported { rows, .. } =
                import_file(file, out, &options, on).map_err(|error| failed(error, file))?;
            output::line(format_args!("{}: {rows} messages", out.display()))
        };
        if !self.each {
            return import(self.connection, &self.output);
        }
        let stem = self.output.with_extension("");
        let out = |number: usize| {
            // Appended to the OsString, since the path may not be UTF-8.
            let mut out = stem.clone().into_os_string();
            out.push(format!("-{number}.wlt"));
            PathBuf::from(out)
        };
        let options = ImportOptions { new: NewFile::Umask, ..ImportOptions::default() };
        let mut printed = Ok(());
        import_each(file, &options, &out, &mut |path, rows| {
            printed = output::line(format_args!("{}: {rows} messages", path.display()));
            if printed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        printed
    }
}

/// Copies a pipe to a temporary file, because the import reads its input twice. `None` for a regular file.
fn spool(file: &Path) -> Result<Option<NamedTempFile>, Failure> {
    if file.metadata().map_or(true, |found| found.is_file()) {
        return Ok(None);
    }
    let bytes = bounded_read::read_argument(file, MAX_NAMED_FILE).map_err(|error| {
        let code = match error {
            NamedFileError::TooLong { .. } => "import_too_long",
            _ => "import_read",
        };
        Failure::input(code, format!("{}: {error}", file.display()))
    })?;
    let mut spooled = NamedTempFile::new()?;
    spooled.write_all(&bytes)?;
    Ok(Some(spooled))
}

/// The import's error; for a HAR with several connections it lists them.
fn failed(error: ImportError, file: &Path) -> Failure {
    let listed = match (&error, har_connections(file)) {
        (ImportError::Several { .. }, Ok(found)) => {
            let listed = found.iter().take(MAX_LISTED);
            let mut listed: String = listed
                .map(|har| format!(" {}: {} ({} messages);", har.number, har.url, har.messages))
                .collect();
            if let more @ 1.. = found.len().saturating_sub(MAX_LISTED) {
                listed.push_str(&format!(" and {more} more;"));
            }
            listed
        }
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
