//! Converts a comparison of two rows to the page's data.

use wirelark_core::transcript::{PieceKind, RowComparison, compare_rows};

use crate::details::dto::{ComparedField, ComparedPiece, ComparisonDto};
use crate::error::CommandResult;
use crate::list_text::list_text;
use crate::transcript::session::TranscriptSession;

/// Compares two rows of one transcript.
pub(crate) fn comparison(
    session: &TranscriptSession,
    a: u32,
    b: u32,
) -> CommandResult<ComparisonDto> {
    let (reader, decoding) = (session.reader(), session.decoding());
    Ok(comparison_dto(compare_rows(
        (&reader, a, &decoding.decoder),
        (&reader, b, &decoding.decoder),
    )?))
}

/// Converts a comparison; long field values are cut, though equality was decided by the whole value.
pub(crate) fn comparison_dto(comparison: RowComparison) -> ComparisonDto {
    let fields = comparison.fields.into_iter().map(|field| ComparedField {
        path: field.path,
        a: field.a.map(list_text),
        b: field.b.map(list_text),
        is_equal: field.is_equal,
    });
    // A payload is at most 4 GiB.
    let range = |range: std::ops::Range<usize>| (range.start as u32, range.end as u32);
    let pieces = comparison.bytes.pieces.into_iter().map(|piece| ComparedPiece {
        kind: piece_kind(piece.kind).to_owned(),
        a: range(piece.a),
        b: range(piece.b),
    });
    ComparisonDto {
        is_equal: comparison.is_equal,
        fields: fields.collect(),
        pieces: pieces.collect(),
        is_aligned: comparison.bytes.is_aligned,
        cut_at: comparison.cut_at,
    }
}

fn piece_kind(kind: PieceKind) -> &'static str {
    match kind {
        PieceKind::Equal => "equal",
        PieceKind::Changed => "changed",
        PieceKind::Inserted => "inserted",
        PieceKind::Removed => "removed",
    }
}
