//! `transcript info | count | export`.

use std::fs::OpenOptions;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};
use wirelark_core::packet::rules::{Decoder, Decoding};
use wirelark_core::profile::store::Replacing;
use wirelark_core::transcript::{Entry, Reader, export_jsonl, index_path};

use crate::failure::Failure;
use crate::info::info;

#[derive(Debug, Subcommand)]
pub(crate) enum Transcript {
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
    },
    /// Write its messages in another format.
    Export {
        /// A transcript, *.wlt.
        file: PathBuf,
        /// jsonl: one JSON object for each message.
        #[arg(long)]
        format: Format,
        /// Into this file instead of stdout.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    Jsonl,
}

impl Transcript {
    pub(crate) fn run(self) -> Result<(), Failure> {
        match self {
            Transcript::Info { file, json } => info(&file, json),
            Transcript::Count { file } => {
                println!("{}", Reader::open(file)?.row_range()?.len());
                Ok(())
            }
            Transcript::Export { file, format: Format::Jsonl, output } => export(&file, output),
        }
    }
}

fn export(file: &Path, output: Option<PathBuf>) -> Result<(), Failure> {
    let reader = Reader::open(file)?;
    let rows = reader.row_range()?;
    let same = |other: &Path, path: &Path| {
        path.canonicalize().ok().is_some_and(|path| other.canonicalize().ok() == Some(path))
    };
    if let Some(path) = &output
        && (same(file, path) || same(&index_path(file), path))
    {
        let text =
            format!("{}: -o names the transcript itself: choose another file", path.display());
        return Err(Failure::input("output_is_input", text));
    }
    let io = |path: &Path, error: std::io::Error| {
        Failure::input("io", format!("{}: {error}", path.display()))
    };
    // A device or a pipe is written to as it is; of a file the old one stays until the new one is whole.
    let special = |path: &Path| path.metadata().is_ok_and(|found| !found.is_file());
    let (mut replacing, mut other): (Option<BufWriter<Replacing>>, Box<dyn Write>) = match &output {
        Some(path) if special(path) => {
            let file = OpenOptions::new().write(true).open(path);
            (None, Box::new(file.map_err(|error| io(path, error))?))
        }
        Some(path) => {
            let file = Replacing::begin(path).map_err(|error| io(path, error))?;
            (Some(BufWriter::new(file)), Box::new(std::io::sink()))
        }
        None => (None, Box::new(std::io::stdout().lock())),
    };
    let out: &mut dyn Write = match &mut replacing {
        Some(file) => file,
        None => &mut other,
    };
    let on = &mut |_| ControlFlow::Continue(());
    // A transcript of an older version, or of another program, has rules of another shape or none.
    let decoding: Decoding =
        serde_json::from_value(reader.header().rules.clone()).unwrap_or_default();
    let decoder = Decoder::new(&decoding);
    let fields =
        &|entry: &Entry, payload: &[u8]| decoder.fields(entry.kind, entry.direction, payload);
    export_jsonl(out, &reader, rows, fields, on)?;
    if let (Some(file), Some(path)) = (replacing, &output) {
        let whole = file.into_inner().map_err(|error| error.into_error());
        whole.and_then(Replacing::commit).map_err(|error| io(path, error))?;
    }
    Ok(())
}
