//! The desktop shell, the only Rust that knows Tauri. It wires the page to the core and decides nothing itself.
//!
//! One folder for each feature. In each, `commands` is what the page may call, `dto` what crosses to it.
//!
//! - [`app`]: preferences, window, dialogs, files to open, language and clock.
//! - [`profiles`]: the list and files, unsaved drafts, trust questions.
//! - [`settings`]: connection settings: checks, preflight facts.
//! - [`connection`]: connect, send, close, repeated sends, scenarios; the demo server.
//! - [`message`]: the message box.
//! - [`misbehave`]: deliberate protocol violations, raw bytes and control frames.
//! - [`transcript`]: transcripts as the window views them.
//! - [`table`]: polling for news, rows as text, timing columns, copying rows.
//! - [`find`]: filters, find, going to a row.
//! - [`details`]: payload pages, and the comparison of two rows.
//! - [`decoding`]: field trees, the inspector, layout suggestions.
//! - [`layouts`]: the editor of layouts, rules, codes, columns and Protobuf types.
//! - [`notes`]: pins and notes.
//! - [`statistics`]: latency by command, charts.
//! - [`history`]: stored transcripts: list, search, clean-up.
//! - [`comparison`]: two transcripts compared by command.
//! - [`export`]: exports and imports.
//!
//! Shared by all:
//!
//! - [`commands`]: the list of all commands.
//! - [`state`]: what lives as long as the app.
//! - [`error`]: the core's errors as codes with arguments, for the page to translate.
//! - [`panic_guard`]: turns a panic of background work into an `internal` error.

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
use state::{App, Folders};

/// Runs the app until its last window is closed.
pub fn run() -> ExitCode {
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(app::webview::guard())
        .manage(FilesToOpen::default())
        .setup(start)
        .on_window_event(on_window_event)
        .invoke_handler(commands::handler())
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(|handle, event| match event {
                RunEvent::Exit => {
                    // Servers are told: 1001, going away.
                    tauri::async_runtime::block_on(handle.state::<App>().leave());
                    tracing::info!("quit");
                }
                // A double click in the Finder.
                #[cfg(target_os = "macos")]
                RunEvent::Opened { urls } => {
                    let files = urls.iter().filter_map(|url| url.to_file_path().ok());
                    handle.state::<FilesToOpen>().add(files);
                }
                _ => {}
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "the app could not start");
            eprintln!("wirelark: the app could not start: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Once, before there is a window. Ends the process where another one has the data folder.
fn start(app: &mut tauri::App) -> Result<(), Box<dyn std::error::Error>> {
    let folders = Folders::make(app.path())?;
    let others = app::single_instance::claim(app.handle(), &folders.data);
    let state = App::open(&folders)?;
    if let Err(error) = others {
        tracing::warn!(%error, "no other start can be noticed");
    }
    let restored = app::window_state::open(app.handle(), &folders.config).unwrap_or_else(|error| {
        tracing::warn!(%error, "the window's place is not remembered");
        None
    });
    let percent = state.preferences().zoom;
    app.manage(state);
    if let Some(file) = std::env::args_os().nth(1) {
        app.state::<FilesToOpen>().add(std::path::absolute(file));
    }
    let windows = app.config().app.windows.clone();
    for config in &windows {
        let mut window = WebviewWindowBuilder::from_config(app.handle(), config)?;
        if let Some(restored) = &restored {
            window = restored.size(window);
        }
        let window = window.build()?;
        if let Some(restored) = &restored {
            restored.place(&window)?;
        }
        app::webview::prepare(&window)?;
        app::webview::zoom(&window, percent)?;
    }
    Ok(())
}

fn on_window_event(window: &Window, event: &WindowEvent) {
    match event {
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
            window.state::<FilesToOpen>().add(paths.iter().cloned());
        }
        // Whoever starts it again while connections are being closed wants a window.
        WindowEvent::Destroyed => app::single_instance::release(window.app_handle()),
        _ => {}
    }
}
