//! Commands of the app itself: information, preferences, files to open, folders, the clipboard.

use std::path::Path;

use tauri::{AppHandle, State, WebviewWindow, command};
use tauri_plugin_clipboard_manager::ClipboardExt;
use tauri_plugin_opener::OpenerExt;
use wirelark_core::text::escape_for_display;

use crate::app::dto::{AppInfo, GivenFile, LensDto, Preferences};
use crate::app::files_to_open::FilesToOpen;
use crate::app::locale::system_language;
#[cfg(target_os = "macos")]
use crate::app::menu_bar;
use crate::app::menu_bar::MenuCommands;
use crate::app::webview;
use crate::connection::prepare::confirmed_file;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::state::App;

/// Characters of the window title. A title longer than X11's longest request would end the process.
const MAX_TITLE: usize = 250;

#[command]
pub(crate) async fn app_info(app: State<'_, App>) -> CommandResult<AppInfo> {
    Ok(AppInfo {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        platform: std::env::consts::OS.to_owned(),
        system_language: system_language(),
        log_folder: app.logs.display().to_string(),
        transcript_folder: app.transcripts.display().to_string(),
        preferences: app.preferences(),
        first_run: app.library.list().is_empty(),
        lenses: LensDto::all(),
    })
}

/// Waits for the next file to open. Opens a profile but does not connect it. `None` if a newer call of the page waits.
#[command]
pub(crate) async fn given_file(
    app: State<'_, App>,
    files: State<'_, FilesToOpen>,
) -> CommandResult<Option<GivenFile>> {
    let file = files.next().await;
    Ok(file.map(|file| files.offer(&app, file)))
}

/// Opens the dropped file as if it had been given in another way. `None` if there is none.
#[command]
pub(crate) async fn open_dropped(
    app: State<'_, App>,
    files: State<'_, FilesToOpen>,
) -> CommandResult<Option<GivenFile>> {
    Ok(files.take_dropped().map(|path| files.prepare(&app, path)))
}

/// The name of the dropped file for a message that sends it. `None` if there is none.
#[command]
pub(crate) async fn message_from_dropped(
    app: State<'_, App>,
    files: State<'_, FilesToOpen>,
    profile_id: Option<String>,
) -> CommandResult<Option<String>> {
    let file = files.take_dropped();
    file.map(|file| confirmed_file(&app, file, profile_id.as_deref())).transpose()
}

/// Waits for the next command that the user chooses in the menu bar. `None` if a newer call of the page waits.
#[command]
pub(crate) async fn menu_command(menu: State<'_, MenuCommands>) -> CommandResult<Option<String>> {
    Ok(menu.0.next().await)
}

#[command]
pub(crate) async fn set_preferences(
    app: State<'_, App>,
    window: WebviewWindow,
    preferences: Preferences,
) -> CommandResult<()> {
    let before = app.preferences();
    if preferences.zoom != before.zoom {
        webview::zoom(&window, preferences.zoom).map_err(ErrorDto::internal)?;
    }
    if preferences.theme != before.theme && !cfg!(target_os = "linux") {
        window.set_theme(webview::theme(&preferences.theme)).map_err(ErrorDto::internal)?;
    }
    #[cfg(target_os = "macos")]
    if preferences.language != before.language {
        let handle = tauri::Manager::app_handle(&window);
        menu_bar::show(handle, &preferences.language).map_err(ErrorDto::internal)?;
    }
    Ok(app.set_preferences(preferences)?)
}

/// Sets the window's title; control and invisible characters are escaped.
#[command]
pub(crate) async fn set_title(window: WebviewWindow, title: String) -> CommandResult<()> {
    let title: String = title.chars().take(MAX_TITLE).collect();
    window.set_title(&escape_for_display(&title)).map_err(ErrorDto::internal)
}

#[command]
pub(crate) async fn open_log_folder(app: State<'_, App>, handle: AppHandle) -> CommandResult<()> {
    open(&handle, &app.logs)
}

#[command]
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

/// Shows a file, selected, in the file manager.
pub(crate) fn show_in_folder(handle: &AppHandle, file: &Path) -> CommandResult<()> {
    let shown = handle.opener().reveal_item_in_dir(file);
    shown.map_err(|error| ErrorDto::new("open_folder", error).with("path", file.display()))
}

/// Puts a text on the clipboard.
pub(crate) fn copy(handle: &AppHandle, text: String) -> CommandResult<()> {
    handle.clipboard().write_text(text).map_err(|error| ErrorDto::new("clipboard", error))
}

#[command]
pub(crate) async fn copy_text(handle: AppHandle, text: String) -> CommandResult<()> {
    copy(&handle, text)
}
