//! The filter language: which rows of a transcript to show. `docs/filter.md` describes it.
//!
//! # Layout
//!
//! In data-flow order; each module uses only those above it.
//!
//! - `key`, `token`: keys and tokens of the filter text.
//! - `expr`, `print`: the syntax tree, and printing it as text.
//! - `rename`: renaming a field in a filter's text.
//! - `value`, `time`: numbers and times.
//! - `test_parser`, `parse`: parsing tokens into the tree.
//! - `text`, `field`, `code`: text search; tests of decoded fields and of codes.
//! - `compile`: the tree compiled for evaluation over millions of rows.
//! - `evaluate`: evaluating it on a row.
//! - `cell_click`: adding or removing a test, as a click on a table cell does.

mod cell_click;
mod code;
mod compile;
mod evaluate;
mod expr;
mod field;
mod key;
mod parse;
mod print;
mod rename;
mod test_parser;

pub(super) mod text;
mod time;
mod token;
mod value;

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::findings::{Findings, SharedFindings};
use super::format::decoding;
use super::latency::{Latency, SharedLatency};
use super::{CodesFrom, Error, Notes, Reader};
use crate::packet::rules::{Decoder, Decoding};

pub use super::error::{Expected, FilterError};
pub use cell_click::{Cell, add, hide, only, remove};
pub(super) use compile::{CompiledFilter, RowLookup};
pub use expr::{
    CodeItem, Codes, FieldItem, FieldTest, FilterExpr, FilterTest, Numbers, Op, Range,
    SourceColumn, Times, Word,
};
pub use rename::rename_fields;
pub(super) use time::{Offset, instant};

/// Everything outside the text that gives a filter its meaning: code names, fields, time zone,
/// replies, faults and notes.
#[derive(Debug, Clone)]
pub struct Context {
    /// Decodes fields and codes, and names codes.
    pub decoder: Arc<Decoder>,
    /// Where the codes of the transcript are.
    pub codes: CodesFrom,
    /// An unknown name of a code matches nothing instead of being an error: for filters that are compiled again for
    /// each of several transcripts.
    pub unknown_names: bool,
    /// Time zone of times of day and of dates without an offset.
    pub zone: TimeZone,
    /// Timestamp of the first row that is kept, in nanoseconds since the Unix epoch, for `+5s`.
    pub start_ns: i64,
    /// Latencies for `latency>100ms`; if `None`, no row has one.
    pub latency: Option<SharedLatency>,
    /// Faults for `fault:*`, and codes that the index does not have; if `None`, no row has a fault, and such codes are
    /// read from the messages.
    pub findings: Option<SharedFindings>,
    /// Pins and notes for `pinned:` and `note:`; if `None`, no row has either.
    pub notes: Option<Arc<dyn NoteSource>>,
}

impl Default for Context {
    fn default() -> Context {
        Context {
            decoder: Arc::new(Decoder::new(&Decoding::default())),
            codes: CodesFrom::Index,
            unknown_names: false,
            zone: TimeZone::system(),
            start_ns: 0,
            latency: None,
            findings: None,
            notes: None,
        }
    }
}

impl Context {
    /// Context with the rules stored in the transcript's header.
    pub fn of(reader: &Reader) -> Result<Context, Error> {
        // A transcript of an older version or another program may have rules of another shape, or
        // none.
        Context::with(reader, &decoding(reader.header()))
    }

    /// Context with a profile's current rules instead of the stored ones.
    pub fn with(reader: &Reader, decoding: &Decoding) -> Result<Context, Error> {
        let rows = reader.row_range()?;
        let start_ns = match rows.is_empty() {
            true => 0,
            false => reader.record(rows.start)?.time_ns,
        };
        let decoder = Arc::new(Decoder::new(decoding));
        let codes = CodesFrom::new(reader, &decoder);
        let latency = Some(SharedLatency::new(Latency::new(decoding, Arc::clone(&decoder))));
        let findings = Some(SharedFindings::new(Findings::new(decoding, Arc::clone(&decoder))));
        // A damaged notes file is reported where notes are shown; here no row has notes.
        let notes = Notes::load(reader).ok();
        let notes = notes.map(|notes| Arc::new(notes) as Arc<dyn NoteSource>);
        Ok(Context { decoder, codes, start_ns, latency, findings, notes, ..Context::default() })
    }
}

/// Notes beside a transcript. A filter queries them once, when it is compiled.
pub trait NoteSource: std::fmt::Debug + Send + Sync {
    /// The pinned rows, in any order.
    fn pinned(&self) -> Vec<u32>;
    /// The annotated rows and their notes, in any order.
    fn notes(&self) -> Vec<(u32, String)>;
}

impl NoteSource for Notes {
    fn pinned(&self) -> Vec<u32> {
        Notes::pinned(self)
    }

    fn notes(&self) -> Vec<(u32, String)> {
        let rows = self.rows().filter(|(_, note)| !note.note.is_empty());
        rows.map(|(row, note)| (row, note.note.clone())).collect()
    }
}

/// A compiled filter. Clones share its state.
#[derive(Debug, Clone)]
pub struct Filter {
    inner: Arc<FilterInner>,
}

#[derive(Debug)]
struct FilterInner {
    text: String,
    expr: FilterExpr,
    node: CompiledFilter,
    needles: Vec<text::Needle>,
    needs: compile::RowNeeds,
    zone: TimeZone,
    latency: Option<SharedLatency>,
    findings: Option<SharedFindings>,
}

impl Filter {
    /// Parses and compiles a filter; `docs/filter.md` describes the language.
    pub fn new(text: &str, context: &Context) -> Result<Filter, FilterError> {
        Filter::compile(text, FilterExpr::parse(text)?, context)
    }

    /// Compiles a syntax tree.
    pub fn of(expr: FilterExpr, context: &Context) -> Result<Filter, FilterError> {
        Filter::compile(&expr.to_string(), expr, context)
    }

    /// Matches rows of any kind whose payload contains `text`, ignoring case.
    pub fn substring(text: &str) -> Result<Filter, FilterError> {
        let atom = FilterTest::Text { text: text.to_owned(), exact: false };
        let expr =
            if text.is_empty() { FilterExpr::All } else { FilterExpr::Atom(atom, SourceColumn(1)) };
        Filter::compile(text, expr, &Context::default())
    }

    fn compile(text: &str, expr: FilterExpr, context: &Context) -> Result<Filter, FilterError> {
        let (node, needles, needs) = compile::compile(&expr, context)?;
        let (zone, latency) = (context.zone.clone(), context.latency.clone());
        let latency = latency.filter(|_| needs.latency);
        let findings = context.findings.clone().filter(|_| needs.findings);
        let text = text.to_owned();
        let inner = FilterInner { text, expr, node, needles, needs, zone, latency, findings };
        Ok(Filter { inner: Arc::new(inner) })
    }

    /// Source text of the filter.
    pub fn text(&self) -> &str {
        &self.inner.text
    }

    /// Syntax tree of the filter.
    pub fn expr(&self) -> &FilterExpr {
        &self.inner.expr
    }

    pub(super) fn node(&self) -> &CompiledFilter {
        &self.inner.node
    }

    pub(super) fn needles(&self) -> &[text::Needle] {
        &self.inner.needles
    }

    pub(super) fn needs(&self) -> compile::RowNeeds {
        self.inner.needs
    }

    pub(super) fn zone(&self) -> &TimeZone {
        &self.inner.zone
    }

    pub(super) fn findings(&self) -> Option<&SharedFindings> {
        self.inner.findings.as_ref()
    }

    pub(super) fn latency(&self) -> Option<&SharedLatency> {
        self.inner.latency.as_ref()
    }
}
