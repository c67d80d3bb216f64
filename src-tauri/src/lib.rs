//! The desktop shell: the only Rust that knows tauri. Wiring only; what things do is the core's.
//!
//! - [`commands`]: what the page may ask, one file per room.
//! - [`dto`]: what crosses to the page.
//! - [`error`]: the core's errors as the page gets them.
//! - [`state`]: what lives as long as the app.
//! - [`transcript_session`]: a transcript as the window views it: of a connection, or a file that was opened.
//! - [`live`]: a connection as the window sees it: its transcript, its rate, its scenario.
//! - [`misbehave`]: what breaks the protocol on purpose, before it is sent.
//! - [`repeat`]: a message that is sent again and again.
//! - [`connection_decoding`]: how a connection's messages are read: layouts, columns.
//! - [`find`]: searching within what is viewed, and places in it.
//! - [`pull`]: one answer: state, counters and rows together.
//! - [`rows`]: rows of the table as text.
//! - [`row_timings`]: how rows lie in time, and which answers which.
//! - [`notes`]: pins and notes.
//! - [`statistics`]: latency by command.
//! - [`row_clipboard`]: rows as text for the clipboard.
//! - [`row_comparison`]: two rows side by side.
//! - [`transcript_comparison`]: two transcripts by command, in the background.
//! - [`layout_preview`]: a layout tried on a message.
//! - [`trust`]: what a person is asked before a profile connects, and what was answered.
//! - [`charts`]: rate, bytes and latency over time.
//! - [`clock`]: local time or UTC.
//! - [`exports`]: an export in the background.
//! - [`history_search`]: a search through all past connections.
//! - [`drafts`]: unsaved work that outlives a crash.
//! - [`files_to_open`]: files that are given from outside the page.
//! - [`single_instance`]: a second start hands over to the first.
//! - [`window_state`]: the window's size and place.
//! - [`dialog`]: file dialogs.
//! - [`last_folders`]: where file dialogs were left.
//! - [`locale`]: the page's texts, where Rust draws.
//! - [`panic_guard`]: work whose panic is told like any other error.
//! - [`webview`]: what is set on the window itself.

mod charts;
mod clock;
mod commands;
mod connection_decoding;
mod dialog;
mod drafts;
mod dto;
mod error;
mod exports;
mod files_to_open;
mod find;
mod history_search;
mod last_folders;
mod layout_preview;
mod live;
mod locale;
mod misbehave;
mod notes;
mod openings;
mod panic_guard;
mod pull;
mod repeat;
mod row_clipboard;
mod row_comparison;
mod row_timings;
mod rows;
mod single_instance;
mod state;
mod statistics;
mod transcript_comparison;
mod transcript_session;
mod trust;
#[cfg(test)]
mod types;
mod webview;
mod window_state;

use std::process::ExitCode;

use tauri::{DragDropEvent, Manager, RunEvent, WebviewWindowBuilder, Window, WindowEvent};

use files_to_open::FilesToOpen;
use state::{App, Folders};

/// Runs the app until its last window is closed.
pub fn run() -> ExitCode {
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(webview::guard())
        .manage(FilesToOpen::default())
        .setup(start)
        .on_window_event(on_window_event)
        .invoke_handler(tauri::generate_handler![
            commands::app::app_info,
            commands::app::set_preferences,
            commands::app::set_title,
            commands::app::given_file,
            commands::app::keep_drafts,
            commands::app::open_log_folder,
            commands::app::open_transcript_folder,
            commands::app::copy_text,
            commands::profiles::profiles,
            commands::profiles::open_profile,
            commands::profiles::example_profile,
            commands::profiles::save_profile,
            commands::profiles::delete_profile,
            commands::profiles::restore_profile,
            commands::profiles::show_profile_in_folder,
            commands::profiles::open_profile_file,
            commands::profiles::save_profile_as,
            commands::profiles::import_profile,
            commands::profiles::export_profile,
            commands::profiles::restore_drafts,
            commands::settings::check_connection,
            commands::settings::connection_facts,
            commands::settings::choose_connection_file,
            commands::settings::handshakes,
            commands::connection::agree,
            commands::connection::allow_host,
            commands::layouts::check_decoding,
            commands::layouts::try_layout,
            commands::layouts::seen_fields,
            commands::layouts::attach_protobuf,
            commands::demo::demo_start,
            commands::demo::demo_stop,
            commands::message::preview_message,
            commands::message::recognise,
            commands::message::clipboard_text,
            commands::message::row_message,
            commands::message::send_row,
            commands::message::repeat_send,
            commands::message::stop_repeat,
            commands::connection::connect,
            commands::connection::send,
            commands::connection::send_login,
            commands::connection::close,
            commands::connection::connect_now,
            commands::connection::release,
            commands::misbehave::abort,
            commands::misbehave::misbehave,
            commands::misbehave::preview_misbehave,
            commands::misbehave::row_frames,
            commands::misbehave::send_control,
            commands::connection::run_scenario,
            commands::connection::stop_scenario,
            commands::decoding::set_decoding,
            commands::decoding::decode_row,
            commands::decoding::copy_field,
            commands::decoding::inspect,
            commands::decoding::propose_layout,
            commands::details::compare_rows,
            commands::details::copy_payload,
            commands::details::json_page,
            commands::details::save_payload,
            commands::details::text_page,
            commands::notes::annotate,
            commands::notes::note,
            commands::notes::pin_rows,
            commands::statistics::statistics,
            commands::find::check_filters,
            commands::find::filter_click,
            commands::find::filter_change,
            commands::find::find_row,
            commands::find::find_same_code,
            commands::find::stop_find,
            commands::find::place_of,
            commands::transcript::open_transcript_file,
            commands::transcript::open_given_transcript,
            commands::transcript::opening,
            commands::transcript::opening_cancel,
            commands::transcript::pull,
            commands::transcript::payload,
            commands::transcript::payload_json,
            commands::transcript::filter,
            commands::transcript::clear,
            commands::transcript::undo_clear,
            commands::transcript::copy_rows,
            commands::export::export_rows,
            commands::export::history_export,
            commands::export::export_status,
            commands::export::export_cancel,
            commands::export::import_transcript,
            commands::export::import_connection,
            commands::export::import_status,
            commands::export::import_cancel,
            commands::export::series,
            commands::transcript_comparison::choose_transcript,
            commands::transcript_comparison::compare_across,
            commands::transcript_comparison::compare_transcripts,
            commands::transcript_comparison::comparing,
            commands::transcript_comparison::comparing_stop,
            commands::history::history,
            commands::history::history_count,
            commands::history::history_open,
            commands::history::history_rename,
            commands::history::history_pin,
            commands::history::history_show_in_folder,
            commands::history::history_delete,
            commands::history::history_restore,
            commands::history::history_remove,
            commands::history::history_plan,
            commands::history::history_clean_up,
            commands::history::history_find,
            commands::history::history_found,
            commands::history::history_find_stop,
        ])
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
    let others = single_instance::claim(app.handle(), &folders.data);
    let state = App::open(&folders)?;
    if let Err(error) = others {
        tracing::warn!(%error, "no other start can be noticed");
    }
    let restored = window_state::open(app.handle(), &folders.config).unwrap_or_else(|error| {
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
        webview::prepare(&window)?;
        webview::zoom(&window, percent)?;
    }
    Ok(())
}

fn on_window_event(window: &Window, event: &WindowEvent) {
    match event {
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
            window.state::<FilesToOpen>().add(paths.iter().cloned());
        }
        // Whoever starts it again while connections are being closed wants a window.
        WindowEvent::Destroyed => single_instance::release(window.app_handle()),
        _ => {}
    }
}
