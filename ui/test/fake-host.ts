// A scripted host for unit tests. It has only the methods that tests exercise.

import type { Host } from "../host/host";
import type { Profile } from "../host/types";
import { decoded, inspected } from "./fake-host/decoded";
import { changed, clicked, wrongFilter } from "./fake-host/filters";
import { fakeHistory } from "./fake-host/history";
import { checked, tried } from "./fake-host/layouts";
import { preview } from "./fake-host/packets";
import { EXAMPLE, FakeProfiles } from "./fake-host/profiles";
import { made } from "./fake-host/rows";
import { FakeConnection, fault, type Script } from "./fake-host/server";

/** The consent question for the profile's risky settings. */
function question({ connection }: Profile) {
  const risks = [{ kind: "verify_off", values: [] }];
  return { token: "1", server: connection.url, risks: JSON.stringify(risks) };
}

export function fakeHost(script: Partial<Script> = {}): Host {
  const profiles = new FakeProfiles();
  const connections: (FakeConnection | undefined)[] = [];
  const at = (id: number) => {
    const connection = connections[id];
    if (!connection) throw fault("not_connected", {});
    return connection;
  };
  const connect = (file?: string) =>
    connections.push(
      new FakeConnection({ rows: 60, rate: 2, error: null, ...script, ...(file === undefined ? {} : { file }) }),
    ) - 1;
  const demo = { url: "ws://127.0.0.1:41873/", clients: 0 };
  let confirmed = false;

  const methods: Partial<Host> = {
    ...fakeHistory(connect),
    appInfo: async () => ({
      version: "0.1.0",
      platform: "linux",
      systemLanguage: "en",
      logFolder: "/logs",
      transcriptFolder: "/transcripts",
      preferences: {
        language: "system",
        theme: "system",
        profile: null,
        columns: {},
        panes: {},
        table: { order: [], shown: {}, time: "absolute", unwrapped: false },
        historyBudget: null,
        tabs: [],
        tab: 0,
        zoom: null,
        scenarios: {},
        utc: false,
      },
      firstRun: false,
      lenses: [],
    }),
    setPreferences: async () => {},
    keepDrafts: async () => {},
    restoreDrafts: async () => [],

    profiles: async () => profiles.list(),
    openProfile: async (id) => profiles.open(id),
    exampleProfile: async (decoded) => {
      const login = EXAMPLE.login ?? { fields: [] };
      const fields = login.fields.slice(0, 2);
      const name = decoded ? "Demo server" : EXAMPLE.name;
      return structuredClone({ ...EXAMPLE, name, login: { ...login, fields }, connection: { url: demo.url } });
    },
    saveProfile: async (id, profile) => profiles.save(id, profile),
    deleteProfile: async (id) => profiles.remove(id),
    restoreProfile: async (deleted) => profiles.restore(deleted),

    openDropped: async () => null,
    messageFromDropped: async () => "dropped.bin",
    chooseMessageFile: async () => "payload.bin",
    previewMessage: async (profile, _id, message, given) => preview(profile, message, given),

    connect: async ({ connection }) => {
      if (connection.tls?.verify === false && !confirmed)
        throw fault("trust_unconfirmed", question({ connection } as Profile), "connection.url");
      if (!connection.url.startsWith("ws"))
        throw fault("url_invalid", { url: connection.url, scheme: "http" }, "connection.url");
      return connect();
    },
    send: async (connection, profile, message, _secrets, given) => {
      const { asked } = preview(profile, message, given);
      const names = asked.map((one) => one.name).join("\n");
      if (names) throw fault("variable_missing", { names, what: names });
      at(connection).sent();
    },
    release: async (connection) => {
      at(connection).close();
      connections[connection] = undefined;
    },
    close: async (connection, code, reason) => at(connection).close(code, reason),

    setDecoding: async (connection, profile) => at(connection).decode(profile.columns ?? []),
    decodeRow: async (_connection, row) => decoded(row),
    inspect: async (_connection, row, offset) => inspected(row, offset),

    pull: async (request) => {
      const connection = at(request.connection);
      connection.demo = { ...demo, clients: 1 };
      return structuredClone(await connection.pull(request));
    },
    payload: async (_connection, row, offset, length) =>
      made(row).bytes.slice(offset, offset + length).buffer as ArrayBuffer,
    filter: async (connection, text) => {
      const wrong = wrongFilter(text);
      if (wrong) throw wrong;
      at(connection).filter(text);
    },
    filterClick: async (_connection, text, row, cell, hide) => clicked(text, row, cell, hide),
    filterChange: async (text, tests, remove) => changed(text, tests, remove),
    findRow: async (connection, text, from, forward) => {
      const wrong = wrongFilter(text);
      if (wrong) throw wrong;
      return at(connection).find(text, from, forward);
    },
    placeOf: async (connection, text) => at(connection).place(text),

    agree: async () => {
      confirmed = true;
    },

    checkDecoding: async (decoding) => checked(decoding),
    tryLayout: async (decoding, request) => tried(decoding, request),
    followRename: async () => null,
  };
  return methods as Host;
}
