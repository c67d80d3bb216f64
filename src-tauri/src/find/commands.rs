//! Filters, finding, going somewhere.

use std::sync::Arc;

use tauri::State;
use tauri::async_runtime::spawn_blocking;
use wirelark_core::packet::rules::Decoder;
use wirelark_core::profile::model::Profile;
use wirelark_core::transcript::Filter;
use wirelark_core::transcript::filter::{self, Cell, Context};

use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::find::dto::{CellDto, NextDto, PlaceDto};
use crate::find::search::FindStart;
use crate::state::App;

/// What is wrong with each of these filters, as this profile reads them.
#[tauri::command]
pub(crate) async fn check_filters(
    profile: Profile,
    texts: Vec<String>,
) -> CommandResult<Vec<Option<ErrorDto>>> {
    let checked = spawn_blocking(move || {
        let decoder = Arc::new(Decoder::new(&profile.decoding()));
        let context = Context { decoder, ..Context::default() };
        let wrong = |text: &String| Filter::new(text, &context).err().map(ErrorDto::from);
        texts.iter().map(wrong).collect()
    });
    Ok(checked.await?)
}

/// The filter's text with the test that a click on a cell means.
#[tauri::command]
pub(crate) async fn filter_click(
    app: State<'_, App>,
    connection: u32,
    text: String,
    row: u32,
    cell: CellDto,
    hide: bool,
) -> CommandResult<String> {
    let cell = cell_of(&app, connection, row, cell)?;
    let change = if hide { filter::hide } else { filter::only };
    Ok(change(&text, &cell)?)
}

fn cell_of(app: &App, connection: u32, row: u32, cell: CellDto) -> CommandResult<Cell> {
    let viewed = app.viewed(connection)?;
    let reader = viewed.reader();
    let entry = reader.record(row)?;
    Ok(match cell {
        CellDto::Code => Cell::Code(entry.code),
        CellDto::Direction => Cell::Direction(entry.direction),
        CellDto::Kind => Cell::Kind(entry.kind),
        CellDto::Size => Cell::Size(entry.size),
        CellDto::Field { path } => {
            let bytes = crate::decoding::commands::message(&reader, row)?;
            let decoder = &viewed.decoding().decoder;
            let cell = Cell::field(decoder, entry.kind, entry.direction, &bytes, &path);
            let detail = || format!("{path} is a list or an object");
            cell.ok_or_else(|| ErrorDto::new("field_of_many", detail()).with("path", &path))?
        }
    })
}

/// The filter's text with these tests too, or without them.
#[tauri::command]
pub(crate) async fn filter_change(
    text: String,
    tests: Vec<String>,
    remove: bool,
) -> CommandResult<String> {
    let change = if remove { filter::remove } else { filter::add };
    Ok(tests.iter().try_fold(text, |text, test| change(&text, test))?)
}

/// The next row of the view, from a position, that passes a filter; a newer search ends this one.
#[tauri::command]
pub(crate) async fn find_row(
    app: State<'_, App>,
    connection: u32,
    text: String,
    from: Option<u32>,
    forward: bool,
) -> CommandResult<NextDto> {
    let viewed = app.viewed(connection)?;
    let way = FindStart { from, is_forward: forward, wraps: true };
    spawn_blocking(move || viewed.find(&viewed.filter_of(&text)?, way)).await?
}

#[tauri::command]
pub(crate) async fn find_same_code(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    forward: bool,
) -> CommandResult<NextDto> {
    let viewed = app.viewed(connection)?;
    spawn_blocking(move || viewed.same_code(row, forward)).await?
}

#[tauri::command]
pub(crate) async fn stop_find(app: State<'_, App>, connection: u32) -> CommandResult<()> {
    app.viewed(connection)?.searches.stop();
    Ok(())
}

/// Where a row's number or a time is in the view.
#[tauri::command]
pub(crate) async fn place_of(
    app: State<'_, App>,
    connection: u32,
    text: String,
) -> CommandResult<Option<PlaceDto>> {
    app.viewed(connection)?.place(&text)
}
