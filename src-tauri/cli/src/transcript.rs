//! `transcript info | count | export`.

mod latency;

use std::fs::OpenOptions;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Subcommand, ValueEnum};
use serde_json::{Map, json};
use wirelark_core::frame::time_text;
use wirelark_core::packet::rules::{Decoder, Decoding};
use wirelark_core::profile::store::Replacing;
use wirelark_core::transcript::filter::Context;
use wirelark_core::transcript::{Entry, Filter, Reader, View, export_jsonl, index_path};

use crate::failure::Failure;

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
        /// Only those that this filter lets through, such as 'code:2 -first'; docs/filter.md has the language.
        #[arg(long, value_name = "EXPR", allow_hyphen_values = true)]
        filter: Option<String>,
    },
    /// Write its messages in another format.
    Export {
        /// A transcript, *.wlt.
        file: PathBuf,
        /// jsonl: one JSON object for each message.
        #[arg(long)]
        format: Format,
        /// Only those that this filter lets through, such as 'code:2 -first'; docs/filter.md has the language.
        #[arg(long, value_name = "EXPR", allow_hyphen_values = true)]
        filter: Option<String>,
        /// Into this file instead of stdout.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    Jsonl,
}

/// Index rows read at a time.
const SLICE: u32 = 64 * 1024;

impl Transcript {
    pub(crate) fn run(self) -> Result<(), Failure> {
        match self {
            Transcript::Info { file, json } => info(&file, json),
            Transcript::Count { file, filter } => {
                let reader = Reader::open(file)?;
                let count = match filter {
                    Some(filter) => filtered(&reader, &filter)?.total(),
                    None => reader.rows()?,
                };
                println!("{count}");
                Ok(())
            }
            Transcript::Export { file, format: Format::Jsonl, filter, output } => {
                export(&file, filter, output)
            }
        }
    }
}

fn info(file: &Path, as_json: bool) -> Result<(), Failure> {
    let reader = Reader::open(file)?;
    let rows = reader.rows()?;
    let mut counts = Map::new();
    let mut payload = 0u64;
    let mut first = 1;
    while first <= rows {
        let end = first.saturating_add(SLICE).min(rows + 1);
        for entry in reader.entries(first..end)? {
            payload += u64::from(entry.size);
            let name = format!("{} {}", entry.direction.word(), entry.kind.word());
            let old = counts.get(&name).and_then(|n| n.as_u64()).unwrap_or(0);
            counts.insert(name, (old + 1).into());
        }
        first = end;
    }
    let time = |row: u32| reader.entry(row).map(|entry| time_text(entry.time_ns));
    let (from, to) = match rows {
        0 => (None, None),
        rows => (Some(time(1)?), Some(time(rows)?)),
    };
    let header = reader.header();
    let bytes = reader.bytes()?;
    let torn = reader.torn_bytes();
    let latency = latency::Latency::of(&reader, rows)?;
    if as_json {
        println!(
            "{}",
            json!({"file": file, "name": header.name, "url": header.url, "created": header.created,
                   "rows": rows, "counts": counts, "payload_bytes": payload, "file_bytes": bytes,
                   "torn_bytes": torn, "first": from, "last": to, "latency": latency.json()})
        );
        return Ok(());
    }
    println!("file     {}", file.display());
    println!("name     {}", header.name);
    println!("url      {}", header.url);
    println!("created  {}", header.created);
    println!("rows     {rows}");
    for (name, count) in &counts {
        println!("         {name}: {count}");
    }
    println!("payload  {payload} bytes");
    println!("size     {bytes} bytes");
    if let (Some(from), Some(to)) = (from, to) {
        println!("first    {from}");
        println!("last     {to}");
    }
    latency.print();
    if torn > 0 {
        println!("torn     {torn} bytes at the end, left by a writer that was killed");
    }
    Ok(())
}

/// The rows that a filter lets through.
fn filtered(reader: &Reader, filter: &str) -> Result<View, Failure> {
    let mut view = View::new(reader.clone());
    let filter = Filter::new(filter, &Context::of(reader)?)
        .map_err(|error| Failure::input(error.code(), format!("--filter: {error}")))?;
    view.set_filter(Some(filter));
    while view.advance(Duration::from_secs(1))? {}
    Ok(view)
}

fn export(file: &Path, filter: Option<String>, output: Option<PathBuf>) -> Result<(), Failure> {
    let reader = Reader::open(file)?;
    let rows = reader.rows()?;
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
    match filter {
        Some(filter) => {
            let view = filtered(&reader, &filter)?;
            export_jsonl(out, &reader, view.rows(0, view.total()), fields, on)?
        }
        None => export_jsonl(out, &reader, 1..=rows, fields, on)?,
    };
    if let (Some(file), Some(path)) = (replacing, &output) {
        let whole = file.into_inner().map_err(|error| error.into_error());
        whole.and_then(Replacing::commit).map_err(|error| io(path, error))?;
    }
    Ok(())
}
