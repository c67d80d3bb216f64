// A few profiles in memory.

import type { OpenedProfile, Profile, ProfileSummary } from "../../host/types";

export const EXAMPLE: Profile = {
  wirelark: 1,
  name: "Original script",
  connection: { url: "ws://192.168.50.242:2443/" },
  login: {
    fields: [
      { name: "role", value: "admin" },
      { name: "user_id", value: "test1234" },
      { name: "token", value: "{{secret:token}}" },
    ],
    style: "python",
    reply: { code: 1, within: "10s" },
  },
  services: { known: ["first", "test", "quotes", "orders"], chosen: ["first", "test"], style: "python" },
  messages: [
    { name: "Set services", type: "packed", format: "=i", values: [2], tail: { type: "services" } },
    { name: "Free", type: "packed", format: "=ib", values: [0, 0] },
    { name: "Hello", type: "text", text: "Hello world!" },
  ],
  scenarios: [{ name: "Original script", steps: ["login", { wait: "500ms" }, { send: "Set services" }] }],
  codes: [{ code: 1, name: "LOGIN_OK", tone: "good" }],
  columns: [{ field: "seq" }, { field: "service" }, { field: "time" }],
};

export class FakeProfiles {
  readonly #files = new Map<string, Profile>();
  readonly #deleted: { id: string; profile: Profile }[] = [];

  constructor() {
    for (const name of ["Original script", "Gateway, staging", "Quotes feed", "设备总线"]) {
      const login = { ...EXAMPLE.login, fields: EXAMPLE.login?.fields.filter((field) => field.name !== "token") ?? [] };
      this.#files.set(name, { ...EXAMPLE, login, name });
    }
  }

  list(): ProfileSummary[] {
    const good = [...this.#files].map(([id, profile]): ProfileSummary => {
      return {
        id,
        name: profile.name,
        url: profile.connection.url,
        path: `/profiles/${id}.wirelark.json`,
        error: null,
      };
    });
    const args = { line: "3", column: "14", what: "expected a comma" };
    const error = { code: "profile_damaged" as const, args, detail: "expected a comma", path: null };
    return [...good, { id: "broken", name: "broken", url: "", path: "/profiles/broken.wirelark.json", error }];
  }

  open(id: string): OpenedProfile {
    const profile = this.#files.get(id);
    if (!profile) {
      throw (
        this.list().find((one) => one.id === id)?.error ?? {
          code: "profile_missing",
          args: { path: id },
          detail: "no such profile",
          path: null,
        }
      );
    }
    return { id, path: `/profiles/${id}.wirelark.json`, profile: structuredClone(profile), unknown: [] };
  }

  save(id: string | null, profile: Profile): OpenedProfile {
    const key = id ?? `${profile.name}${this.#files.has(profile.name) ? "-2" : ""}`;
    this.#files.set(key, structuredClone(profile));
    return this.open(key);
  }

  remove(id: string): number {
    const { profile } = this.open(id);
    this.#files.delete(id);
    return this.#deleted.push({ id, profile }) - 1;
  }

  restore(deleted: number): OpenedProfile {
    const { id, profile } = this.#deleted[deleted] ?? { id: "", profile: null };
    if (profile) this.#files.set(id, profile);
    return this.open(id);
  }
}
