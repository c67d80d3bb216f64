import { describe, expect, it } from "vitest";
import type { Host } from "../host/host";
import type { Preferences as Dto } from "../host/types";
import { fold, isFolded, placeDetails, setSide, sideOf, TABLE_BESIDE } from "./panes";
import { PreferencesStore } from "./preferences";

const host = { setPreferences: async () => {} } as unknown as Host;
const made = (panes: Record<string, number> = {}) =>
  new PreferencesStore(host, { columns: {}, panes, table: {} } as unknown as Dto);
const box = (width: number, height = 700) => ({ width, height });

describe("the details pane", () => {
  it("is beside the table only if that keeps its width", () => {
    for (let width = 400; width < 2600; width += 20) {
      const { beside, size } = placeDetails(made(), box(width));
      expect(beside).toBe(width >= TABLE_BESIDE + 640);
      if (beside) expect(width - size).toBeGreaterThanOrEqual(TABLE_BESIDE);
    }
  });

  it("is on the chosen side if both have room", () => {
    const preferences = made();
    setSide(preferences, "right");
    expect(sideOf(preferences)).toBe("right");
    expect(placeDetails(preferences, box(900)).beside).toBe(true);
    expect(placeDetails(preferences, box(800))).toMatchObject({ beside: false, choice: false });
    setSide(preferences, "below");
    expect(placeDetails(preferences, box(2400)).beside).toBe(false);
  });

  it("leaves the table its minimum size", () => {
    const wide = placeDetails(made({ "details-side": 1, "details-width": 5000 }), box(1200));
    expect(1200 - wide.size).toBe(480);
    const high = placeDetails(made({ "details-height": 5000 }), box(1200, 500));
    expect(500 - high.size).toBe(160);
  });

  it("folds to its tab row", () => {
    const preferences = made();
    fold(preferences, "details", true);
    expect(isFolded(preferences, "details")).toBe(true);
    expect(placeDetails(preferences, box(2400))).toMatchObject({ beside: false, size: 34 });
  });
});
