//! `transcript info | count | export | import | compare`.

mod compare;
mod export;
mod import;
mod latency;

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Subcommand;
use serde_json::{Map, json};
use wirelark_core::frame::time_text;
use wirelark_core::transcript::filter::Context;
use wirelark_core::transcript::{Filter, Reader, View};

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
    Export(export::Export),
    /// Make a transcript of a HAR's WebSocket messages, or of JSON Lines of an export.
    Import(import::Import),
    /// Compare two transcripts by command; exit code 1 where they differ. Times do not count.
    Compare(compare::Compare),
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
                    Some(filter) => filtered(&reader, &filter)?.len(),
                    None => reader.rows()? as usize,
                };
                println!("{count}");
                Ok(())
            }
            Transcript::Export(args) => args.run(),
            Transcript::Import(args) => args.run(),
            Transcript::Compare(args) => args.run(),
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
fn filtered(reader: &Reader, filter: &str) -> Result<Vec<u32>, Failure> {
    let mut view = View::new(reader.clone());
    let filter = Filter::new(filter, &Context::of(reader)?)
        .map_err(|error| Failure::input(error.code(), format!("--filter: {error}")))?;
    view.set_filter(Some(filter));
    while view.advance(Duration::from_secs(1))? {}
    Ok(view.rows(0, view.total()))
}
