import { describe, expect, it } from "vitest";
import type { Layout, Profile } from "../host/types";
import {
  integers,
  linePaths,
  renameLayout,
  ruleFor,
  shadowed,
  sorted,
  tailIntegers,
  withField,
  withFormat,
  withItems,
  withList,
} from "./layout-edits";
import { blank } from "./library";
import { freeName, moved } from "./list";

const push: Layout = {
  name: "push",
  format: "<iqd",
  fields: [{ name: "code", constant: 100 }, { name: "seq" }, { name: "time", display: "unix" }],
};

describe("a layout's items and its format", () => {
  it("keeps fields while a format is retyped", () => {
    const [short, spare] = withFormat(push, "<iq", []);
    expect([short.fields?.length, spare.length]).toEqual([2, 1]);
    const [again, none] = withFormat(short, "<iqd", spare);
    expect([again.fields, none]).toEqual([push.fields, []]);
  });

  it("moves a field with its value", () => {
    const turned = withItems(push, (rows) => moved(rows, 2, 1));
    expect(turned.format).toBe("<idq");
    expect(turned.fields?.map((field) => field.name)).toEqual(["code", "time", "seq"]);
  });

  it("keeps names in place when padding is inserted", () => {
    const padded = withItems(push, (rows) => [
      ...rows.slice(0, 1),
      { item: { char: "x", count: 3 }, fields: [] },
      ...rows.slice(1),
    ]);
    expect([padded.format, padded.fields]).toEqual(["<i3xqd", push.fields]);
  });

  it("names a value without a field", () => {
    const named = withField({ format: "<iii" }, 2, { name: "third" });
    expect(named.fields).toEqual([{ name: "" }, { name: "" }, { name: "third" }]);
    expect(withField(named, 2, { name: "" }).fields).toEqual([]);
  });

  it("lists the integers, including bit fields", () => {
    const fields = [{ name: "n", bits: [{ name: "low", from: 0, to: 3 }] }, { name: "f" }];
    expect(integers({ format: "Bdi", fields })).toEqual(["n", "n.low", "3"]);
  });

  it("lists bits inside bits, and the integers inside a part", () => {
    const low = { name: "low", from: 0, to: 3, bits: [{ name: "set", from: 1, to: 1 }] };
    const element: Layout = { format: "<Q", fields: [{ name: "at", bits: [low] }] };
    expect(tailIntegers({ format: "", tail: { type: "repeat", name: "offsets", element } })).toEqual([
      "offsets[0].at",
      "offsets[0].at.low",
      "offsets[0].at.low.set",
    ]);
    expect(tailIntegers({ format: "", tail: { type: "layout", name: "header", element } })[0]).toBe("header.at");
    expect(tailIntegers({ format: "", tail: { type: "varint", name: "len" } })).toEqual(["len"]);
    expect(tailIntegers({ format: "", tail: { type: "text" } })).toEqual([]);
  });
});

describe("a profile's decoding", () => {
  const profile: Profile = {
    ...blank("x"),
    layouts: [push, { name: "list", format: "<i", tail: { type: "repeat", layout: "push" } }],
    rules: [{ layout: "push", code: 100 }],
    messages: [{ name: "m", type: "packed", layout: "push" }],
  };

  it("renames a layout and all references to it", () => {
    const renamed = renameLayout(profile, 0, "tick");
    expect(renamed.layouts?.[1]?.tail?.layout).toBe("tick");
    expect([renamed.rules?.[0]?.layout, renamed.messages?.[0]?.layout]).toEqual(["tick", "tick"]);
  });

  it("renames a layout in a choice of layouts", () => {
    const cases: Layout = {
      name: "any",
      format: "B",
      tail: { type: "switch", on: "1", cases: { "1": "push", "2": "other" }, otherwise: "push" },
    };
    const { layouts } = renameLayout({ ...profile, layouts: [push, cases] }, 0, "tick");
    expect(layouts?.[1]?.tail).toMatchObject({ cases: { "1": "tick", "2": "other" }, otherwise: "tick" });
  });

  it("leaves other layouts of the same name unchanged", () => {
    const twice = { ...profile, layouts: [push, { ...push }] };
    expect(renameLayout(twice, 1, "other").rules?.[0]?.layout).toBe("push");
  });

  it("omits empty lists", () => {
    expect("rules" in JSON.parse(JSON.stringify(withList(profile, "rules", () => [])))).toBe(false);
  });

  it("creates a rule from a constant code", () => {
    expect(ruleFor(push)).toEqual({ layout: "push", code: 100 });
    expect(ruleFor({ ...push, format: ">iqd" })).toEqual({ layout: "push" });
  });

  it("finds shadowed codes", () => {
    const codes = [
      { code: 2, name: "set", direction: "sent" as const },
      { code: 2, name: "any" },
      { code: 2, name: "never", direction: "received" as const },
      { code: 1, name: "one" },
    ];
    expect([...shadowed(codes)]).toEqual([[2, 1]]);
    expect(sorted(codes).map((code) => code.name)).toEqual(["one", "set", "never", "any"]);
  });

  it("lists the paths of fields, bits and elements", () => {
    const line = { tail: false, size: 4, computed: false, display: "decimal" as const, labels: {}, colour: 0 };
    const n = { ...line, name: "n", type: "i", bits: [{ name: "low", from: 0, to: 1 }] };
    const items = {
      ...line,
      name: "items",
      type: "repeat",
      tail: true,
      bits: [],
      element: [{ ...line, name: "p", type: "d", bits: [] }],
    };
    expect(linePaths([n, items])).toEqual(["n", "n.low", "items[0].p"]);
  });

  it("picks a free name", () => {
    expect(freeName("push", ["push", "push 2"])).toBe("push 3");
  });
});
