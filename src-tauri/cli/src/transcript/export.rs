//! The `transcript export` command: writes a transcript in another format, to stdout or to a file.

use std::fs::OpenOptions;
use std::io::{IsTerminal as _, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use wirelark_core::connection::handshake_store;
use wirelark_core::transcript::filter::Context;
use wirelark_core::transcript::{
    Error, ExportFormat, ExportOptions, Exported, Reader, export, export_file, index_path,
};

use super::matching_rows;
use crate::failure::Failure;
use crate::output::{self, PipeWatcher, TerminalWriter};

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// A transcript, *.wlt.
    file: PathBuf,
    /// What to write.
    #[arg(long)]
    format: ExportFormatArg,
    /// Only the rows that this filter lets through.
    #[arg(long, value_name = "EXPR", allow_hyphen_values = true)]
    filter: Option<String>,
    /// With csv: a byte order mark first, by which older spreadsheets know UTF-8.
    #[arg(long)]
    bom: bool,
    /// Into this file instead of stdout.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ExportFormatArg {
    /// One JSON object for each message.
    Jsonl,
    /// For spreadsheets, with the profile's columns.
    Csv,
    /// HAR 1.2 with `_webSocketMessages`, for browsers' and proxies' network panels.
    Har,
    /// For Wireshark.
    Pcapng,
    /// A log for people.
    Text,
}

impl Export {
    pub(super) fn run(self) -> Result<(), Failure> {
        let Export { file, format, filter, bom, output } = self;
        let format = match format {
            ExportFormatArg::Jsonl => ExportFormat::Jsonl,
            ExportFormatArg::Csv => ExportFormat::Csv,
            ExportFormatArg::Har => ExportFormat::Har,
            ExportFormatArg::Pcapng => ExportFormat::Pcapng,
            ExportFormatArg::Text => ExportFormat::Text,
        };
        if bom && format != ExportFormat::Csv {
            return Err(Failure::input("bom_without_csv", "--bom is for --format csv only"));
        }
        let reader = Reader::open(&file)?;
        if let Some(path) = &output {
            refuse_overwriting_input(&file, path)?;
        }
        let upgrade = handshake_store::first_heads(&file).filter(|_| format == ExportFormat::Har);
        let context = Context::of(&reader)?;
        let findings = context.findings.clone();
        let options =
            ExportOptions { bom, upgrade, findings, ..ExportOptions::new(format, &reader) };
        let done = match filter {
            Some(filter) => {
                let rows = matching_rows(&reader, &filter, &context)?;
                write(&reader, rows, &options, output)?
            }
            None => write(&reader, reader.row_range()?, &options, output)?,
        };
        if let Some(findings) = &options.findings {
            findings.save(&reader);
        }
        if done.left_out > 0 {
            let (count, word) = (done.left_out, format.word());
            let what = match format {
                ExportFormat::Har => "notes and raw bytes",
                _ => "notes",
            };
            output::note(format_args!("{count} rows left out: {word} has no place for {what}"));
        }
        Ok(())
    }
}

/// Writes the rows to stdout or to `output`.
fn write(
    reader: &Reader,
    rows: impl IntoIterator<Item = u32>,
    options: &ExportOptions,
    output: Option<PathBuf>,
) -> Result<Exported, Failure> {
    let on = &mut |_| ControlFlow::Continue(());
    // Devices and pipes are written in place; a regular file is replaced only once the export is complete.
    let is_special = |path: &Path| path.metadata().is_ok_and(|found| !found.is_file());
    let out: Box<dyn Write> = match output {
        Some(path) if !is_special(&path) => {
            return Ok(export_file(&path, reader, rows, options, on)?);
        }
        Some(path) => {
            let file = OpenOptions::new().write(true).open(&path);
            let failed = |error| Failure::input("io", format!("{}: {error}", path.display()));
            let file = file.map_err(failed)?;
            // The path may be `/dev/tty`.
            match file.is_terminal() {
                true => Box::new(TerminalWriter::new(file)),
                false => Box::new(file),
            }
        }
        None if std::io::stdout().is_terminal() => {
            Box::new(TerminalWriter::new(std::io::stdout().lock()))
        }
        None => Box::new(std::io::stdout().lock()),
    };
    let mut out = PipeWatcher::new(out);
    export(&mut out, reader, rows, options, on).map_err(|error| match error {
        // A reader such as `head` closed the pipe.
        _ if out.is_closed() => Failure::stdout_closed(),
        Error::Export { message } => {
            Failure::input("output_failed", format!("cannot write the export: {message}"))
        }
        other => other.into(),
    })
}

/// Fails if `output` is the input file or its index.
pub(super) fn refuse_overwriting_input(file: &Path, output: &Path) -> Result<(), Failure> {
    let same = |other: &Path| {
        output.canonicalize().ok().is_some_and(|path| other.canonicalize().ok() == Some(path))
    };
    if same(file) || same(&index_path(file)) {
        let text = format!("{}: -o names the file that is read: choose another", output.display());
        return Err(Failure::input("output_is_input", text));
    }
    Ok(())
}
