//! Two transcripts compared by command, in the background: one comparison at a time, with progress.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use wirelark_core::packet::rules::{Decoder, Decoding};
use wirelark_core::transcript::history::History;
use wirelark_core::transcript::{
    CommandComparison, CommandSide, OpenProgress, Reader, SessionComparison, SessionOptions,
    compare_rows, compare_sessions, decoding,
};

use crate::comparison::dto::{
    ChosenDto, CommandSideDto, ComparedCommand, ComparedSpread, ComparingDto, SessionsDto,
};
use crate::details::dto::ComparisonDto;
use crate::details::row_comparison::{cut, told};
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::panic_guard::in_background;
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
#[derive(Clone)]
struct ComparedTranscripts {
    a: Reader,
    b: Reader,
    decoding: Decoding,
}

#[derive(Default)]
struct Comparing {
    ids: (String, String),
    opening: OpenProgress,
    /// Once both are open.
    pair: Mutex<Option<ComparedTranscripts>>,
    looked: AtomicU64,
    of: AtomicU64,
    /// None until it is over. What is in it is none where it was stopped.
    end: Mutex<Option<CommandResult<Option<SessionsDto>>>>,
}

impl Comparisons {
    /// Remembers a file that a person chose.
    pub(crate) fn choose(&self, path: PathBuf) -> ChosenDto {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut chosen = lock(&self.chosen);
        chosen.push(path);
        ChosenDto { id: format!("{CHOSEN}{}", chosen.len() - 1), name }
    }

    fn path(&self, history: &History, id: &str) -> CommandResult<PathBuf> {
        let chosen = id.strip_prefix(CHOSEN).and_then(|at| at.parse::<usize>().ok());
        let path = match chosen {
            Some(at) => lock(&self.chosen).get(at).cloned(),
            None => Some(history.path(id)?),
        };
        path.ok_or_else(|| ErrorDto::internal("no such file was chosen"))
    }

    /// Begins; the one before ends. The files are opened in the background too: an index that is rebuilt, or a damaged
    /// file, takes a while.
    pub(crate) fn begin(
        &self,
        history: &History,
        ids: (&str, &str),
        ignore: Vec<String>,
    ) -> CommandResult<()> {
        let (a, b) = (self.path(history, ids.0)?, self.path(history, ids.1)?);
        let ids = (ids.0.to_owned(), ids.1.to_owned());
        let comparing = Arc::new(Comparing { ids, ..Comparing::default() });
        if let Some(before) = lock(&self.last).replace(comparing.clone()) {
            before.opening.cancel();
        }
        let running = comparing.clone();
        let work = move || running.run((&a, &b), ignore);
        in_background(work, move |found| *lock(&comparing.end) = Some(found));
        Ok(())
    }

    /// How far it is; none before the first, and none where it was stopped.
    pub(crate) fn status(&self) -> Option<ComparingDto> {
        let comparing = lock(&self.last).clone()?;
        let (looked, of) = (comparing.looked.load(Relaxed), comparing.of.load(Relaxed));
        let end = lock(&comparing.end).clone();
        let done = end.is_some();
        let (error, found) = match end.transpose() {
            Ok(found) => (None, found.flatten()),
            Err(error) => (Some(error), None),
        };
        Some(ComparingDto { looked: looked as f64, of: of as f64, done, error, found })
    }

    pub(crate) fn stop(&self) {
        if let Some(comparing) = lock(&self.last).take() {
            comparing.opening.cancel();
        }
    }

    /// One row of each, side by side.
    pub(crate) fn rows(
        &self,
        history: &History,
        ids: (&str, &str),
        (row_a, row_b): (u32, u32),
    ) -> CommandResult<ComparisonDto> {
        // Those of the comparison that was made are open already.
        let last = lock(&self.last).clone();
        let made = last.filter(|made| (made.ids.0.as_str(), made.ids.1.as_str()) == ids);
        let open = made.and_then(|made| lock(&made.pair).clone());
        let ComparedTranscripts { a, b, decoding } = match open {
            Some(pair) => pair,
            None => {
                let (a, b) = (self.path(history, ids.0)?, self.path(history, ids.1)?);
                ComparedTranscripts::open((&a, &b), &OpenProgress::default())?
            }
        };
        let decoder = Decoder::new(&decoding);
        Ok(told(compare_rows((&a, row_a, &decoder), (&b, row_b, &decoder))?))
    }
}

impl ComparedTranscripts {
    /// A's rules, unless only B has any.
    fn open((a, b): (&Path, &Path), progress: &OpenProgress) -> CommandResult<ComparedTranscripts> {
        let (a, b) = (Reader::open_with(a, progress)?, Reader::open_with(b, progress)?);
        let rules = [decoding(a.header()), decoding(b.header())];
        let decoding = rules.into_iter().find(|rules| *rules != Decoding::default());
        Ok(ComparedTranscripts { a, b, decoding: decoding.unwrap_or_default() })
    }
}

impl Comparing {
    fn run(
        &self,
        files: (&Path, &Path),
        ignore: Vec<String>,
    ) -> CommandResult<Option<SessionsDto>> {
        let ComparedTranscripts { a, b, decoding } =
            ComparedTranscripts::open(files, &self.opening)?;
        let rows = a.row_range()?.len() as u64 + b.row_range()?.len() as u64;
        self.of.store(rows, Relaxed);
        let pair = ComparedTranscripts { a: a.clone(), b: b.clone(), decoding: decoding.clone() };
        *lock(&self.pair) = Some(pair);
        let options = SessionOptions { decoding, ignore };
        let found = compare_sessions(&a, &b, &options, &mut |rows| self.goes_on(rows))?;
        Ok(found.map(sessions))
    }

    fn goes_on(&self, rows: u64) -> ControlFlow<()> {
        self.looked.store(rows, Relaxed);
        match self.opening.is_cancelled() {
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
