// The only file that imports Tauri: each method of the host is one command of the shell.

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

/**
 * The argument names of each command, in the order of the host's method. A command has its method's name in snake case.
 */
const ARGUMENTS: Record<Exclude<keyof Host, "repeatSend">, string> = {
  appInfo: "",
  setPreferences: "preferences",
  openLogFolder: "",
  openTranscriptFolder: "",
  givenFile: "",
  openDropped: "",
  messageFromDropped: "profileId",
  menuCommand: "",
  openGivenTranscript: "",
  keepDrafts: "drafts",
  restoreDrafts: "",
  copyText: "text",

  profiles: "",
  openProfile: "id",
  exampleProfile: "decoded",
  saveProfile: "id profile draft",
  deleteProfile: "id",
  restoreProfile: "deleted",
  showProfileInFolder: "id",
  openProfileFile: "",
  saveProfileAs: "profile draft",
  importProfile: "",
  exportProfile: "profile",

  demoStart: "",
  demoStop: "",

  previewMessage: "profile profileId message given",
  chooseMessageFile: "profileId",
  recognise: "text",
  clipboardText: "",

  connect: "profile profileId secrets given replies",
  setReplies: "connection profile profileId secrets given on",
  checkReplies: "profile profileId",
  send: "connection profile message secrets given",
  stopRepeat: "connection",
  sendLogin: "connection profile secrets given",
  connectNow: "connection",
  release: "connection",
  setTitle: "title",
  close: "connection code reason",
  abort: "connection reset",
  sendControl: "connection profile message secrets given pong",
  rowMessage: "connection row profile",
  sendRow: "connection row",
  previewMisbehave: "what seed",
  misbehave: "connection what seed",
  rowFrames: "connection row",
  runScenario: "connection profile profileId secrets given name replies",
  stopScenario: "connection",

  setDecoding: "connection profile",
  decodeRow: "connection row first whole",
  copyField: "connection row first at form whole",
  inspect: "connection row offset whole",
  proposeLayout: "connection row ranges name",

  openTranscriptFile: "",
  opening: "",
  openingCancel: "",
  pull: "request",
  payload: "connection row offset length whole",
  payloadJson: "connection row limit",
  filter: "connection text",
  checkFilters: "profile texts",
  filterClick: "connection text row cell hide",
  filterChange: "text tests remove",
  findRow: "connection text from forward",
  findSameCode: "connection row forward",
  stopFind: "connection",
  placeOf: "connection text",
  clear: "connection",
  undoClear: "connection",
  copyRows: "connection ranges form target",
  copyPayload: "connection row form target",
  savePayload: "connection row",
  textPage: "connection row from length",
  jsonPage: "connection row place length",
  compareRows: "connection a b",
  statistics: "connection",
  pinRows: "connection ranges pinned",
  annotate: "connection row text",
  note: "connection row",

  checkConnection: "profile profileId",
  connectionFacts: "url",
  chooseConnectionFile: "kind profileId",
  handshakes: "connection",
  agree: "token",
  allowHost: "connection",

  checkDecoding: "decoding",
  tryLayout: "decoding request",
  seenFields: "decoding connection",
  followRename: "profile place old",
  attachProtobuf: "",

  history: "",
  historyCount: "id",
  historyOpen: "id row",
  historyRename: "id title",
  historyPin: "id pinned",
  historyShowInFolder: "id",
  historyExport: "id request",
  historyDelete: "id",
  historyRestore: "id",
  historyRemove: "ids",
  historyPlan: "budget",
  historyCleanUp: "budget ids",
  historyFind: "text",
  historyFound: "",
  historyFindStop: "",
  chooseTranscript: "",
  compareTranscripts: "a b ignore",
  comparing: "",
  comparingStop: "",
  compareAcross: "a b rows",
  exportRows: "connection request",
  exportStatus: "",
  exportCancel: "",
  importTranscript: "",
  importConnection: "number",
  importStatus: "",
  importCancel: "",
  series: "connection",
};

export function tauriHost(): Host {
  const methods = Object.entries(ARGUMENTS).map(([method, names]) => {
    const command = method.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const withNames = (values: unknown[]) => (names === "" ? [] : names.split(" ").map((name, i) => [name, values[i]]));
    return [method, (...values: unknown[]) => call(command, Object.fromEntries(withNames(values)))];
  });
  return {
    ...(Object.fromEntries(methods) as Host),
    repeatSend: (connection, profile, message, secrets, given, how) =>
      call("repeat_send", { connection, profile, message, secrets, given, ...how }),
  };
}
