//! Two rows side by side, as the details show them.

use wirelark_core::transcript::{PieceKind, RowComparison, compare_rows};

use crate::details::dto::{ComparedField, ComparedPiece, ComparisonDto};
use crate::error::CommandResult;
use crate::transcript::session::TranscriptSession;

/// A value is a line of a table; what is equal or not was decided by all of it.
const MOST_CHARS: usize = 2_000;

/// Two rows of one transcript.
pub(crate) fn comparison(
    viewed: &TranscriptSession,
    a: u32,
    b: u32,
) -> CommandResult<ComparisonDto> {
    let (reader, decoding) = (viewed.reader(), viewed.decoding());
    Ok(told(compare_rows((&reader, a, &decoding.decoder), (&reader, b, &decoding.decoder))?))
}

/// As the page gets it.
pub(crate) fn told(found: RowComparison) -> ComparisonDto {
    let fields = found.fields.into_iter().map(|field| ComparedField {
        path: field.path,
        a: field.a.map(cut),
        b: field.b.map(cut),
        is_equal: field.is_equal,
    });
    // Payloads are 4 GiB at most.
    let range = |range: std::ops::Range<usize>| (range.start as u32, range.end as u32);
    let pieces = found.bytes.pieces.into_iter().map(|piece| ComparedPiece {
        kind: word(piece.kind).to_owned(),
        a: range(piece.a),
        b: range(piece.b),
    });
    ComparisonDto {
        is_equal: found.is_equal,
        fields: fields.collect(),
        pieces: pieces.collect(),
        is_aligned: found.bytes.is_aligned,
        cut_at: found.cut_at,
    }
}

fn word(kind: PieceKind) -> &'static str {
    match kind {
        PieceKind::Equal => "equal",
        PieceKind::Changed => "changed",
        PieceKind::Inserted => "inserted",
        PieceKind::Removed => "removed",
    }
}

pub(crate) fn cut(text: String) -> String {
    match text.char_indices().nth(MOST_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
