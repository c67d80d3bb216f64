//! The app itself: what it is, what it remembers, its folders, the clipboard.

use std::path::Path;

use tauri::{AppHandle, State, WebviewWindow};
use tauri_plugin_clipboard_manager::ClipboardExt;
use tauri_plugin_opener::OpenerExt;
use wirelark_core::text::escape_for_display;

use crate::app::dto::{AppInfo, GivenFile, Preferences};
use crate::app::files_to_open::{FileKind, FilesToOpen, kind};
use crate::app::locale::system_language;
use crate::app::webview;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::profiles::commands::open_elsewhere;
use crate::state::{App, lock};

/// As many characters of a title are shown: one beyond X11's longest request ends the process.
const MOST_TITLE: usize = 250;

#[tauri::command]
pub(crate) async fn app_info(app: State<'_, App>) -> CommandResult<AppInfo> {
    Ok(AppInfo {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        platform: std::env::consts::OS.to_owned(),
        system_language: system_language(),
        log_folder: app.logs.display().to_string(),
        transcript_folder: app.transcripts.display().to_string(),
        preferences: app.preferences(),
        first_run: app.library.list().is_empty(),
    })
}

/// The next file that is given from outside; a profile is opened, and never connected to by itself. None where the page
/// asks anew.
#[tauri::command]
pub(crate) async fn given_file(
    app: State<'_, App>,
    given: State<'_, FilesToOpen>,
) -> CommandResult<Option<GivenFile>> {
    let Some(path) = given.next().await else { return Ok(None) };
    tracing::info!("a file was given");
    Ok(Some(match kind(&path) {
        FileKind::Transcript => {
            *lock(&given.transcript) = Some(path);
            GivenFile::Transcript
        }
        FileKind::Import => {
            *lock(&app.exports.chosen) = Some(path);
            GivenFile::Import
        }
        FileKind::Profile => match open_elsewhere(&app, &path) {
            Ok(opened) => GivenFile::Profile { opened: Box::new(opened) },
            Err(error) => GivenFile::Refused { error },
        },
    }))
}

#[tauri::command]
pub(crate) async fn set_preferences(
    app: State<'_, App>,
    window: WebviewWindow,
    preferences: Preferences,
) -> CommandResult<()> {
    if preferences.zoom != app.preferences().zoom {
        webview::zoom(&window, preferences.zoom).map_err(ErrorDto::internal)?;
    }
    Ok(app.set_preferences(preferences)?)
}

/// What the window's frame says.
#[tauri::command]
pub(crate) async fn set_title(window: WebviewWindow, title: String) -> CommandResult<()> {
    let title: String = title.chars().take(MOST_TITLE).collect();
    window.set_title(&escape_for_display(&title)).map_err(ErrorDto::internal)
}

#[tauri::command]
pub(crate) async fn open_log_folder(app: State<'_, App>, handle: AppHandle) -> CommandResult<()> {
    open(&handle, &app.logs)
}

#[tauri::command]
pub(crate) async fn open_transcript_folder(
    app: State<'_, App>,
    handle: AppHandle,
) -> CommandResult<()> {
    open(&handle, &app.transcripts)
}

fn open(handle: &AppHandle, folder: &Path) -> CommandResult<()> {
    let path = folder.display().to_string();
    let opened = handle.opener().open_path(&path, None::<&str>);
    opened.map_err(|error| ErrorDto::new("open_folder", error).with("path", path))
}

/// Selects a file in the file manager.
pub(crate) fn show_in_folder(handle: &AppHandle, file: &Path) -> CommandResult<()> {
    let shown = handle.opener().reveal_item_in_dir(file);
    shown.map_err(|error| ErrorDto::new("open_folder", error).with("path", file.display()))
}

#[tauri::command]
pub(crate) async fn copy_text(handle: AppHandle, text: String) -> CommandResult<()> {
    handle.clipboard().write_text(text).map_err(|error| ErrorDto::new("clipboard", error))
}
