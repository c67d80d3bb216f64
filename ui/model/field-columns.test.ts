import { beforeEach, describe, expect, it } from "vitest";
import type { Host } from "../host/host";
import { fakeHost } from "../test/fake-host";
import { ConnectionModel } from "./connection";
import { DemoServer } from "./demo-server";
import { freeName, ruleFor, withLayout, withoutLayout } from "./field-actions";
import { FieldColumns, fieldNames } from "./field-columns";
import { blank, Library } from "./library";
import { Notices } from "./notices";
import { Profiles } from "./profiles";
import { Rows } from "./rows";
import { SessionSecrets } from "./session-secrets";

let profiles: Profiles;
let connection: ConnectionModel;
let notices: Notices;
let columns: FieldColumns;
const fields = () => profiles.current?.profile.columns?.map((one) => one.title ?? one.field);

beforeEach(() => {
  const host: Host = fakeHost();
  [profiles, connection, notices] = [
    new Profiles(new Library(host)),
    new ConnectionModel(host, new SessionSecrets(() => ""), new DemoServer(host)),
    new Notices(),
  ];
  columns = new FieldColumns(profiles, connection, new Rows(), notices);
  profiles.show(profiles.library.create({ ...blank("x"), columns: [{ field: "a" }, { field: "b" }, { field: "c" }] }));
  connection.key = profiles.current?.key ?? null;
});

describe("columns edit the open profile", () => {
  it("when added, renamed, moved, removed and restored", () => {
    columns.add("tail.user.id");
    columns.rename(0, "first");
    columns.move(1, 1);
    expect(fields()).toEqual(["first", "c", "b", "tail.user.id"]);
    columns.move(2, -1);
    columns.rename(0, "");
    expect(fields()).toEqual(["a", "b", "c", "tail.user.id"]);
    columns.remove(1);
    expect(fields()).toEqual(["a", "c", "tail.user.id"]);
    notices.undo(notices.list[0]?.key ?? -1);
    expect(fields()).toEqual(["a", "b", "c", "tail.user.id"]);
  });

  it("only if it is the connection's profile", () => {
    connection.key = "another";
    expect(columns.mine).toBe(false);
    columns.add("d");
    expect(fields()).toEqual(["a", "b", "c"]);
  });

  it("remove the key with the last column", () => {
    for (let i = 0; i < 3; i++) columns.remove(0);
    expect(profiles.current?.profile).toEqual(blank("x"));
  });
});

describe("a layout made from a message", () => {
  const row = { code: 7, codeName: null, direction: "received", kind: "binary" } as never;
  const text = { code: null, codeName: null, direction: "sent", kind: "text" } as never;

  it("has a unique name, a rule in the right place, and can be undone completely", () => {
    const before = { ...blank("x"), layouts: [{ name: "code 7", format: "<i" }], rules: [{ layout: "code 7" }] };
    const name = freeName(before, "code 7");
    expect(name).toBe("code 7 2");
    const one = withLayout(before, { name, format: "<iq" }, ruleFor(row, name));
    expect(one.rules?.[0]).toEqual({ code: 7, direction: "received", layout: name });
    const two = withLayout(before, { name, format: "" }, ruleFor(text, name));
    expect(two.rules?.[1]).toEqual({ kind: "text", direction: "sent", layout: name });
    expect(withoutLayout(one, name)).toEqual(before);
    expect(withoutLayout(withLayout(blank("x"), { name: "y", format: "" }, { layout: "y" }), "y")).toEqual(blank("x"));
  });
});

describe("a column without a field", () => {
  it("is detected by the layouts' field names", () => {
    const names = fieldNames([
      {
        name: "l",
        format: "<iB",
        fields: [{ name: "code" }, { name: "" }],
        tail: {
          type: "text",
          length: "code",
          // biome-ignore lint/suspicious/noThenProperty: the profile calls it so.
          then: { format: "<I", fields: [{ name: "crc" }], tail: { type: "json", name: "body" } },
        },
      },
    ]);
    expect([...names].sort()).toEqual(["body", "code", "crc", "json", "tail"]);
  });

  it("is listed until a layout has the field again", () => {
    const layout = (name: string) => ({ name: "l", format: "<i", fields: [{ name }] });
    profiles.edit((profile) => ({ ...profile, layouts: [layout("seq")], columns: [{ field: "seq" }, { field: "2" }] }));
    const rows = new Rows();
    rows.columns = [{ field: "seq" }, { field: "2" }];
    columns = new FieldColumns(profiles, connection, rows, notices);
    expect(columns.unknown).toEqual([]);
    profiles.edit((profile) => ({ ...profile, layouts: [layout("sequence")] }));
    expect(columns.unknown).toEqual([0]);
    profiles.edit(({ layouts: _gone, ...profile }) => profile);
    expect(columns.unknown).toEqual([]);
  });
});
