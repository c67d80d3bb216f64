//! Runs the comparison of two transcripts in the background, one at a time, with progress.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use wirelark_core::packet::rules::{Decoder, Decoding};
use wirelark_core::transcript::history::History;
use wirelark_core::transcript::{
    CommandComparison, CommandSide, ComparisonOptions, OpenProgress, Reader, TranscriptComparison,
    compare_rows, compare_transcripts, decoding,
};

use crate::comparison::dto::{
    ChosenDto, CommandSideDto, ComparedCommand, ComparedSpread, ComparingDto,
    TranscriptComparisonDto,
};
use crate::details::dto::ComparisonDto;
use crate::details::row_comparison::comparison_dto;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::list_text::list_text;
use crate::panic_guard::in_background;
use crate::state::lock;
use crate::table::dto::page_code;

/// Prefix of ids of chosen files; the first is `file:0`. History ids contain no colon.
const CHOSEN_PREFIX: &str = "file:";

/// The running or last comparison, and the files chosen to compare.
#[derive(Default)]
pub(crate) struct Comparisons {
    last: Mutex<Option<Arc<Comparison>>>,
    chosen: Mutex<Vec<PathBuf>>,
}

/// Both transcripts and the decoding for the messages of both.
#[derive(Clone)]
struct ComparedTranscripts {
    a: Reader,
    b: Reader,
    decoding: Decoding,
}

/// One comparison, running or done.
#[derive(Default)]
struct Comparison {
    ids: (String, String),
    /// Cancels the comparison, while opening and afterwards.
    opening: OpenProgress,
    /// Set once both are open.
    transcripts: Mutex<Option<ComparedTranscripts>>,
    compared: AtomicU64,
    total: AtomicU64,
    /// `None` while running; `Ok(None)` if stopped.
    result: Mutex<Option<CommandResult<Option<TranscriptComparisonDto>>>>,
}

impl Comparisons {
    /// Registers a file that the user chose.
    pub(crate) fn choose(&self, path: PathBuf) -> ChosenDto {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut chosen = lock(&self.chosen);
        chosen.push(path);
        ChosenDto { id: format!("{CHOSEN_PREFIX}{}", chosen.len() - 1), name }
    }

    fn path(&self, history: &History, id: &str) -> CommandResult<PathBuf> {
        let chosen = id.strip_prefix(CHOSEN_PREFIX).and_then(|index| index.parse::<usize>().ok());
        let path = match chosen {
            Some(index) => lock(&self.chosen).get(index).cloned(),
            None => Some(history.path(id)?),
        };
        path.ok_or_else(|| ErrorDto::internal("no such file was chosen"))
    }

    /// Starts a comparison and stops the previous one. The files are opened in the background, since rebuilding an index
    /// takes a while.
    pub(crate) fn start(
        &self,
        history: &History,
        ids: (&str, &str),
        ignore: Vec<String>,
    ) -> CommandResult<()> {
        let (a, b) = (self.path(history, ids.0)?, self.path(history, ids.1)?);
        let ids = (ids.0.to_owned(), ids.1.to_owned());
        let comparison = Arc::new(Comparison { ids, ..Comparison::default() });
        if let Some(previous) = lock(&self.last).replace(comparison.clone()) {
            previous.opening.cancel();
        }
        let running = comparison.clone();
        let work = move || running.run((&a, &b), ignore);
        in_background(work, move |result| *lock(&comparison.result) = Some(result));
        Ok(())
    }

    /// Progress and result; `None` before the first comparison and after a stop.
    pub(crate) fn status(&self) -> Option<ComparingDto> {
        let comparison = lock(&self.last).clone()?;
        let (looked, of) = (comparison.compared.load(Relaxed), comparison.total.load(Relaxed));
        let result = lock(&comparison.result).clone();
        let done = result.is_some();
        let (error, found) = match result.transpose() {
            Ok(found) => (None, found.flatten()),
            Err(error) => (Some(error), None),
        };
        Some(ComparingDto { looked: looked as f64, of: of as f64, done, error, found })
    }

    pub(crate) fn stop(&self) {
        if let Some(comparison) = lock(&self.last).take() {
            comparison.opening.cancel();
        }
    }

    /// Compares one row of each transcript.
    pub(crate) fn rows(
        &self,
        history: &History,
        ids: (&str, &str),
        (row_a, row_b): (u32, u32),
    ) -> CommandResult<ComparisonDto> {
        // The last comparison's transcripts are already open.
        let last = lock(&self.last).clone();
        let same = last.filter(|last| (last.ids.0.as_str(), last.ids.1.as_str()) == ids);
        let open = same.and_then(|last| lock(&last.transcripts).clone());
        let ComparedTranscripts { a, b, decoding } = match open {
            Some(open) => open,
            None => {
                let (a, b) = (self.path(history, ids.0)?, self.path(history, ids.1)?);
                ComparedTranscripts::open((&a, &b), &OpenProgress::default())?
            }
        };
        let decoder = Decoder::new(&decoding);
        Ok(comparison_dto(compare_rows((&a, row_a, &decoder), (&b, row_b, &decoder))?))
    }
}

impl ComparedTranscripts {
    /// Opens both. Messages of both are decoded by A's rules, unless only B has any.
    fn open((a, b): (&Path, &Path), progress: &OpenProgress) -> CommandResult<ComparedTranscripts> {
        let (a, b) = (Reader::open_with(a, progress)?, Reader::open_with(b, progress)?);
        let rules = [decoding(a.header()), decoding(b.header())];
        let decoding = rules.into_iter().find(|rules| *rules != Decoding::default());
        Ok(ComparedTranscripts { a, b, decoding: decoding.unwrap_or_default() })
    }
}

impl Comparison {
    fn run(
        &self,
        files: (&Path, &Path),
        ignore: Vec<String>,
    ) -> CommandResult<Option<TranscriptComparisonDto>> {
        let ComparedTranscripts { a, b, decoding } =
            ComparedTranscripts::open(files, &self.opening)?;
        let rows = a.row_range()?.len() as u64 + b.row_range()?.len() as u64;
        self.total.store(rows, Relaxed);
        let open = ComparedTranscripts { a: a.clone(), b: b.clone(), decoding: decoding.clone() };
        *lock(&self.transcripts) = Some(open);
        let options = ComparisonOptions { decoding, ignore };
        let result = compare_transcripts(&a, &b, &options, &mut |rows| self.report(rows))?;
        Ok(result.map(result_dto))
    }

    /// Stores the progress; breaks if the comparison was stopped.
    fn report(&self, rows: u64) -> ControlFlow<()> {
        self.compared.store(rows, Relaxed);
        match self.opening.is_cancelled() {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }
}

fn result_dto(result: TranscriptComparison) -> TranscriptComparisonDto {
    TranscriptComparisonDto {
        is_equal: result.is_equal,
        rows_a: result.rows_a,
        rows_b: result.rows_b,
        commands: result.commands.into_iter().map(command_dto).collect(),
    }
}

fn command_dto(command: CommandComparison) -> ComparedCommand {
    let values = |values: Vec<String>| values.into_iter().map(list_text).collect();
    let fields = command.fields.into_iter().map(|field| ComparedSpread {
        path: field.path,
        only_a: values(field.only_a),
        only_b: values(field.only_b),
        is_many: field.is_many,
    });
    ComparedCommand {
        direction: command.direction.to_owned(),
        kind: command.kind.to_owned(),
        code: command.code.map(page_code),
        name: command.name,
        a: side_dto(&command.a),
        b: side_dto(&command.b),
        is_equal: command.is_equal,
        first_difference: command.first_difference,
        fields: fields.collect(),
    }
}

fn side_dto(side: &CommandSide) -> CommandSideDto {
    CommandSideDto { count: side.count as f64, min_size: side.min_size, max_size: side.max_size }
}
