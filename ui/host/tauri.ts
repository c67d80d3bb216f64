// The only file that imports Tauri: each method is one command.

import { invoke, transformCallback } from "@tauri-apps/api/core";
import { lines, type TauriInternals } from "./command-lines";
import type { Host } from "./host";
import type { ErrorDto } from "./types";

/** Turns anything thrown into an ErrorDto; Tauri's own errors are strings. */
function asError(thrown: unknown): ErrorDto {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown) return thrown as ErrorDto;
  return { code: "internal", args: { what: String(thrown) }, detail: String(thrown), path: null };
}

const internals = () =>
  (window as unknown as { __TAURI_INTERNALS__: { ipc?: ReturnType<TauriInternals["ipc"]> } }).__TAURI_INTERNALS__;

const ask = lines({ invoke, transformCallback, ipc: () => internals().ipc });

async function call<T>(command: string, args?: Record<string, unknown>): Promise<T> {
  try {
    return (await ask(command, args)) as T;
  } catch (thrown) {
    throw asError(thrown);
  }
}

export function tauriHost(): Host {
  return {
    appInfo: () => call("app_info"),
    setPreferences: (preferences) => call("set_preferences", { preferences }),
    openLogFolder: () => call("open_log_folder"),
    openTranscriptFolder: () => call("open_transcript_folder"),
    givenFile: () => call("given_file"),
    openGivenTranscript: () => call("open_given_transcript"),
    keepDrafts: (drafts) => call("keep_drafts", { drafts }),
    restoreDrafts: () => call("restore_drafts"),
    copyText: (text) => call("copy_text", { text }),

    profiles: () => call("profiles"),
    openProfile: (id) => call("open_profile", { id }),
    exampleProfile: (decoded) => call("example_profile", { decoded }),
    saveProfile: (id, profile, draft) => call("save_profile", { id, profile, draft }),
    deleteProfile: (id) => call("delete_profile", { id }),
    restoreProfile: (deleted) => call("restore_profile", { deleted }),
    showProfileInFolder: (id) => call("show_profile_in_folder", { id }),
    openProfileFile: () => call("open_profile_file"),
    saveProfileAs: (profile, draft) => call("save_profile_as", { profile, draft }),
    importProfile: () => call("import_profile"),
    exportProfile: (profile) => call("export_profile", { profile }),

    demoStart: () => call("demo_start"),
    demoStop: () => call("demo_stop"),

    previewMessage: (profile, message, given) => call("preview_message", { profile, message, given }),
    recognise: (text) => call("recognise", { text }),
    clipboardText: () => call("clipboard_text"),

    connect: (profile, profileId, secrets, given) => call("connect", { profile, profileId, secrets, given }),
    send: (connection, profile, message, secrets, given) =>
      call("send", { connection, profile, message, secrets, given }),
    repeatSend: (connection, profile, message, secrets, given, how) =>
      call("repeat_send", { connection, profile, message, secrets, given, ...how }),
    stopRepeat: (connection) => call("stop_repeat", { connection }),
    sendLogin: (connection, profile, secrets, given) => call("send_login", { connection, profile, secrets, given }),
    connectNow: (connection) => call("connect_now", { connection }),
    release: (connection) => call("release", { connection }),
    setTitle: (title) => call("set_title", { title }),
    close: (connection, code, reason) => call("close", { connection, code, reason }),
    abort: (connection, reset) => call("abort", { connection, reset }),
    sendControl: (connection, profile, message, secrets, given, pong) =>
      call("send_control", { connection, profile, message, secrets, given, pong }),
    rowMessage: (connection, row, profile) => call("row_message", { connection, row, profile }),
    sendRow: (connection, row) => call("send_row", { connection, row }),
    previewMisbehave: (what, seed) => call("preview_misbehave", { what, seed }),
    misbehave: (connection, what, seed) => call("misbehave", { connection, what, seed }),
    rowFrames: (connection, row) => call("row_frames", { connection, row }),
    runScenario: (connection, profile, profileId, secrets, given, name) =>
      call("run_scenario", { connection, profile, profileId, secrets, given, name }),
    stopScenario: (connection) => call("stop_scenario", { connection }),

    setDecoding: (connection, profile) => call("set_decoding", { connection, profile }),
    decodeRow: (connection, row, first) => call("decode_row", { connection, row, first }),
    copyField: (connection, row, first, at, form) => call("copy_field", { connection, row, first, at, form }),
    inspect: (connection, row, offset) => call("inspect", { connection, row, offset }),
    proposeLayout: (connection, row, name) => call("propose_layout", { connection, row, name }),

    openTranscriptFile: () => call("open_transcript_file"),
    opening: () => call("opening"),
    openingCancel: () => call("opening_cancel"),
    pull: (request) => call("pull", { request }),
    payload: (connection, row, offset, length) => call("payload", { connection, row, offset, length }),
    payloadJson: (connection, row, limit) => call("payload_json", { connection, row, limit }),
    filter: (connection, text) => call("filter", { connection, text }),
    checkFilters: (profile, texts) => call("check_filters", { profile, texts }),
    filterClick: (connection, text, row, cell, hide) => call("filter_click", { connection, text, row, cell, hide }),
    filterChange: (text, tests, remove) => call("filter_change", { text, tests, remove }),
    findRow: (connection, text, from, forward) => call("find_row", { connection, text, from, forward }),
    findSameCode: (connection, row, forward) => call("find_same_code", { connection, row, forward }),
    stopFind: (connection) => call("stop_find", { connection }),
    placeOf: (connection, text) => call("place_of", { connection, text }),
    clear: (connection) => call("clear", { connection }),
    undoClear: (connection) => call("undo_clear", { connection }),
    copyRows: (connection, ranges, form, target) => call("copy_rows", { connection, ranges, form, target }),
    copyPayload: (connection, row, form, target) => call("copy_payload", { connection, row, form, target }),
    savePayload: (connection, row) => call("save_payload", { connection, row }),
    textPage: (connection, row, from, length) => call("text_page", { connection, row, from, length }),
    jsonPage: (connection, row, place, length) => call("json_page", { connection, row, place, length }),
    compareRows: (connection, a, b) => call("compare_rows", { connection, a, b }),
    statistics: (connection) => call("statistics", { connection }),
    pinRows: (connection, ranges, pinned) => call("pin_rows", { connection, ranges, pinned }),
    annotate: (connection, row, text) => call("annotate", { connection, row, text }),
    note: (connection, row) => call("note", { connection, row }),

    checkConnection: (profile, profileId) => call("check_connection", { profile, profileId }),
    connectionFacts: (url) => call("connection_facts", { url }),
    chooseConnectionFile: (kind, profileId) => call("choose_connection_file", { kind, profileId }),
    handshakes: (connection) => call("handshakes", { connection }),
    agree: (token) => call("agree", { token }),
    allowHost: (connection) => call("allow_host", { connection }),

    checkDecoding: (decoding) => call("check_decoding", { decoding }),
    tryLayout: (decoding, request) => call("try_layout", { decoding, request }),
    seenFields: (decoding, connection) => call("seen_fields", { decoding, connection }),
    attachProtobuf: () => call("attach_protobuf"),

    history: () => call("history"),
    historyCount: (id) => call("history_count", { id }),
    historyOpen: (id, row) => call("history_open", { id, row }),
    historyRename: (id, title) => call("history_rename", { id, title }),
    historyPin: (id, pinned) => call("history_pin", { id, pinned }),
    historyShowInFolder: (id) => call("history_show_in_folder", { id }),
    historyExport: (id, request) => call("history_export", { id, request }),
    historyDelete: (id) => call("history_delete", { id }),
    historyRestore: (id) => call("history_restore", { id }),
    historyRemove: (ids) => call("history_remove", { ids }),
    historyPlan: (budget) => call("history_plan", { budget }),
    historyCleanUp: (budget, ids) => call("history_clean_up", { budget, ids }),
    historyFind: (text) => call("history_find", { text }),
    historyFound: () => call("history_found"),
    historyFindStop: () => call("history_find_stop"),
    chooseTranscript: () => call("choose_transcript"),
    compareTranscripts: (a, b, ignore) => call("compare_transcripts", { a, b, ignore }),
    comparing: () => call("comparing"),
    comparingStop: () => call("comparing_stop"),
    compareAcross: (a, b, rows) => call("compare_across", { a, b, rows }),
    exportRows: (connection, request) => call("export_rows", { connection, request }),
    exportStatus: () => call("export_status"),
    exportCancel: () => call("export_cancel"),
    importTranscript: () => call("import_transcript"),
    importConnection: (number) => call("import_connection", { number }),
    importStatus: () => call("import_status"),
    importCancel: () => call("import_cancel"),
    series: (connection) => call("series", { connection }),
  };
}
