import { describe, expect, it } from "vitest";
import type { Message } from "../host/types";
import { codeOf, freeName, groups, keyConflict, ofKey, place, step, update, withKey } from "./saved-messages";

const make = (...names: string[]): Message[] =>
  names.map((one) => {
    const [name = "", group] = one.split("@");
    return { name, type: "text", text: name, ...(group ? { group } : {}) };
  });
const shown = (list: Message[]) => groups(list).flatMap(({ messages }) => messages.map(({ message }) => said(message)));
const said = ({ name, group }: Message) => (group ? `${name}@${group}` : name);

describe("the list of messages", () => {
  it("has groups in order of appearance, ungrouped messages first", () => {
    expect(shown(make("a@x", "b", "c@y", "d@x"))).toEqual(["b", "a@x", "d@x", "c@y"]);
  });

  it("moves a message up and down across groups", () => {
    let list = make("a", "b", "c@x", "d@x");
    const index = (name: string) => list.findIndex((one) => one.name === name);
    list = step(list, index("a"), 1);
    expect(shown(list)).toEqual(["b", "a", "c@x", "d@x"]);
    list = step(list, index("a"), 1);
    expect(shown(list)).toEqual(["b", "a@x", "c@x", "d@x"]);
    list = step(list, index("a"), 1);
    list = step(list, index("a"), 1);
    expect(shown(list)).toEqual(["b", "c@x", "d@x", "a@x"]);
    expect(step(list, index("a"), 1)).toEqual(list);
    list = step(list, index("c"), -1);
    expect(shown(list)).toEqual(["b", "c", "d@x", "a@x"]);
    expect(step(list, index("b"), -1)).toEqual(list);
  });

  it("inserts a dropped message", () => {
    const list = make("a", "b@x", "c@x");
    expect(shown(place(list, 0, 2, "x"))).toEqual(["b@x", "a@x", "c@x"]);
    expect(shown(place(list, 0, null, "x"))).toEqual(["b@x", "c@x", "a@x"]);
    expect(shown(place(list, 2, null, "y"))).toEqual(["a", "b@x", "c@y"]);
    expect(shown(place(list, 1, 1, "x"))).toEqual(["a", "b@x", "c@x"]);
  });

  it("binds a key to one message and reports a file's conflict", () => {
    let list = withKey(make("a", "b"), 0, "Ctrl+1");
    list = withKey(list, 1, "Ctrl+1");
    expect(list.map((one) => one.key)).toEqual([undefined, "Ctrl+1"]);
    expect(ofKey(list, "Ctrl+1")?.name).toBe("b");
    const two = list.map((one) => ({ ...one, key: "Ctrl+2" }));
    expect([keyConflict(two, 0), keyConflict(two, 1)?.name]).toEqual([null, "a"]);
    expect(withKey(list, 1, null)[1]).not.toHaveProperty("key");
  });

  it("updates a message and keeps its name, group and key", () => {
    const list = withKey(make("a@x", "b"), 0, "Ctrl+3");
    const next = update(list, "a", { name: "", type: "packed", format: "=i", values: ["2"] });
    expect(next?.[0]).toEqual({ name: "a", type: "packed", format: "=i", values: ["2"], group: "x", key: "Ctrl+3" });
    expect(update(list, "gone", { name: "", type: "text" })).toBeNull();
    expect(freeName(list, "a")).toBe("a 2");
  });

  it("finds a message's leading code", () => {
    const code = { code: 2, name: "set services", tone: "neutral" as const };
    const profile = {
      wirelark: 1,
      name: "x",
      connection: { url: "" },
      codes: [{ code: 2, name: "SERVICES_SET", direction: "received" as const }, code],
      layouts: [{ name: "l", format: "=ib", fields: [{ name: "code", constant: 2 }] }],
    };
    const packed = (more: Partial<Message>): Message => ({ name: "", type: "packed", ...more });
    expect(codeOf(profile, packed({ format: "=ib", values: ["0x2", "1"] }))).toBe(code);
    expect(codeOf(profile, packed({ layout: "l" }))).toBe(code);
    expect(codeOf(profile, packed({ format: "=bi", values: [2, 2] }))).toBeNull();
  });
});
