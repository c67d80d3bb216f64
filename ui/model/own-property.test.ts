import { expect, it } from "vitest";
import { own } from "./own-property";

/** What every object has by itself. */
const INHERITED = ["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__"];

it("hostile_13 only what was put into an object is found in it", () => {
  for (const name of INHERITED) {
    expect(own({}, name)).toBeUndefined();
    expect(own(JSON.parse(`{"${name}": "x"}`), name)).toBe("x");
    expect(own({ ...JSON.parse(`{"${name}": "x"}`) }, name)).toBe("x");
  }
  expect(own(undefined, "a")).toBeUndefined();
});
