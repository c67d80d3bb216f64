//! What a row must be to be shown: a small language, and its answers.
//!
//! # Layout
//!
//! In the order of a filter's way; each file may only use those above it.
//!
//! - `key`, `token`: the text's words.
//! - `expr`, `print`: the tree, and as text again.
//! - `value`, `time`: numbers and times.
//! - `test_parser`, `parse`: words to the tree.
//! - `text`, `field`: looking for a text; a decoded field's test.
//! - `compile`: the tree, made ready for millions of rows.
//! - `cell_click`: a text with one more test, or one less, as a click on a cell makes it.
//!
//! The language is described in `docs/filter.md`.

mod cell_click;
mod compile;
mod expr;
mod field;
mod key;
mod parse;
mod print;
mod test_parser;

pub(super) mod text;
mod time;
mod token;
mod value;

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::latency::{Latency, SharedLatency};
use super::{Error, Notes, Reader};
use crate::packet::rules::{Decoder, Decoding};

pub use super::error::{Expected, FilterError};
pub use cell_click::{Cell, add, hide, only, remove};
pub(super) use compile::{CompiledFilter, RowLookup};
pub use expr::{
    CodeItem, Codes, FieldItem, FieldTest, FilterExpr, FilterTest, Numbers, Op, Range,
    SourceColumn, Times, Word,
};
pub(super) use time::{Offset, instant};

/// What a filter's words mean: codes' names, fields, the clock on the wall, replies, notes.
#[derive(Debug, Clone)]
pub struct Context {
    /// Names of codes, and fields.
    pub decoder: Arc<Decoder>,
    /// For times of day and dates without an offset.
    pub zone: TimeZone,
    /// The time of the first row that is kept, in nanoseconds since 1970, for `+5s`.
    pub start_ns: i64,
    /// For `latency>100ms`; absent, no row has one.
    pub latency: Option<SharedLatency>,
    /// For `pinned:` and `note:`; absent, no row has either.
    pub notes: Option<Arc<dyn NoteSource>>,
}

impl Default for Context {
    fn default() -> Context {
        Context {
            decoder: Arc::new(Decoder::new(&Decoding::default())),
            zone: TimeZone::system(),
            start_ns: 0,
            latency: None,
            notes: None,
        }
    }
}

impl Context {
    /// With what the transcript says about itself.
    pub fn of(reader: &Reader) -> Result<Context, Error> {
        // A transcript of an older version, or of another program, has rules of another shape or none.
        let decoding: Decoding =
            serde_json::from_value(reader.header().rules.clone()).unwrap_or_default();
        Context::with(reader, &decoding)
    }

    /// With what a profile says now, whatever the transcript says.
    pub fn with(reader: &Reader, decoding: &Decoding) -> Result<Context, Error> {
        let rows = reader.row_range()?;
        let start_ns = match rows.is_empty() {
            true => 0,
            false => reader.entry(rows.start)?.time_ns,
        };
        let decoder = Arc::new(Decoder::new(decoding));
        let latency = Some(SharedLatency::new(Latency::new(decoding, Arc::clone(&decoder))));
        // A sidecar that does not read is told where notes are shown; here no row has one.
        let notes = Notes::load(reader).ok();
        let notes = notes.map(|notes| Arc::new(notes) as Arc<dyn NoteSource>);
        Ok(Context { decoder, start_ns, latency, notes, ..Context::default() })
    }
}

/// What is written beside a transcript about its rows. A filter asks once, when it is made.
pub trait NoteSource: std::fmt::Debug + Send + Sync {
    /// The pinned rows, in any order.
    fn pinned(&self) -> Vec<u32>;
    /// The rows with a note and its text, in any order.
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

/// What a row must be to be shown. Clones share everything.
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
}

impl Filter {
    /// Reads a filter; the language is that of `docs/filter.md`.
    pub fn new(text: &str, context: &Context) -> Result<Filter, FilterError> {
        Filter::made(text, FilterExpr::parse(text)?, context)
    }

    /// A tree that is at hand.
    pub fn of(expr: FilterExpr, context: &Context) -> Result<Filter, FilterError> {
        Filter::made(&expr.to_string(), expr, context)
    }

    /// Rows whose payload, of whatever kind, contains `text` in whatever case.
    pub fn substring(text: &str) -> Result<Filter, FilterError> {
        let atom = FilterTest::Text { text: text.to_owned(), exact: false };
        let expr =
            if text.is_empty() { FilterExpr::All } else { FilterExpr::Atom(atom, SourceColumn(1)) };
        Filter::made(text, expr, &Context::default())
    }

    fn made(text: &str, expr: FilterExpr, context: &Context) -> Result<Filter, FilterError> {
        let (node, needles, needs) = compile::compile(&expr, context)?;
        let (zone, latency) = (context.zone.clone(), context.latency.clone());
        let latency = latency.filter(|_| needs.latency);
        let text = text.to_owned();
        let ready = FilterInner { text, expr, node, needles, needs, zone, latency };
        Ok(Filter { inner: Arc::new(ready) })
    }

    /// What it was made from.
    pub fn text(&self) -> &str {
        &self.inner.text
    }

    /// What it says.
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

    pub(super) fn latency(&self) -> Option<&SharedLatency> {
        self.inner.latency.as_ref()
    }
}
