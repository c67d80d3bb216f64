import { expect, it } from "vitest";
import { nameFault, rowsOf, variablesOf } from "./variables";

it("keeps rows with valid names and reports errors of the others", () => {
  const rows = [
    ...rowsOf({ user: "test1234", n: 7 }),
    { id: 2, name: "user", value: "again" },
    { id: 3, name: "uuid", value: "" },
    { id: 4, name: "1a", value: "" },
    { id: 5, name: "", value: "x" },
    { id: 6, name: "", value: "" },
    { id: 7, name: "设备", value: "a" },
  ];
  expect(rows.map((row) => nameFault(rows, row))).toEqual([
    null,
    null,
    "twice",
    "generator",
    "bad-name",
    "bad-name",
    null,
    null,
  ]);
  expect(variablesOf(rows)).toEqual({ user: "test1234", n: "7", 设备: "a" });
});
