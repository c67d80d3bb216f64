import { expect, it } from "vitest";
import type { FieldNode } from "../../host/types";
import { typeName as nameInFormat } from "../../model/format";
import { Text } from "../../model/text";
import { typeName } from "./tree-line";

it("hostile_13 a Protobuf type name cannot collide with an inherited property", () => {
  const text = new Text("en", "en");
  for (const type of ["constructor", "toString", "__proto__"]) {
    expect(typeName({ type, size: 4, kind: "object" } as FieldNode, text)).toBe(type);
    expect(nameInFormat(type)).toBe(type);
  }
});
