//! The list of all commands that the page may call. All are `async`: a plain `fn` would run on the window's thread.

use tauri::Wry;
use tauri::ipc::Invoke;

use crate::app::commands::*;
use crate::comparison::commands::*;
use crate::connection::commands::*;
use crate::connection::demo::*;
use crate::decoding::commands::*;
use crate::details::commands::*;
use crate::export::commands::*;
use crate::find::commands::*;
use crate::history::commands::*;
use crate::layouts::commands::*;
use crate::message::commands::*;
use crate::misbehave::commands::*;
use crate::notes::commands::*;
use crate::profiles::commands::*;
use crate::settings::commands::*;
use crate::statistics::commands::*;
use crate::transcript::commands::*;

/// The invoke handler for all commands.
#[rustfmt::skip]
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        // app
        app_info, set_preferences, set_title, given_file, open_dropped, message_from_dropped, menu_command, open_log_folder,
        open_transcript_folder, copy_text,
        // profiles
        profiles, open_profile, example_profile, save_profile, delete_profile, restore_profile,
        show_profile_in_folder, open_profile_file, save_profile_as, import_profile, export_profile,
        restore_drafts, keep_drafts,
        // settings
        check_connection, connection_facts, choose_connection_file, handshakes,
        // connection
        agree, allow_host, connect, check_replies, set_replies, send, send_login, close, connect_now, release, run_scenario,
        stop_scenario, demo_start, demo_stop,
        // message
        preview_message, choose_message_file, recognise, clipboard_text, row_message, send_row, repeat_send, stop_repeat,
        // misbehave
        abort, misbehave, preview_misbehave, row_frames, send_control,
        // transcript
        open_transcript_file, open_given_transcript, opening, opening_cancel, pull, payload,
        payload_json, filter, clear, undo_clear, copy_rows,
        // find
        check_filters, filter_click, filter_change, find_row, find_same_code, stop_find, place_of,
        // details
        compare_rows, copy_payload, json_page, save_payload, text_page,
        // decoding
        set_decoding, decode_row, copy_field, inspect, propose_layout,
        // layouts
        check_decoding, try_layout, seen_fields, follow_rename, attach_protobuf,
        // notes
        annotate, note, pin_rows,
        // statistics
        statistics, series,
        // history
        history, history_count, history_open, history_rename, history_pin, history_show_in_folder,
        history_delete, history_restore, history_remove, history_plan, history_clean_up, history_find,
        history_found, history_find_stop,
        // comparison
        choose_transcript, compare_across, compare_transcripts, comparing, comparing_stop,
        // export
        export_rows, history_export, export_status, export_cancel, import_transcript, import_connection,
        import_status, import_cancel,
    ]
}
