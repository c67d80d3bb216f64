//! The desktop shell: exposes the core to the page as Tauri commands. Protocol logic lives in `wirelark-core`; this is
//! the only crate that depends on Tauri.
//!
//! Each feature has a folder. Its `commands` module holds the Tauri commands, its `dto` module the types that cross to
//! the page as JSON.
//!
//! - [`app`]: preferences, window, dialogs, files to open, language and clock.
//! - [`profiles`]: the profile list, profile files, unsaved drafts and trust questions.
//! - [`settings`]: checks of a profile's connection settings.
//! - [`connection`]: connecting, sending, closing, repeated sends, scenarios, the demo server.
//! - [`message`]: the message box.
//! - [`misbehave`]: deliberate protocol violations, raw bytes and control frames.
//! - [`transcript`]: open transcripts, whether of a connection or of a file.
//! - [`table`]: polling for changes, rows as text, timing columns, copying rows.
//! - [`find`]: filters, find, and going to a row.
//! - [`details`]: payload pages and the comparison of two rows.
//! - [`decoding`]: field trees, the inspector, layout suggestions.
//! - [`layouts`]: the editor of layouts, rules, codes, columns and Protobuf types.
//! - [`notes`]: pins and notes.
//! - [`statistics`]: latency by command and charts.
//! - [`history`]: the list of stored transcripts, searching and cleaning it up.
//! - [`comparison`]: the comparison of two transcripts by command.
//! - [`export`]: exports and imports.
//!
//! Shared by all features:
//!
//! - [`commands`]: the list of all commands.
//! - [`state`]: state that lives as long as the app.
//! - [`error`]: errors as codes with arguments, which the page translates.
//! - [`list_text`]: length limit for foreign text in lists.
//! - [`panic_guard`]: turns a panic in background work into an `internal` error.

mod app;
mod commands;
mod comparison;
mod connection;
mod decoding;
mod details;
mod error;
mod export;
mod find;
mod history;
mod layouts;
mod list_text;
mod message;
mod misbehave;
mod notes;
mod panic_guard;
mod profiles;
mod settings;
mod state;
mod statistics;
mod table;
mod transcript;
#[cfg(test)]
mod types;

use std::process::ExitCode;

use tauri::{DragDropEvent, Manager, RunEvent, WebviewWindowBuilder, Window, WindowEvent};

use app::files_to_open::FilesToOpen;
use app::menu_bar::MenuCommands;
use state::{App, Folders};

/// Runs the app until its window is closed, on macOS too: nothing runs without the window.
pub fn run() -> ExitCode {
    if !app::startup_failure::has_web_view() {
        return ExitCode::FAILURE;
    }
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(app::webview::navigation_guard())
        .manage(FilesToOpen::default())
        .manage(MenuCommands::default())
        // Replaced by our own.
        .enable_macos_default_menu(false)
        .on_menu_event(|handle, event| {
            handle.state::<MenuCommands>().0.add([event.id().0.clone()]);
        })
        .setup(|app| {
            if let Err(error) = setup(app) {
                app::startup_failure::show(&error.to_string());
                std::process::exit(1);
            }
            Ok(())
        })
        .on_window_event(on_window_event)
        .invoke_handler(commands::handler())
        .build(tauri::generate_context!());
    match app {
        Ok(app) => {
            app.run(|handle, event| match event {
                RunEvent::Exit => {
                    // Closes with 1001, going away (RFC 6455 section 7.4.1).
                    tauri::async_runtime::block_on(handle.state::<App>().shut_down());
                    tracing::info!("quit");
                }
                // Files opened in the Finder or dropped on the dock's icon, also before there is a window.
                #[cfg(target_os = "macos")]
                RunEvent::Opened { urls } => {
                    let files = urls.iter().filter_map(|url| url.to_file_path().ok());
                    handle.state::<FilesToOpen>().add(files);
                    app::single_instance::bring_to_front(handle);
                }
                // A click on the dock's icon restores a minimised window, which tao tells the system not to do.
                #[cfg(target_os = "macos")]
                RunEvent::Reopen { has_visible_windows: false, .. } => {
                    app::single_instance::bring_to_front(handle);
                }
                _ => {}
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            app::startup_failure::show(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Opens the app's state and creates the window. Ends the process if another instance uses the data folder.
fn setup(app: &mut tauri::App) -> Result<(), Box<dyn std::error::Error>> {
    let folders = Folders::make(app.path())?;
    let claimed = app::single_instance::claim(app.handle(), &folders.data);
    let state = App::open(&folders)?;
    if let Err(error) = claimed {
        tracing::warn!(%error, "no other start can be noticed");
    }
    let restored = app::window_state::open(app.handle(), &folders.config).unwrap_or_else(|error| {
        tracing::warn!(%error, "the window's place is not remembered");
        None
    });
    let preferences = state.preferences();
    app.manage(state);
    #[cfg(target_os = "macos")]
    app::menu_bar::show(app.handle(), &preferences.language)?;
    if let Some(file) = std::env::args_os().nth(1) {
        app.state::<FilesToOpen>().add(std::path::absolute(file));
    }
    let windows = app.config().app.windows.clone();
    for config in &windows {
        let mut window = WebviewWindowBuilder::from_config(app.handle(), config)?;
        if let Some(restored) = &restored {
            window = restored.size(window);
        }
        let window = window.theme(app::webview::theme(&preferences.theme)).build()?;
        if let Some(restored) = &restored {
            restored.place(&window)?;
        }
        app::webview::prepare(&window)?;
        app::webview::zoom(&window, preferences.zoom)?;
    }
    Ok(())
}

fn on_window_event(window: &Window, event: &WindowEvent) {
    match event {
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, position }) => {
            // Only Windows reports physical pixels.
            let scale = if cfg!(windows) { window.scale_factor().unwrap_or(1.0) } else { 1.0 };
            let at = (position.x / scale, position.y / scale);
            window.state::<FilesToOpen>().add_at(paths.iter().cloned(), Some(at));
        }
        // A start while connections are still closing must open a new window.
        WindowEvent::Destroyed => app::single_instance::release(window.app_handle()),
        _ => {}
    }
}
