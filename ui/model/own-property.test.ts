import { expect, it } from "vitest";
import { own } from "./own-property";

/** Properties that every object inherits. */
const INHERITED = ["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__"];

it("hostile_13 inherited properties are not entries", () => {
  for (const name of INHERITED) {
    expect(own({}, name)).toBeUndefined();
    expect(own(JSON.parse(`{"${name}": "x"}`), name)).toBe("x");
    expect(own({ ...JSON.parse(`{"${name}": "x"}`) }, name)).toBe("x");
  }
  expect(own(undefined, "a")).toBeUndefined();
});
