import { expect, it, vi } from "vitest";
import type { ErrorCode } from "../host/error-codes";
import type { Handshake, Hop } from "../host/types";
import { fakeHost } from "../test/fake-host";
import { handshakeOf } from "../test/fake-host/connection";
import { escaped, fingerprint, handshakeText, linesOf } from "./handshake-text";
import { makeWindow } from "./models";

const plain = (text: string) => ({ text, secret: false });
const secret = { text: "••••••", secret: true };

it("a head is shown line by line with secrets masked and look-alikes escaped", () => {
  const pieces = [
    plain("GET /?k="),
    secret,
    plain(" HTTP/1.1\r\nHost: h\r\nX: a: b\r\nA: Bearer "),
    secret,
    plain("\r\nE:\r\n\r\n"),
  ];
  expect(linesOf({ size: 1, pieces })).toEqual([
    { name: null, value: [plain("GET /?k="), secret, plain(" HTTP/1.1")] },
    { name: "Host", value: [plain("h")] },
    { name: "X", value: [plain("a: b")] },
    { name: "A", value: [plain("Bearer "), secret] },
    { name: "E", value: [] },
  ]);
  expect(escaped(plain("caf\u00e9 \u202e <b>\t\u{1f600}"))).toBe("caf\\u{e9} \\u{202e} <b>\t\\u{1f600}");
  expect(escaped(secret)).toBe("••••••");
  expect(fingerprint("0a1b2c")).toBe("0A:1B:2C");
});

it("the clipboard text holds everything except secrets", () => {
  const text = handshakeText(handshakeOf(null)[0] as Handshake);
  for (const part of [
    "CONNECT gateway",
    "HTTP/1.1 101",
    "TLSv1.3",
    "Sec-WebSocket-Protocol: mqtt",
    "SHA-256 B0:1D",
    "Authorization: ••••••",
    "tls 31.8 ms",
  ]) {
    expect(text).toContain(part);
  }
});

it("hostile_16 the clipboard text has one line per fact, whatever the file holds", () => {
  const [told] = handshakeOf(null) as [Handshake];
  const hostile = "\u202egnp\nServer: forged";
  const [hop] = told.hops as [Hop];
  const text = handshakeText({ ...told, hops: [{ ...hop, url: hostile, peer: hostile, proxy: null }] });
  expect(text).not.toMatch(/\u202e|^Server: forged/m);
  expect(text).toContain("URL: ⟨U+202E⟩gnp⟨LF⟩Server: forged");
});

async function failed(code: ErrorCode) {
  const host = fakeHost({ error: code });
  const models = makeWindow(host, await host.appInfo(), () => false).tabs.active.models;
  models.profiles.show(models.library.create({ wirelark: 1, name: "x", connection: { url: "wss://h/" } }));
  await models.actions.connect();
  await vi.waitFor(() => expect(models.connection.state.error?.code).toBe(code));
  host.handshakes = async () => handshakeOf(code);
  models.handshakes.show(true);
  await vi.waitFor(() => expect(models.handshakes.loaded).toBe(true));
  return models;
}

it("a shown certificate can be trusted for this profile only", async () => {
  const models = await failed("tls_self_signed");
  const { trustable } = models.handshakes;
  expect(trustable).toMatch(/^(3f9a)+$/);
  models.settings.pin(trustable ?? "");
  models.settings.pin(fingerprint(trustable ?? ""));
  expect(models.profiles.current?.profile.connection.tls).toEqual({ pinned: [trustable] });
});

it("a revoked certificate, or one of another failure, cannot be trusted", async () => {
  for (const code of ["tls_revoked", "tls_version", "connect_refused"] as const) {
    expect((await failed(code)).handshakes.trustable).toBeNull();
  }
});

it("disabling verification in a file needs consent", async () => {
  const host = fakeHost();
  const models = makeWindow(host, await host.appInfo(), () => false).tabs.active.models;
  models.profiles.show(
    models.library.create({ wirelark: 1, name: "x", connection: { url: "wss://h/", tls: { verify: false } } }),
  );
  await models.actions.connect();
  const { connection } = models;
  const asked = () => {
    if (!connection.unconfirmed) throw new Error("nothing was asked");
    return connection.unconfirmed;
  };
  expect([connection.id, asked().server]).toEqual([null, "wss://h/"]);
  expect(asked().risks.map((risk) => risk.kind)).toEqual(["verify_off"]);
  await connection.confirm(asked(), false);
  expect([connection.id, connection.unconfirmed]).toEqual([null, null]);
  await models.actions.connect();
  await connection.confirm(asked(), true);
  expect(connection.id).not.toBeNull();
});
