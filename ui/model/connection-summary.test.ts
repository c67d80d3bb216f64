import { describe, expect, it } from "vitest";
import { ERROR_CODES } from "../host/error-codes";
import type { Connection } from "../host/types";
import { differences, placeFor, placeForStatus, SECTIONS, sectionOf } from "./connection-summary";
import { bundle, LOCALES } from "./text";

const everything: Connection = {
  url: "wss://h/",
  query: [
    { name: "a", value: "" },
    { name: "b", value: "", enabled: false },
  ],
  headers: [{ name: "A", value: "1" }],
  subprotocols: ["mqtt", "v2"],
  origin: "https://o",
  user_agent: "",
  auth: { type: "basic", user: "u" },
  cookies: { send: [{ name: "c", value: "1" }], keep: true },
  redirects: { follow: true },
  ca_file: "a.pem",
  tls: {
    verify: false,
    ca_files: ["b.pem"],
    client_certificate: { cert_file: "c.pem" },
    server_name: "n",
    min_version: "1.3",
    crl_files: ["x.crl"],
    pinned: ["00"],
  },
  proxy: { mode: "manual", url: "http://u:secret@127.0.0.1:3128/x" },
  resolve: ["h:1:127.0.0.1"],
  ip: "4",
  unix_socket: "/s",
  compression: { offer: true },
  control_frames: { rows: "all", answer_pings: false },
  keep_alive: { ping_every: "20s" },
  timeouts: { resolve: "1s", connect: "1s", tls: "10s", upgrade: "10s", close: "5s" },
  limits: { header: 65_536, header_fields: 124, message: 1024 },
  close: { code: 4000, reason: "user quit" },
  reconnect: { on: true },
};

describe("differences from the defaults", () => {
  it("are empty for an empty connection", () => {
    expect(differences({ url: "wss://h/" })).toEqual([]);
    // Entries that are switched off do not count.
    expect(
      differences({ url: "wss://h/", proxy: { mode: "system", url: "http://p" }, auth: { type: "none", user: "u" } }),
    ).toEqual([]);
  });

  it("are listed for every setting, without secrets, each with its section", () => {
    const found = differences(everything);
    expect(found.filter(({ section, path }) => sectionOf(path) !== section)).toEqual([]);
    expect(new Set(found.map(({ section }) => section))).toEqual(new Set(SECTIONS));
    expect(found.find(({ id }) => id === "query")?.args).toEqual({ count: 1 });
    expect(found.find(({ id }) => id === "ca-files")?.args).toEqual({ count: 2 });
    expect(found.find(({ id }) => id === "timeouts")?.args).toEqual({ count: 2 });
    expect(found.find(({ id }) => id === "proxy")?.args).toEqual({ proxy: "127.0.0.1:3128" });
    expect(found.filter(({ bad }) => bad).map(({ id }) => id)).toEqual(["unverified", "no-pong"]);
    expect(JSON.stringify(found)).not.toContain("secret");
  });

  it("are translated in every language", () => {
    for (const name of Object.keys(LOCALES) as (keyof typeof LOCALES)[]) {
      const words = bundle(name);
      for (const { id } of differences(everything))
        expect(words.hasMessage(`differs-${id}`), `${name} ${id}`).toBe(true);
    }
  });
});

describe("errors lead to their setting", () => {
  it("by path, timeout and code", () => {
    expect(placeFor("header_reserved", "connection.headers[1].name", {})).toBe("connection.headers[1].name");
    expect(placeFor("url_invalid", "connection.url", {})).toBeNull();
    expect(placeFor("secret_missing", "connection.auth.password", { name: "p" })).toBe("secret:p");
    expect(placeFor("connect_timeout", null, { setting: "connect" })).toBe("connection.timeouts.connect");
    expect(placeFor("tls_wrong_host", null, {})).toBe("connection.tls.server_name");
    expect(placeFor("connect_refused", null, {})).toBeNull();
    expect(placeFor("too_many_fragments", null, {})).toBe("connection.limits.fragments");
    expect(placeForStatus(401)).toBe("connection.auth");
    expect(placeForStatus(302)).toBe("connection.redirects.follow");
    expect(placeForStatus(500)).toBeNull();
  });

  it("always, for TLS and proxy errors", () => {
    const about = ERROR_CODES.filter(
      (code) =>
        /^(tls|proxy)_/.test(code) &&
        !code.endsWith("_timeout") &&
        code !== "tls_not_tls" &&
        code !== "proxy_url_invalid",
    );
    expect(about.filter((code) => placeFor(code, null, {}) === null)).toEqual([]);
  });
});
