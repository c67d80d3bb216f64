// Where rows lie, as plain numbers. Pure: no DOM.
//
// The place is a number of content pixels from the first row's top (`px`), exact at any height. A webview cannot make a box
// of ten million rows, so the strip that is scrolled is capped, and its scroll position stands for the place at a scale.

/** Safe at every zoom: WebKit stops at 33.5 million device pixels. */
export const CAP = 8_000_000;

export interface Geometry {
  rows: number;
  rowHeight: number;
  /** Height of the box that shows rows. */
  view: number;
}

export function content({ rows, rowHeight }: Geometry): number {
  return rows * rowHeight;
}

/** The place at which the last row ends where the box ends. */
export function most(g: Geometry): number {
  return Math.max(0, content(g) - g.view);
}

export function clamp(px: number, g: Geometry): number {
  return Math.min(Math.max(px, 0), most(g));
}

/** Height of what the strip scrolls. */
export function stripHeight(g: Geometry): number {
  return Math.max(g.view, Math.min(CAP, content(g)));
}

/** How far the strip scrolls; `room` is its own height, which may be another than that of the rows beside it. */
function stripMost(g: Geometry, room: number): number {
  return stripHeight(g) - room;
}

export function toScroll(px: number, g: Geometry, room = g.view): number {
  return most(g) === 0 ? 0 : (clamp(px, g) / most(g)) * stripMost(g, room);
}

/** What a drag of the strip means; its end is the end. */
export function fromScroll(scroll: number, g: Geometry, room = g.view): number {
  const end = stripMost(g, room);
  if (end <= 0 || scroll <= 0) return 0;
  return scroll >= end - 0.5 ? most(g) : (scroll / end) * most(g);
}

/** The rows that are at least partly in view, and how far the first is moved up. */
export function drawn(px: number, g: Geometry): { first: number; count: number; shift: number } {
  const at = clamp(px, g);
  const first = Math.floor(at / g.rowHeight);
  const shift = at - first * g.rowHeight;
  const count = Math.min(g.rows - first, Math.ceil((g.view + shift) / g.rowHeight));
  return { first, count: Math.max(0, count), shift };
}

/** The nearest place at which the row is whole in view. */
export function reveal(row: number, px: number, g: Geometry): number {
  const top = row * g.rowHeight;
  const bottom = top + g.rowHeight - g.view;
  return clamp(top < px ? top : Math.max(bottom, px), g);
}

/** How many rows a page key moves: one less than fit, so that one stays to hold on to. */
export function page(g: Geometry): number {
  return Math.max(1, Math.floor(g.view / g.rowHeight) - 1);
}

/** The row at a height in the box, or -1 below the last. */
export function rowAt(y: number, px: number, g: Geometry): number {
  const row = Math.floor((clamp(px, g) + y) / g.rowHeight);
  return row >= 0 && row < g.rows ? row : -1;
}

/** How many pixels a second a drag past an edge scrolls: nothing inside, faster the further out. */
export function beyond(y: number, view: number): number {
  const out = y < 0 ? y : Math.max(0, y - view + 1);
  return out === 0 ? 0 : Math.sign(out) * (96 + Math.min(Math.abs(out), 400) ** 2 * 0.24);
}

/** A wheel turn in pixels, whatever unit it came in. */
export function wheel(delta: number, mode: number, g: Geometry): number {
  if (mode === 1) return delta * g.rowHeight;
  if (mode === 2) return delta * page(g) * g.rowHeight;
  return delta;
}
