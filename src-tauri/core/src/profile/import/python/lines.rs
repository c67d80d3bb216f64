//! Lines of a script by offset.

use rustpython_ruff_text_size::TextRange;

/// The source and where its lines begin.
pub(in crate::profile::import) struct Lines<'a> {
    source: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(in crate::profile::import) fn of(source: &'a str) -> Lines<'a> {
        let ends =
            source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Lines { source, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The line, from 1, on which the range begins.
    pub(in crate::profile::import) fn line(&self, range: TextRange) -> usize {
        let at = range.start().to_usize();
        self.starts.partition_point(|start| *start <= at)
    }

    /// The whole source.
    pub(in crate::profile::import) fn whole(&self) -> &'a str {
        self.source
    }

    /// The source of a range.
    pub(in crate::profile::import) fn text(&self, range: TextRange) -> &'a str {
        self.source.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default()
    }
}
