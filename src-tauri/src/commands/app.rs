//! The app itself: what it is, what it remembers, its folders, the clipboard.

use tauri::{AppHandle, State, WebviewWindow};
use tauri_plugin_clipboard_manager::ClipboardExt;
use tauri_plugin_opener::OpenerExt;

use crate::dto::{AppInfo, ErrorDto, Preferences};
use crate::error::Answer;
use crate::state::{App, Opened};
use crate::webview;
use crate::words::system_language;

#[tauri::command]
pub(crate) async fn app_info(app: State<'_, App>) -> Answer<AppInfo> {
    let (open, viewed, open_error) = match app.opened_with() {
        Ok(Opened::Nothing) => (None, None, None),
        Ok(Opened::Profile(id)) => (Some(id), None, None),
        Ok(Opened::Transcript(id)) => (None, Some(id), None),
        Err(error) => (None, None, Some(error)),
    };
    Ok(AppInfo {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        platform: std::env::consts::OS.to_owned(),
        system_language: system_language(),
        log_folder: app.logs.display().to_string(),
        transcript_folder: app.transcripts.display().to_string(),
        preferences: app.preferences(),
        first_run: app.library.list().is_empty(),
        open,
        viewed,
        open_error,
    })
}

#[tauri::command]
pub(crate) async fn set_preferences(
    app: State<'_, App>,
    window: WebviewWindow,
    preferences: Preferences,
) -> Answer<()> {
    if preferences.zoom != app.preferences().zoom {
        webview::zoom(&window, preferences.zoom).map_err(ErrorDto::internal)?;
    }
    Ok(app.set_preferences(preferences)?)
}

/// What the window's frame says.
#[tauri::command]
pub(crate) async fn set_title(window: WebviewWindow, title: String) -> Answer<()> {
    window.set_title(&title).map_err(ErrorDto::internal)
}

#[tauri::command]
pub(crate) async fn open_log_folder(app: State<'_, App>, handle: AppHandle) -> Answer<()> {
    open(&handle, &app.logs)
}

#[tauri::command]
pub(crate) async fn open_transcript_folder(app: State<'_, App>, handle: AppHandle) -> Answer<()> {
    open(&handle, &app.transcripts)
}

fn open(handle: &AppHandle, folder: &std::path::Path) -> Answer<()> {
    let path = folder.display().to_string();
    let opened = handle.opener().open_path(&path, None::<&str>);
    opened.map_err(|error| ErrorDto::new("open_folder", error).with("path", path))
}

#[tauri::command]
pub(crate) async fn copy_text(handle: AppHandle, text: String) -> Answer<()> {
    handle.clipboard().write_text(text).map_err(|error| ErrorDto::new("clipboard", error))
}
