//! Commands for decoded messages: field trees, the inspector and layout suggestions.

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State, command};
use wirelark_core::packet::inspect::{self, Interpretation};
use wirelark_core::packet::layout::decode::TreeLimits;
use wirelark_core::packet::layout::{Decoded, Proposal, propose_for};
use wirelark_core::profile::model::Profile;

use crate::app::commands::copy;
use crate::decoding::field_text::{FieldPlace, field_text};
use crate::decoding::row_decoder::{DecodePurpose, ShownRow, with_row};
use crate::error::CommandResult;
use crate::state::App;

/// Bytes of a message from which a layout is proposed; the rest counts as its tail.
const MAX_PROPOSED: u32 = 64 << 10;
/// Selected rows for which a layout is proposed.
const MOST_PROPOSED: u32 = 200;
/// Bytes that the inspector reads at one offset.
const INSPECTED: u32 = 256;

/// Decodes the transcript by this profile from now on.
#[command]
pub(crate) async fn set_decoding(
    app: State<'_, App>,
    connection: u32,
    profile: Profile,
) -> CommandResult<()> {
    let session = app.session(connection)?;
    // Compiling the rules may take a while and must not block the connections' threads.
    spawn_blocking(move || session.set_decoding(&profile)).await?
}

/// The row's field tree from node `first` on; `whole`: that of the protocol messages that end in it.
#[command]
pub(crate) async fn decode_row(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    first: usize,
    whole: bool,
) -> CommandResult<Decoded> {
    let shown = ShownRow { connection, row, whole };
    with_row(&app, shown, DecodePurpose::Page, move |decode| Ok(decode(TreeLimits::page(first))))
        .await
}

/// Copies one field to the clipboard. `first` is the start of the page's window of nodes, `at` the path in the tree.
#[command]
#[allow(clippy::too_many_arguments, reason = "the page's arguments")]
pub(crate) async fn copy_field(
    app: State<'_, App>,
    handle: AppHandle,
    connection: u32,
    row: u32,
    first: usize,
    at: Vec<usize>,
    form: String,
    whole: bool,
) -> CommandResult<()> {
    let place = FieldPlace { first, path: at };
    let shown = ShownRow { connection, row, whole };
    let text = with_row(&app, shown, DecodePurpose::Copy, move |decode| {
        field_text(decode, &place, form == "json", row)
    });
    let text = text.await?;
    copy(&handle, text)
}

/// What the bytes at an offset may mean.
#[command]
pub(crate) async fn inspect(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    offset: u32,
    whole: bool,
) -> CommandResult<Vec<Interpretation>> {
    let bytes = app.session(connection)?.bytes(row, whole, (offset, INSPECTED))?;
    Ok(inspect::inspect(&bytes, 0))
}

/// Proposes a layout for a row's message, and for those of the view's other rows in these ranges of positions that have
/// the same direction and kind.
#[command]
pub(crate) async fn propose_layout(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    ranges: Vec<(u32, u32)>,
    name: String,
) -> CommandResult<Proposal> {
    let session = app.session(connection)?;
    let reader = session.reader();
    let others = session.rows_at(&bounded(&ranges));
    let proposed = move || {
        let entry = reader.record(row)?;
        let mut messages = vec![reader.payload_range(row, 0, MAX_PROPOSED)?];
        for other in others.iter().filter(|other| **other != row) {
            let alike = reader.record(*other)?;
            if (alike.direction, alike.kind) == (entry.direction, entry.kind) {
                messages.push(reader.payload_range(*other, 0, MAX_PROPOSED)?);
            }
        }
        CommandResult::Ok(propose_for(&name, &messages))
    };
    spawn_blocking(proposed).await?
}

/// The beginning of the ranges, with at most [`MOST_PROPOSED`] positions.
fn bounded(ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut left = MOST_PROPOSED;
    let mut kept = Vec::new();
    for (first, last) in ranges {
        let count = last.saturating_sub(*first).saturating_add(1).min(left);
        if count > 0 {
            kept.push((*first, first.saturating_add(count - 1)));
            left -= count;
        }
    }
    kept
}
