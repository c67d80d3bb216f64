// A scripted host for developing the page in a plain browser. Never part of a production build.
//
// ?host=memory&first&rows=10000000&rate=100000&error=connect_refused&refuse&lang=zh-CN&theme=dark

import type { ErrorCode } from "./error-codes";
import type { Host } from "./host";
import { checkedConnection, facts, handshakeOf } from "./memory/connection";
import { decoded, inspected } from "./memory/decoded";
import { compared, jsonPage, statistics, textPage } from "./memory/details";
import { changed, clicked, wrongFilter } from "./memory/filters";
import { memoryHistory } from "./memory/history";
import { checked, tried } from "./memory/layouts";
import { previewed } from "./memory/misbehave";
import { preview, recognise } from "./memory/packets";
import { EXAMPLE, MemoryProfiles } from "./memory/profiles";
import { made } from "./memory/rows";
import { fault, MemoryConnection } from "./memory/server";
import type { FieldNode, Profile } from "./types";

/** The consent question for the profile's risky settings. */
function question({ connection }: Profile) {
  const risks = [{ kind: "verify_off", values: [] }];
  return { token: "1", server: connection.url, risks: JSON.stringify(risks) };
}

export function memoryHost(query: URLSearchParams): Host {
  const profiles = new MemoryProfiles(query.has("first"));
  const connections: (MemoryConnection | undefined)[] = [];
  const number = (name: string, fallback: number) => Number(query.get(name) ?? fallback);
  const at = (id: number) => {
    const connection = connections[id];
    if (!connection) throw fault("not_connected", {});
    return connection;
  };
  const connect = (file?: string) => {
    const script = {
      rows: number("rows", 60),
      rate: number("rate", 2),
      error: query.get("error") as ErrorCode | null,
      refuse: query.has("refuse"),
      lost: query.has("lost"),
      keep: query.get("keep"),
      ...(file === undefined ? {} : { file }),
    };
    return connections.push(new MemoryConnection(script)) - 1;
  };
  const demo = { url: "ws://127.0.0.1:41873/", clients: 0 };
  let confirmed = false;

  return {
    ...memoryHistory(connect),
    appInfo: async () => ({
      version: "0.1.0",
      platform: "linux",
      systemLanguage: query.get("lang") ?? navigator.language,
      logFolder: "/logs",
      transcriptFolder: "/transcripts",
      preferences: {
        language: "system",
        theme: query.get("theme") ?? "system",
        profile: query.get("profile"),
        columns: {},
        panes: {},
        table: { order: [], shown: {}, time: "absolute", unwrapped: false },
        historyBudget: null,
        tabs: [],
        tab: 0,
        zoom: null,
        utc: query.has("utc"),
      },
      firstRun: query.has("first"),
    }),
    setPreferences: async () => {},
    openLogFolder: async () => {},
    openTranscriptFolder: async () => {},
    givenFile: () => new Promise(() => {}),
    openGivenTranscript: async () => null,
    keepDrafts: async () => {},
    restoreDrafts: async () => [],
    copyText: async (text) => navigator.clipboard?.writeText(text).catch(() => {}),

    profiles: async () => profiles.list(),
    openProfile: async (id) => profiles.open(id),
    exampleProfile: async (decoded) => {
      const login = EXAMPLE.login ?? { fields: [] };
      const fields = query.has("secret") ? login.fields : login.fields.slice(0, 2);
      const name = decoded ? "Demo server" : EXAMPLE.name;
      return structuredClone({ ...EXAMPLE, name, login: { ...login, fields }, connection: { url: demo.url } });
    },
    saveProfile: async (id, profile) => profiles.save(id, profile),
    deleteProfile: async (id) => profiles.remove(id),
    restoreProfile: async (deleted) => profiles.restore(deleted),
    showProfileInFolder: async () => {},
    openProfileFile: async () => profiles.open("Quotes feed"),
    saveProfileAs: async (profile) => profiles.save(null, profile),
    importProfile: async () => null,
    exportProfile: async (profile) => `/home/me/${profile.name}.wirelark.json`,

    demoStart: async () => demo,
    demoStop: async () => {},

    previewMessage: async (profile, message, given) => preview(profile, message, given),
    recognise: async (text) => recognise(text),
    clipboardText: async () => navigator.clipboard.readText().catch(() => ""),

    connect: async (profile, _id, secrets) => {
      const name = profile.login?.fields
        .map((field) => /secret:(\w+)/.exec(String(field.value))?.[1])
        .find((one) => one && !secrets[one]);
      if (name) throw fault("secret_missing", { name }, "login.fields[2].value");
      if (profile.connection.tls?.verify === false && !confirmed)
        throw fault("trust_unconfirmed", question(profile), "connection.url");
      if (!/^wss?:\/\/[^/]/.test(profile.connection.url)) {
        throw fault(
          /^http/.test(profile.connection.url) ? "url_scheme" : "url_invalid",
          { url: profile.connection.url, scheme: "http" },
          "connection.url",
        );
      }
      return connect();
    },
    send: async (connection, profile, message, _secrets, given) => {
      const { asked } = preview(profile, message, given);
      const names = asked.map((one) => one.name).join("\n");
      if (names) throw fault("variable_missing", { names, what: names });
      at(connection).sent();
    },
    repeatSend: async (connection, _profile, message, _secrets, _given, { times }) =>
      at(connection).repeat(message.name, times),
    stopRepeat: async (connection) => at(connection).stopRepeat(),
    sendLogin: async (connection) => at(connection).sent(),
    connectNow: async (connection) => at(connection).connectNow(),
    release: async (connection) => {
      at(connection).close();
      connections[connection] = undefined;
    },
    setTitle: async () => {},
    close: async (connection, code, reason) => at(connection).close(code, reason),
    abort: async (connection) => at(connection).abort(),
    sendControl: async (connection) => at(connection).sent(),
    rowMessage: async (connection, row) => at(connection).message(row),
    sendRow: async (connection) => at(connection).sent(),
    previewMisbehave: async (what) => previewed(what),
    misbehave: async (connection) => {
      at(connection).sent();
      return 1;
    },
    rowFrames: async () => previewed({ type: "raw", hex: "" }),
    runScenario: async (connection) => {
      const id = connection ?? connect();
      setTimeout(() => at(id).scenario("Original script"), 500);
      setTimeout(() => at(id).scenario(null), 3000);
      return id;
    },
    stopScenario: async (connection) => at(connection).scenario(null),

    setDecoding: async (connection, profile) => at(connection).decode(profile.columns ?? []),
    decodeRow: async (_connection, row) => decoded(row),
    copyField: async (_connection, row, _first, at) => {
      const node = at.reduce<FieldNode | undefined>(
        (node, i) => (node ? node.children : decoded(row).nodes)?.[i],
        undefined,
      );
      await navigator.clipboard?.writeText(node?.value ?? "").catch(() => {});
    },
    inspect: async (_connection, row, offset) => inspected(row, offset),
    proposeLayout: async (_connection, _row, name) => ({ name, format: "<i", fields: [{ name: "code" }] }),

    openTranscriptFile: async () => connect("/home/me/capture.wlt"),
    opening: async () => null,
    openingCancel: async () => {},
    pull: async (request) => {
      const connection = at(request.connection);
      connection.demo = { ...demo, clients: 1 };
      return structuredClone(await connection.pull(request));
    },
    payload: async (_connection, row, offset, length) =>
      made(row).bytes.slice(offset, offset + length).buffer as ArrayBuffer,
    payloadJson: async (_connection, row) => {
      const { bytes, kind } = made(row);
      const offset = kind === "binary" ? 4 : 0;
      try {
        const value = JSON.parse(new TextDecoder().decode(bytes.subarray(offset)));
        return { text: JSON.stringify(value, null, 2), offset, compact: false };
      } catch {
        throw fault("not_json", { line: "1", column: "5", what: "expected a value" });
      }
    },
    filter: async (connection, text) => {
      const wrong = wrongFilter(text);
      if (wrong) throw wrong;
      at(connection).filter(text);
    },
    checkFilters: async (_profile, texts) => texts.map(wrongFilter),
    filterClick: async (_connection, text, row, cell, hide) => clicked(text, row, cell, hide),
    filterChange: async (text, tests, remove) => changed(text, tests, remove),
    findRow: async (connection, text, from, forward) => {
      const wrong = wrongFilter(text);
      if (wrong) throw wrong;
      return at(connection).find(text, from, forward);
    },
    findSameCode: async (connection, row, forward) => at(connection).find("", row - 1, forward),
    stopFind: async () => {},
    placeOf: async (connection, text) => at(connection).place(text),
    clear: async (connection) => at(connection).clear(),
    undoClear: async (connection) => at(connection).undoClear(),
    copyRows: async (_connection, ranges) => ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0),
    copyPayload: async () => {},
    savePayload: async (_connection, row) => `/home/me/row-${row}.bin`,
    textPage: async (_connection, row, from, length) => textPage(row, from, length),
    jsonPage: async (_connection, row, place, length) => jsonPage(row, place, length),
    compareRows: async (_connection, a, b) => compared(a, b),
    statistics: async () => statistics(),
    pinRows: async (connection, ranges, pinned) => at(connection).pin(ranges, pinned),
    annotate: async (connection, row, text) => at(connection).annotate(row, text),
    note: async (connection, row) => at(connection).note(row),

    checkConnection: async (profile) => checkedConnection(profile),
    connectionFacts: async (url) => facts(url),
    chooseConnectionFile: async (kind) =>
      ({
        authorities: "ca.pem",
        revocations: "revoked.crl",
        certificate: "client.pem",
        key: "client.key",
        pkcs12: "client.p12",
        socket: "/run/app.sock",
      })[kind],
    handshakes: async (connection) => handshakeOf(at(connection).state.error?.code ?? null),
    agree: async () => {
      confirmed = true;
    },
    allowHost: async () => {},

    checkDecoding: async (decoding) => checked(decoding),
    tryLayout: async (decoding, request) => tried(decoding, request),
    seenFields: async () => ["code", "seq", "time", "service", "tail.user.id"],
    attachProtobuf: async () => ({ name: "quotes.proto", source: 'syntax = "proto3"; message Quote {}' }),
  };
}
