//! Messages decoded: trees, columns, the inspector, proposals.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State};
use tauri_plugin_clipboard_manager::ClipboardExt;
use tokio::sync::{Mutex, MutexGuard};
use wirelark_core::packet::inspect::{self, Interpretation};
use wirelark_core::packet::layout::decode::TreeLimits;
use wirelark_core::packet::layout::{Decoded, Layout, Node, propose};
use wirelark_core::profile::model::Profile;
use wirelark_core::transcript::Reader;

use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::state::App;
use crate::table::row_clipboard::MOST_COPIED;

/// A longer message takes its turn: see [`LongMessages`].
const LONG: u32 = 64 << 20;
/// So many nodes of a field go to the clipboard.
const MOST_NODES: usize = 1_000_000;
/// As much of a message is looked at to propose a layout for it: what begins beyond is its tail.
const MOST_PROPOSED: u32 = 64 << 10;
/// All that the inspector can read at one place.
const INSPECTED: u32 = 256;

/// A long message is as long in memory while it is decoded, so there is one at a time, and of pages the newest wins.
#[derive(Default)]
pub(crate) struct LongMessages {
    pages: AtomicU64,
    one: Mutex<()>,
}

/// What a message is decoded for.
#[derive(Clone, Copy, PartialEq)]
enum DecodePurpose {
    Page,
    Copy,
}

impl LongMessages {
    /// Waits until no other is decoded; `None` where a newer page was wished for meanwhile.
    async fn turn(&self, wish: DecodePurpose) -> Option<MutexGuard<'_, ()>> {
        let page = (wish == DecodePurpose::Page).then(|| self.pages.fetch_add(1, Relaxed) + 1);
        let turn = self.one.lock().await;
        page.is_none_or(|page| page == self.pages.load(Relaxed)).then_some(turn)
    }
}

/// A message of which a person looks at a field, in the table or in its filter.
pub(crate) fn message(reader: &Reader, row: u32) -> CommandResult<Vec<u8>> {
    let entry = reader.record(row)?;
    if entry.size > LONG {
        let detail = format!("{} bytes are too many to decode here", entry.size);
        return Err(ErrorDto::new("decode_too_long", detail).with("size", entry.size));
    }
    Ok(reader.payload_of(&entry, 0, entry.size)?)
}

/// Does something with a row's tree, off the connections' own threads.
async fn with_row<T: Send + 'static>(
    app: &App,
    (connection, row): (u32, u32),
    wish: DecodePurpose,
    look: impl FnOnce(&dyn Fn(TreeLimits) -> Decoded) -> CommandResult<T> + Send + 'static,
) -> CommandResult<T> {
    let viewed = app.viewed(connection)?;
    let entry = viewed.reader().record(row)?;
    let turn = match entry.size > LONG {
        true => {
            let newer = || ErrorDto::new("decode_superseded", "another message is decoded instead");
            Some(app.long_messages.turn(wish).await.ok_or_else(newer)?)
        }
        false => None,
    };
    let done = spawn_blocking(move || {
        let bytes = viewed.reader().payload_of(&entry, 0, entry.size)?;
        let decoding = viewed.decoding();
        let decoder = &decoding.decoder;
        look(&|limits| decoder.decode_within(entry.kind, entry.direction, &bytes, limits))
    });
    let done = done.await?;
    drop(turn);
    done
}

#[tauri::command]
pub(crate) async fn set_decoding(
    app: State<'_, App>,
    connection: u32,
    profile: Profile,
) -> CommandResult<()> {
    let viewed = app.viewed(connection)?;
    // Compiling what a profile says may take a while, which the connections' own threads must not feel.
    spawn_blocking(move || viewed.set_decoding(&profile)).await?
}

#[tauri::command]
pub(crate) async fn decode_row(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    first: usize,
) -> CommandResult<Decoded> {
    with_row(&app, (connection, row), DecodePurpose::Page, move |tree| {
        Ok(tree(TreeLimits::page(first)))
    })
    .await
}

#[tauri::command]
pub(crate) async fn copy_field(
    app: State<'_, App>,
    handle: AppHandle,
    connection: u32,
    row: u32,
    first: usize,
    at: Vec<usize>,
    form: String,
) -> CommandResult<()> {
    let text = with_row(&app, (connection, row), DecodePurpose::Copy, move |tree| {
        let limits = |first| TreeLimits {
            first,
            nodes: MOST_NODES,
            bytes: TreeLimits::NONE.bytes,
            ..TreeLimits::page(first)
        };
        let whole = |tree: &Decoded| tree.at(&at).is_some_and(Node::is_whole);
        // What the page shows is among the first nodes or, else, among those of its window.
        let (mut from, mut found) = (0, tree(limits(0)));
        if !whole(&found) && first > 0 {
            drop(found);
            (from, found) = (first, tree(limits(first)));
        }
        // Its long values are made only where it has some.
        if found.at(&at).is_some_and(|node| node.is_whole() && node.is_cut()) {
            drop(found);
            found = tree(TreeLimits { text: MOST_COPIED, value: MOST_COPIED, ..limits(from) });
        }
        let missing = || ErrorDto::internal(format!("row {row} has no field at {at:?}"));
        let node = found.at(&at).ok_or_else(missing)?;
        let fits = node.is_whole() && !node.is_cut();
        let text = fits.then(|| node.copied(form == "json", MOST_COPIED)).flatten();
        let detail = || format!("'{}' is more than the clipboard takes", node.name);
        text.ok_or_else(|| ErrorDto::new("field_too_long", detail()))
    });
    let text = text.await?;
    handle.clipboard().write_text(text).map_err(|error| ErrorDto::new("clipboard", error))
}

#[tauri::command]
pub(crate) async fn inspect(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    offset: u32,
) -> CommandResult<Vec<Interpretation>> {
    let reader = app.viewed(connection)?.reader();
    let bytes = reader.payload_range(row, offset, INSPECTED)?;
    Ok(inspect::inspect(&bytes, 0))
}

#[tauri::command]
pub(crate) async fn propose_layout(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    name: String,
) -> CommandResult<Layout> {
    let reader = app.viewed(connection)?.reader();
    let bytes = reader.payload_range(row, 0, MOST_PROPOSED)?;
    Ok(spawn_blocking(move || propose(&name, &bytes)).await?)
}
