// Sizes and folding of the window's panes, and the details pane's side.

import type { PreferencesStore } from "./preferences";

/** Minimum table width for the details to be beside it by default; otherwise they are below. */
export const TABLE_BESIDE = 1000;
/** Minimum table width on a side that the user chose, and minimum height, in pixels. */
const TABLE_LEAST = 480;
const TABLE_HEIGHT_LEAST = 160;

export const SIDEBAR = { name: "sidebar", least: 160, most: 420 } as const;
export const COMPOSE = { name: "compose", least: 300, most: 720 } as const;
const DETAILS = { beside: { own: 640, least: 360 }, below: { own: 236, least: 80 } } as const;
/** Height or width of the folded details: their tab row. */
const DETAILS_FOLDED = 34;

/** Preferences store panes as integers. */
const SIDES = ["auto", "right", "below"] as const;
type PaneSide = (typeof SIDES)[number];

export function sideOf(preferences: PreferencesStore): PaneSide {
  return SIDES[preferences.pane("details-side", 0)] ?? "auto";
}

export function setSide(preferences: PreferencesStore, side: PaneSide): void {
  preferences.setPane("details-side", SIDES.indexOf(side));
}

export function isFolded(preferences: PreferencesStore, name: string): boolean {
  return preferences.pane(`${name}-folded`, 0) === 1;
}

export function fold(preferences: PreferencesStore, name: string, on: boolean): void {
  preferences.setPane(`${name}-folded`, on ? 1 : 0);
}

/** Where the details are, their size and its limits. */
interface DetailsPlace {
  beside: boolean;
  size: number;
  least: number;
  most: number;
  /** The preference that stores the size. */
  name: string;
  /** Whether both sides have room. */
  choice: boolean;
}

/** Places the details in the box that they share with the table. */
export function placeDetails(preferences: PreferencesStore, box: { width: number; height: number }): DetailsPlace {
  const side = sideOf(preferences);
  const { beside, below } = DETAILS;
  const choice = box.width - beside.least >= TABLE_LEAST;
  const wanted = preferences.pane("details-width", beside.own);
  const right = side === "auto" ? box.width - wanted >= TABLE_BESIDE : side === "right" && choice;
  if (isFolded(preferences, "details"))
    return { beside: false, size: DETAILS_FOLDED, least: 0, most: 0, name: "details-height", choice };
  const most = right
    ? Math.max(beside.least, box.width - TABLE_LEAST)
    : Math.max(below.least, box.height - TABLE_HEIGHT_LEAST);
  const set = right ? wanted : preferences.pane("details-height", below.own);
  const least = right ? beside.least : below.least;
  // A box without a size is not laid out yet.
  const size = box.width === 0 ? set : Math.min(Math.max(set, least), most);
  return { beside: right, size, least, most, name: right ? "details-width" : "details-height", choice };
}
