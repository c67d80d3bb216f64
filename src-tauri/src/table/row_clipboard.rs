//! Rows as text for the clipboard.

use std::path::Path;

use wirelark_core::connection::handshake_store;
use wirelark_core::transcript::{CopyError, CopyForm, CopyOptions, CopyTarget, copy_rows};

use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::table::dto::TargetDto;
use crate::transcript::session::TranscriptSession;

/// Maximum bytes of text on the clipboard; an export has no such limit.
pub(crate) const MAX_COPIED: usize = 64 << 20;

/// Formats rows in the copy form named `form`. Copied programs and commands connect as the target's profile says, whose
/// file lies in `folder`; without a profile, to the transcript's URL.
pub(crate) fn rows_text(
    session: &TranscriptSession,
    rows: &[u32],
    form: &str,
    target: &TargetDto,
    folder: &Path,
) -> CommandResult<String> {
    let form = CopyForm::of(form)
        .ok_or_else(|| ErrorDto::internal(format!("there is no way to copy as {form:?}")))?;
    let reader = session.reader();
    let target = match &target.profile {
        Some(profile) => CopyTarget::of_profile(profile, &target.given, folder),
        None => CopyTarget::of_url(&reader.header().url),
    };
    let decoding = session.decoding().source().clone();
    let upgrade =
        (form == CopyForm::Report).then(|| handshake_store::first_heads(&session.path)).flatten();
    let findings = Some(session.faults.findings());
    let options = CopyOptions { form, target, decoding, upgrade, findings, limit: MAX_COPIED };
    Ok(copy_rows(&reader, rows, &options)?)
}

impl From<CopyError> for ErrorDto {
    fn from(error: CopyError) -> Self {
        let dto = ErrorDto::new(error.code(), &error);
        match error {
            CopyError::TooLong { size, limit } => dto.with("size", size).with("limit", limit),
            CopyError::NotSendable { row, tool, what } => {
                dto.with("row", row).with("tool", tool).with("what", what)
            }
            CopyError::Transcript(error) => error.into(),
            _ => dto,
        }
    }
}
