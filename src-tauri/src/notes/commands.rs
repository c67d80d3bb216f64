//! Commands that pin rows and read and write notes.

use tauri::async_runtime::spawn_blocking;
use tauri::{State, command};

use crate::error::CommandResult;
use crate::notes::dto::NoteDto;
use crate::state::{App, lock};

/// Pins or unpins the rows in these ranges of positions in the view.
#[command]
pub(crate) async fn pin_rows(
    app: State<'_, App>,
    connection: u32,
    ranges: Vec<(u32, u32)>,
    pinned: bool,
) -> CommandResult<()> {
    let session = app.session(connection)?;
    let rows = session.rows_at(&ranges);
    spawn_blocking(move || {
        lock(&session.notes).pin(&rows, pinned)?;
        session.notes_changed()
    })
    .await?
}

/// Sets a row's note; an empty text removes it.
#[command]
pub(crate) async fn annotate(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    text: String,
) -> CommandResult<()> {
    let session = app.session(connection)?;
    spawn_blocking(move || {
        lock(&session.notes).annotate(row, &text)?;
        session.notes_changed()
    })
    .await?
}

/// A row's pin and note, in full.
#[command]
pub(crate) async fn note(app: State<'_, App>, connection: u32, row: u32) -> CommandResult<NoteDto> {
    let session = app.session(connection)?;
    let note = lock(&session.notes).get(row);
    Ok(note)
}
