//! Pins and notes.

use tauri::State;
use tauri::async_runtime::spawn_blocking;

use crate::error::CommandResult;
use crate::notes::dto::NoteDto;
use crate::state::{App, lock};

/// Pins the rows at these positions of the view, or takes their pins out.
#[tauri::command]
pub(crate) async fn pin_rows(
    app: State<'_, App>,
    connection: u32,
    ranges: Vec<(u32, u32)>,
    pinned: bool,
) -> CommandResult<()> {
    let viewed = app.viewed(connection)?;
    let rows = viewed.rows_at(&ranges);
    spawn_blocking(move || {
        lock(&viewed.marks).pin(&rows, pinned)?;
        viewed.marked()
    })
    .await?
}

#[tauri::command]
pub(crate) async fn annotate(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    text: String,
) -> CommandResult<()> {
    let viewed = app.viewed(connection)?;
    spawn_blocking(move || {
        lock(&viewed.marks).annotate(row, &text)?;
        viewed.marked()
    })
    .await?
}

#[tauri::command]
pub(crate) async fn note(app: State<'_, App>, connection: u32, row: u32) -> CommandResult<NoteDto> {
    let viewed = app.viewed(connection)?;
    let found = lock(&viewed.marks).get(row);
    Ok(found)
}
