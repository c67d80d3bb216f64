//! The desktop shell: the only Rust that knows tauri. Wiring only; what things do is the core's.
//!
//! - [`commands`]: what the page may ask, one file per room.
//! - [`dto`]: what crosses to the page.
//! - [`error`]: the core's errors as the page gets them.
//! - [`state`]: what lives as long as the app.
//! - [`viewed`]: a transcript as the window views it: of a connection, or a file that was opened.
//! - [`live`]: a connection as the window sees it: its transcript, its rate, its scenario.
//! - [`acting`]: what breaks the protocol on purpose, before it is sent.
//! - [`repeat`]: a message that is sent again and again.
//! - [`decoding`]: how a connection's messages are read: layouts, columns.
//! - [`finding`]: searching within what is viewed, and places in it.
//! - [`pull`]: one answer: state, counters and rows together.
//! - [`rows`]: rows of the table as text.
//! - [`timing`]: how rows lie in time, and which answers which.
//! - [`marks`]: pins and notes.
//! - [`statistics`]: latency by command.
//! - [`copied`]: rows as text for the clipboard.
//! - [`compared`]: two rows side by side.
//! - [`comparing`]: two transcripts by command, in the background.
//! - [`trial`]: a layout tried on a message.
//! - [`charts`]: rate, bytes and latency over time.
//! - [`exporting`]: an export in the background.
//! - [`searching`]: a search through all past connections.
//! - [`dialog`]: file dialogs.
//! - [`words`]: the page's texts, where Rust draws.
//! - [`webview`]: what is set on the window itself.

mod acting;
mod charts;
mod commands;
mod compared;
mod comparing;
mod copied;
mod decoding;
mod dialog;
mod dto;
mod error;
mod exporting;
mod finding;
mod live;
mod marks;
mod pull;
mod repeat;
mod rows;
mod searching;
mod state;
mod statistics;
mod timing;
mod trial;
#[cfg(test)]
mod types;
mod viewed;
mod webview;
mod words;

use std::process::ExitCode;

use tauri::{Manager, RunEvent};

use state::App;

/// Runs the app until its last window is closed.
pub fn run() -> ExitCode {
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(webview::guard())
        .setup(|app| {
            let state = App::open(app.path())?;
            let percent = state.preferences().zoom;
            app.manage(state);
            if let Some(window) = app.get_webview_window("main") {
                webview::prepare(&window)?;
                webview::zoom(&window, percent)?;
            }
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![
            commands::app::app_info,
            commands::app::set_preferences,
            commands::app::set_title,
            commands::app::open_log_folder,
            commands::app::open_transcript_folder,
            commands::app::copy_text,
            commands::profiles::profiles,
            commands::profiles::open_profile,
            commands::profiles::example_profile,
            commands::profiles::save_profile,
            commands::profiles::delete_profile,
            commands::profiles::restore_profile,
            commands::profiles::open_profile_file,
            commands::profiles::save_profile_as,
            commands::profiles::import_profile,
            commands::profiles::export_profile,
            commands::settings::check_connection,
            commands::settings::connection_facts,
            commands::settings::choose_connection_file,
            commands::settings::handshakes,
            commands::settings::allow_unverified,
            commands::layouts::check_decoding,
            commands::layouts::try_layout,
            commands::layouts::seen_fields,
            commands::layouts::attach_protobuf,
            commands::demo::demo_start,
            commands::demo::demo_stop,
            commands::message::preview_message,
            commands::message::recognise,
            commands::message::clipboard_text,
            commands::message::repeat_send,
            commands::message::stop_repeat,
            commands::connection::connect,
            commands::connection::send,
            commands::connection::send_login,
            commands::connection::close,
            commands::connection::connect_now,
            commands::connection::release,
            commands::acting::abort,
            commands::acting::misbehave,
            commands::acting::preview_misbehave,
            commands::acting::row_frames,
            commands::acting::send_control,
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
            commands::finding::check_filters,
            commands::finding::filter_click,
            commands::finding::filter_change,
            commands::finding::find_row,
            commands::finding::find_same_code,
            commands::finding::stop_find,
            commands::finding::place_of,
            commands::transcript::open_transcript_file,
            commands::transcript::pull,
            commands::transcript::payload,
            commands::transcript::payload_json,
            commands::transcript::filter,
            commands::transcript::clear,
            commands::transcript::undo_clear,
            commands::transcript::copy_rows,
            commands::export::export_rows,
            commands::export::export_status,
            commands::export::export_cancel,
            commands::export::import_transcript,
            commands::export::import_connection,
            commands::export::import_status,
            commands::export::import_cancel,
            commands::export::series,
            commands::comparing::choose_transcript,
            commands::comparing::compare_across,
            commands::comparing::compare_transcripts,
            commands::comparing::comparing,
            commands::comparing::comparing_stop,
            commands::history::history,
            commands::history::history_count,
            commands::history::history_open,
            commands::history::history_rename,
            commands::history::history_pin,
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
            app.run(|handle, event| {
                if let RunEvent::Exit = event {
                    // Servers are told: 1001, going away.
                    tauri::async_runtime::block_on(handle.state::<App>().leave());
                    tracing::info!("quit");
                }
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
