//! Commands that check and change filters, find rows and go to a row.

use std::sync::Arc;

use tauri::async_runtime::spawn_blocking;
use tauri::{State, command};
use wirelark_core::packet::rules::Decoder;
use wirelark_core::profile::model::Profile;
use wirelark_core::transcript::filter::{self, Cell, Context};
use wirelark_core::transcript::{Filter, RowCodes};

use crate::decoding::row_decoder::short_message;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::find::dto::{CellDto, NextDto, PlaceDto};
use crate::find::search::FindStart;
use crate::state::App;

/// Checks filters against a profile's decoding; returns an error or nothing for each.
#[command]
pub(crate) async fn check_filters(
    profile: Profile,
    texts: Vec<String>,
) -> CommandResult<Vec<Option<ErrorDto>>> {
    let checked = spawn_blocking(move || {
        let decoder = Arc::new(Decoder::new(&profile.decoding()));
        let context = Context { decoder, ..Context::default() };
        let check = |text: &String| Filter::new(text, &context).err().map(ErrorDto::from);
        texts.iter().map(check).collect()
    });
    Ok(checked.await?)
}

/// Adds to the filter's text a test that shows only, or hides, rows with this cell.
#[command]
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

/// The cell of a row that a filter tests.
fn cell_of(app: &App, connection: u32, row: u32, cell: CellDto) -> CommandResult<Cell> {
    let session = app.session(connection)?;
    let reader = session.reader();
    let entry = reader.record(row)?;
    Ok(match cell {
        CellDto::Code => {
            let codes = RowCodes::new(&reader, session.decoding().decoder.clone());
            let codes = codes.with(session.faults.findings());
            Cell::Code(codes.of(&reader, &entry)?)
        }
        CellDto::Direction => Cell::Direction(entry.direction),
        CellDto::Kind => Cell::Kind(entry.kind),
        CellDto::Size => Cell::Size(entry.size),
        CellDto::Field { path } => {
            let bytes = short_message(&session, row)?;
            let decoder = &session.decoding().decoder;
            let cell = Cell::field(decoder, entry.kind, entry.direction, &bytes, &path);
            let detail = || format!("{path} is a list or an object");
            cell.ok_or_else(|| ErrorDto::new("field_of_many", detail()).with("path", &path))?
        }
    })
}

/// Adds these tests to the filter's text, or removes them.
#[command]
pub(crate) async fn filter_change(
    text: String,
    tests: Vec<String>,
    remove: bool,
) -> CommandResult<String> {
    let change = if remove { filter::remove } else { filter::add };
    Ok(tests.iter().try_fold(text, |text, test| change(&text, test))?)
}

/// Finds the next row of the view that matches a filter, from a position on. A newer search stops this one.
#[command]
pub(crate) async fn find_row(
    app: State<'_, App>,
    connection: u32,
    text: String,
    from: Option<u32>,
    forward: bool,
) -> CommandResult<NextDto> {
    let session = app.session(connection)?;
    let start = FindStart { from, is_forward: forward, wraps: true };
    spawn_blocking(move || session.find(&session.filter_of(&text)?, start)).await?
}

/// Finds the next row with the same code and direction.
#[command]
pub(crate) async fn find_same_code(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    forward: bool,
) -> CommandResult<NextDto> {
    let session = app.session(connection)?;
    spawn_blocking(move || session.same_code(row, forward)).await?
}

#[command]
pub(crate) async fn stop_find(app: State<'_, App>, connection: u32) -> CommandResult<()> {
    app.session(connection)?.searches.stop();
    Ok(())
}

/// The position in the view of a row's number or a time.
#[command]
pub(crate) async fn place_of(
    app: State<'_, App>,
    connection: u32,
    text: String,
) -> CommandResult<Option<PlaceDto>> {
    app.session(connection)?.place(&text)
}
