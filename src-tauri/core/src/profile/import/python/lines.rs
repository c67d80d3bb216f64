//! Lines of a script by offset.

use rustpython_ruff_text_size::TextRange;

/// The source and where its lines begin.
pub(super) struct Lines<'a> {
    source: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(source: &'a str) -> Lines<'a> {
        let ends =
            source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Lines { source, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The line, from 1, on which the range begins.
    pub(super) fn line(&self, range: TextRange) -> usize {
        let at = range.start().to_usize();
        self.starts.partition_point(|start| *start <= at)
    }

    /// The whole source.
    pub(super) fn whole(&self) -> &'a str {
        self.source
    }

    /// The source of a range.
    pub(super) fn text(&self, range: TextRange) -> &'a str {
        self.source.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default()
    }
}
