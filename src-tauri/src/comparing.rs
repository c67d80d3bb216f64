//! Two transcripts compared by command, in the background: one comparison at a time, with progress.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use tauri::async_runtime::spawn_blocking;
use wirelark_core::packet::rules::{Decoder, Decoding};
use wirelark_core::transcript::history::History;
use wirelark_core::transcript::{
    CommandComparison, CommandSide, Reader, SessionComparison, SessionOptions, compare_rows,
    compare_sessions, decoding,
};

use crate::compared::{cut, told};
use crate::dto::{
    ChosenDto, CommandSideDto, ComparedCommand, ComparedSpread, ComparingDto, ComparisonDto,
    ErrorDto, SessionsDto,
};
use crate::error::Answer;
use crate::state::lock;

/// The id of the first file that was chosen is `file:0`. No transcript of the history has a colon in its id.
const CHOSEN: &str = "file:";

/// The comparison that runs, or ran last.
#[derive(Default)]
pub(crate) struct Comparisons {
    last: Mutex<Option<Arc<Comparing>>>,
    chosen: Mutex<Vec<PathBuf>>,
}

/// Two transcripts, and how messages of both are read.
struct Pair {
    a: Reader,
    b: Reader,
    decoding: Decoding,
}

#[derive(Default)]
struct Comparing {
    stop: AtomicBool,
    looked: AtomicU64,
    of: u64,
    end: Mutex<Option<Answer<SessionsDto>>>,
}

impl Comparisons {
    /// Remembers a file that a person chose.
    pub(crate) fn choose(&self, path: PathBuf) -> ChosenDto {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut chosen = lock(&self.chosen);
        chosen.push(path);
        ChosenDto { id: format!("{CHOSEN}{}", chosen.len() - 1), name }
    }

    fn open(&self, history: &History, id: &str) -> Answer<Reader> {
        let chosen = id.strip_prefix(CHOSEN).and_then(|at| at.parse::<usize>().ok());
        let path = match chosen {
            Some(at) => lock(&self.chosen).get(at).cloned(),
            None => Some(history.path(id)?),
        };
        let path = path.ok_or_else(|| ErrorDto::internal("no such file was chosen"))?;
        Ok(Reader::open(Path::new(&path))?)
    }

    /// A's rules, unless only B has any.
    fn pair(&self, history: &History, (a, b): (&str, &str)) -> Answer<Pair> {
        let (a, b) = (self.open(history, a)?, self.open(history, b)?);
        let rules = [decoding(a.header()), decoding(b.header())];
        let decoding = rules.into_iter().find(|rules| *rules != Decoding::default());
        Ok(Pair { a, b, decoding: decoding.unwrap_or_default() })
    }

    /// Begins; the one before ends.
    pub(crate) fn begin(
        &self,
        history: &History,
        ids: (&str, &str),
        ignore: Vec<String>,
    ) -> Answer<()> {
        let Pair { a, b, decoding } = self.pair(history, ids)?;
        let of = a.row_range()?.len() as u64 + b.row_range()?.len() as u64;
        let comparing = Arc::new(Comparing { of, ..Comparing::default() });
        if let Some(before) = lock(&self.last).replace(comparing.clone()) {
            before.stop.store(true, Relaxed);
        }
        spawn_blocking(move || {
            let options = SessionOptions { decoding, ignore };
            let found = compare_sessions(&a, &b, &options, &mut |rows| comparing.goes_on(rows));
            let found = found.map_err(ErrorDto::from).transpose();
            *lock(&comparing.end) = found.map(|found| found.map(sessions));
        });
        Ok(())
    }

    /// How far it is; none before the first, and none where it was stopped.
    pub(crate) fn status(&self) -> Option<ComparingDto> {
        let comparing = lock(&self.last).clone()?;
        let (looked, of) = (comparing.looked.load(Relaxed) as f64, comparing.of as f64);
        let end = lock(&comparing.end).clone();
        let (error, found) = match &end {
            Some(Ok(found)) => (None, Some(found.clone())),
            Some(Err(error)) => (Some(error.clone()), None),
            None => (None, None),
        };
        Some(ComparingDto { looked, of, done: end.is_some(), error, found })
    }

    pub(crate) fn stop(&self) {
        if let Some(comparing) = lock(&self.last).take() {
            comparing.stop.store(true, Relaxed);
        }
    }

    /// One row of each, side by side.
    pub(crate) fn rows(
        &self,
        history: &History,
        ids: (&str, &str),
        (row_a, row_b): (u32, u32),
    ) -> Answer<ComparisonDto> {
        let Pair { a, b, decoding } = self.pair(history, ids)?;
        let decoder = Decoder::new(&decoding);
        Ok(told(compare_rows((&a, row_a, &decoder), (&b, row_b, &decoder))?))
    }
}

impl Comparing {
    fn goes_on(&self, rows: u64) -> ControlFlow<()> {
        self.looked.store(rows, Relaxed);
        match self.stop.load(Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }
}

fn sessions(found: SessionComparison) -> SessionsDto {
    SessionsDto {
        is_equal: found.is_equal,
        rows_a: found.rows_a,
        rows_b: found.rows_b,
        commands: found.commands.into_iter().map(command).collect(),
    }
}

fn command(found: CommandComparison) -> ComparedCommand {
    let values = |values: Vec<String>| values.into_iter().map(cut).collect();
    let fields = found.fields.into_iter().map(|field| ComparedSpread {
        path: field.path,
        only_a: values(field.only_a),
        only_b: values(field.only_b),
        is_many: field.is_many,
    });
    ComparedCommand {
        direction: found.direction.to_owned(),
        kind: found.kind.to_owned(),
        code: found.code,
        name: found.name,
        a: side(&found.a),
        b: side(&found.b),
        is_equal: found.is_equal,
        first_difference: found.first_difference,
        fields: fields.collect(),
    }
}

fn side(side: &CommandSide) -> CommandSideDto {
    CommandSideDto { count: side.count as f64, min_size: side.min_size, max_size: side.max_size }
}
