// The window's panes: how large each is, which are folded, and on which side of the table the details are.

import type { PreferencesStore } from "./preferences";

/** The table keeps so much width beside the details; with less the details are below it. */
export const TABLE_BESIDE = 1000;
/** So much it keeps where a person has chosen the side, and in height. */
const TABLE_LEAST = 480;
const TABLE_HEIGHT_LEAST = 160;

export const SIDEBAR = { name: "sidebar", least: 160, most: 420 } as const;
export const COMPOSE = { name: "compose", least: 300, most: 720 } as const;
const DETAILS = { beside: { own: 640, least: 360 }, below: { own: 236, least: 80 } } as const;
/** Folded, the details are their row of tabs. */
const DETAILS_FOLDED = 34;

/** Preferences keep panes as whole numbers. */
const SIDES = ["auto", "right", "below"] as const;
export type PaneSide = (typeof SIDES)[number];

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

/** Where the details are, how large, and between which sizes a person may choose. */
export interface DetailsPlace {
  beside: boolean;
  size: number;
  least: number;
  most: number;
  /** The preference that keeps the size. */
  name: string;
  /** There is room on both sides. */
  choice: boolean;
}

/** For the box that holds the table and the details. */
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
  // A box without a size is not drawn yet.
  const size = box.width === 0 ? set : Math.min(Math.max(set, least), most);
  return { beside: right, size, least, most, name: right ? "details-width" : "details-height", choice };
}
