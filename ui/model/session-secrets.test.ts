import { describe, expect, it } from "vitest";
import type { Profile } from "../host/types";
import { serverOf } from "./server";
import { SessionSecrets } from "./session-secrets";

const profile = (url: string, variables = {}): Profile => ({
  wirelark: 1,
  name: "Prod",
  connection: { url },
  variables,
});

describe("serverOf", () => {
  it("hostile_13 names the host that is connected to", () => {
    for (const [url, server] of [
      ["wss://Prod.Company/x?y", "wss://prod.company"],
      ["wss://evil\\@prod.company/", "wss://evil"],
      ["wss://u:p@h:9/", "wss://h:9"],
      ["wss://{{host}}/", "wss://h2"],
      ["wss://h/{{secret:room}}", "wss://h"],
      ["nonsense", "nonsense"],
    ] as const)
      expect(serverOf(profile(url, { host: "h1" }), { host: "h2" })).toBe(server);
    expect(serverOf(profile("wss://{{host}}/", { host: "h1" }), {})).toBe("wss://h1");
    expect(serverOf(profile("wss://{{ host }}/", { host: "h1" }), {})).toBe("wss://h1");
    // Inherited members of every object.
    for (const name of ["constructor", "toString", "__proto__"]) {
      const url = `wss://{{${name}}}/`;
      expect(serverOf(profile(url), JSON.parse(`{"${name}": "h3"}`))).toBe("wss://h3");
      expect(serverOf(profile(url, JSON.parse(`{"${name}": "h4"}`)), {})).toBe("wss://h4");
      expect(serverOf(profile(url), {})).toBe(`wss://{{${name.toLowerCase()}}}`);
    }
  });
});

describe("session secrets", () => {
  const urls = new Map([
    ["a", "wss://prod/"],
    ["b", "wss://prod/"],
  ]);
  const made = () => new SessionSecrets((key) => serverOf(profile(urls.get(key) ?? ""), {}));

  it("hostile_13 keep a secret for the server it was typed for", () => {
    const sessionSecrets = made();
    sessionSecrets.setSecret("a", "token", "s3cret");
    expect(sessionSecrets.secrets("a")).toEqual({ token: "s3cret" });
    expect(sessionSecrets.secrets("b")).toEqual({});
    urls.set("a", "wss://evil/");
    expect(sessionSecrets.secrets("a")).toEqual({});
    sessionSecrets.setSecret("a", "token", "other");
    urls.set("a", "wss://PROD:443/other/path");
    expect(sessionSecrets.secrets("a")).toEqual({ token: "s3cret" });
  });

  it("hostile_13 drop the secrets of a deleted or replaced profile", () => {
    const sessionSecrets = made();
    sessionSecrets.setSecret("a", "token", "s3cret");
    sessionSecrets.setGiven("a", { user: "me" });
    sessionSecrets.forget("a");
    expect([sessionSecrets.secrets("a"), sessionSecrets.given("a")]).toEqual([{}, {}]);
    sessionSecrets.setSecret("a", "token", "old");
    sessionSecrets.setSecret("b", "other", "new");
    sessionSecrets.rekey("b", "a");
    expect(sessionSecrets.secrets("a")).toEqual({ other: "new" });
    expect(sessionSecrets.secrets("b")).toEqual({});
  });
});
