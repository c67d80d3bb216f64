//! The `transcript compare` command: compares two transcripts by command.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::Args;
use wirelark_core::transcript::{
    CommandComparison, CommandSide, ComparisonOptions, Reader, TranscriptComparison,
    compare_transcripts, decoding,
};

use crate::failure::Failure;
use crate::output;

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// A transcript, *.wlt.
    a: PathBuf,
    /// Another.
    b: PathBuf,
    /// A decoded field that may differ, such as a sequence number; may be repeated.
    #[arg(long, value_name = "FIELD")]
    ignore: Vec<String>,
    /// Print it as JSON.
    #[arg(long)]
    json: bool,
}

impl Compare {
    pub(super) fn run(self) -> Result<(), Failure> {
        let (a, b) = (Reader::open(&self.a)?, Reader::open(&self.b)?);
        // Both are decoded by A's rules, unless only B has any.
        let mut rules = decoding(a.header());
        if rules == Default::default() {
            rules = decoding(b.header());
        }
        let options = ComparisonOptions { decoding: rules, ignore: self.ignore };
        let on = &mut |_| ControlFlow::Continue(());
        let Some(found) = compare_transcripts(&a, &b, &options, on)? else { return Ok(()) };
        let printed = if self.json { output::json(&found) } else { output::lines(&report(&found)) };
        if found.is_equal { printed } else { Err(Failure::different()) }
    }
}

/// One line for each command, followed by its differences.
fn report(found: &TranscriptComparison) -> String {
    let mut text = format!("rows  A {}  B {}\n", found.rows_a, found.rows_b);
    for command in &found.commands {
        // Writing to a String cannot fail.
        let _ = write_command(&mut text, command);
    }
    text.push_str(if found.is_equal { "equal\n" } else { "different\n" });
    text
}

fn write_command(text: &mut String, command: &CommandComparison) -> std::fmt::Result {
    let mark = if command.is_equal { '=' } else { '!' };
    write!(text, "{mark} {} {}", command.direction, command.kind)?;
    if let Some(code) = &command.code {
        write!(text, " {}", code.to_string().escape_debug())?;
    }
    if let Some(name) = &command.name {
        write!(text, " {}", name.escape_debug())?;
    }
    let side = |side: &CommandSide| match side.count {
        0 => "none".to_owned(),
        count => format!("{count} of {} to {} bytes", side.min_size, side.max_size),
    };
    writeln!(text, ": A {}, B {}", side(&command.a), side(&command.b))?;
    match command.first_difference {
        Some((a, 0)) => writeln!(text, "    A's row {a} has no partner in B")?,
        Some((0, b)) => writeln!(text, "    B's row {b} has no partner in A")?,
        Some((a, b)) => writeln!(text, "    first difference: A's row {a}, B's row {b}")?,
        None => {}
    }
    for field in &command.fields {
        let path = field.path.escape_debug();
        if field.is_many {
            writeln!(text, "    {path}: too many values to list")?;
            continue;
        }
        for (side, values) in [("A", &field.only_a), ("B", &field.only_b)] {
            if !values.is_empty() {
                let values: Vec<_> = values.iter().map(|v| v.escape_debug().to_string()).collect();
                writeln!(text, "    {path}: only in {side}: {}", values.join(", "))?;
            }
        }
    }
    Ok(())
}
