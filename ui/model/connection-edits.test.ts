import { describe, expect, it } from "vitest";
import type { Connection, Profile } from "../host/types";
import {
  group,
  isDefault,
  readCookies,
  readHeaders,
  readQuery,
  secretsIn,
  withConnection,
  withGroup,
  withKey,
} from "./connection-edits";

const plain: Connection = { url: "wss://h/" };

describe("edits of a connection", () => {
  it("remove a value that returns to its default", () => {
    const changed = withGroup(plain, "timeouts", { connect: "3s" });
    expect(changed).toEqual({ url: "wss://h/", timeouts: { connect: "3s" } });
    expect(withGroup(changed, "timeouts", { connect: undefined })).toEqual(plain);
    expect(withGroup(changed, "timeouts", { connect: "10s" })).toEqual(plain);
    expect(withGroup(withGroup(plain, "tls", { verify: false }), "tls", { verify: undefined })).toEqual(plain);
    expect(withKey(withKey(plain, "subprotocols", ["a"]), "subprotocols", [])).toEqual(plain);
  });

  it("keep other authentication kinds' values and unknown keys", () => {
    const basic = withGroup(plain, "auth", { type: "basic", user: "u" });
    expect(withGroup(basic, "auth", { type: "none" }).auth).toEqual({ type: "none", user: "u" });
    const strange = { url: "wss://h/", proxy: { mode: "manual", pac: "later" } } as unknown as Connection;
    expect(withGroup(strange, "proxy", { mode: "system" }).proxy).toEqual({ mode: "system", pac: "later" });
  });

  it("keep the identity of all other objects", () => {
    const codes: Profile["codes"] = [{ code: 1, name: "a" }];
    const profile: Profile = { wirelark: 1, name: "x", connection: plain, codes };
    expect(withConnection(profile, (old) => withKey(old, "ip", "6")).codes).toBe(codes);
  });

  it("know the defaults", () => {
    expect(group(plain, "limits").message).toBe(67_108_864);
    expect(group({ ...plain, compression: { offer: true } }, "compression").server_max_window_bits).toBeUndefined();
    expect(isDefault(plain, "close", "code")).toBe(true);
    expect(isDefault({ ...plain, close: { code: 4000, reason: "user quit" } }, "close", "code")).toBe(false);
    // A null in the file is the same as an absent key.
    expect(isDefault({ ...plain, timeouts: { idle: null } as never }, "timeouts", "idle")).toBe(true);
  });
});

describe("pasted text", () => {
  it("becomes headers in the form of browsers and curl", () => {
    expect(readHeaders("GET / HTTP/1.1\nX-A: 1\r\nX-A:2\n\nCookie: a=b; c=d\n")).toEqual([
      { name: "X-A", value: "1" },
      { name: "X-A", value: "2" },
      { name: "Cookie", value: "a=b; c=d" },
    ]);
    expect(readHeaders(`-H 'X-A: it is: 1' \\\n--header "B: 2"`)).toEqual([
      { name: "X-A", value: "it is: 1" },
      { name: "B", value: "2" },
    ]);
    expect(readHeaders("X-A")).toBeNull();
    expect(readHeaders("X A: 1")).toBeNull();
  });

  it("becomes parameters and cookies", () => {
    expect(readQuery("wss://h/p?a=1%202&b=#x")).toEqual([
      { name: "a", value: "1 2" },
      { name: "b", value: "" },
    ]);
    expect(readQuery("just words")).toBeNull();
    expect(readCookies("Cookie: a=1; b=x=y")).toEqual([
      { name: "a", value: "1" },
      { name: "b", value: "x=y" },
    ]);
    expect(readCookies("word")).toBeNull();
  });
});

it("every secret of a connection is found once", () => {
  const connection: Connection = {
    url: "wss://h/{{secret:path}}",
    headers: [{ name: "A", value: "Bearer {{secret:t}} {{secret:t}}" }],
    auth: { type: "basic", password: "{{secret:p}}" },
  };
  expect(secretsIn(connection)).toEqual(["path", "t", "p"]);
});
