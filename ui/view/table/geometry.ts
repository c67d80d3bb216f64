// Row geometry in plain numbers. Pure: no DOM. The position is in content pixels from the first row's top (`px`), exact
// at any height. A webview cannot lay out a box of ten million rows, so the scrollbar's content is capped, and its
// scroll offset maps to the position by a scale.

/** The height of a row in CSS pixels, as in style/table.css. */
export const ROW_HEIGHT = 24;

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

/** The position at which the last row ends at the bottom of the box. */
export function most(g: Geometry): number {
  return Math.max(0, content(g) - g.view);
}

export function clamp(px: number, g: Geometry): number {
  return Math.min(Math.max(px, 0), most(g));
}

/** Height of the scrollbar's content. */
export function scrollbarHeight(g: Geometry): number {
  return Math.max(g.view, Math.min(CAP, content(g)));
}

/** Maximum scroll offset; `room` is the scrollbar's own height, which may differ from the rows' box. */
function maxScroll(g: Geometry, room: number) {
  return scrollbarHeight(g) - room;
}

export function toScroll(px: number, g: Geometry, room = g.view): number {
  return most(g) === 0 ? 0 : (clamp(px, g) / most(g)) * maxScroll(g, room);
}

/** The position for a scroll offset; the maximum offset maps to the end. */
export function fromScroll(scroll: number, g: Geometry, room = g.view): number {
  const end = maxScroll(g, room);
  if (end <= 0 || scroll <= 0) return 0;
  return scroll >= end - 0.5 ? most(g) : (scroll / end) * most(g);
}

/** The rows that are at least partly visible, and how far the first is shifted up. */
export function drawn(px: number, g: Geometry): { first: number; count: number; shift: number } {
  const at = clamp(px, g);
  const first = Math.floor(at / g.rowHeight);
  const shift = at - first * g.rowHeight;
  const count = Math.min(g.rows - first, Math.ceil((g.view + shift) / g.rowHeight));
  return { first, count: Math.max(0, count), shift };
}

/** The nearest position at which the row is fully visible. */
export function reveal(row: number, px: number, g: Geometry): number {
  const top = row * g.rowHeight;
  const bottom = top + g.rowHeight - g.view;
  return clamp(top < px ? top : Math.max(bottom, px), g);
}

/** Rows moved by a page key: one less than fit, for orientation. */
export function page(g: Geometry): number {
  return Math.max(1, Math.floor(g.view / g.rowHeight) - 1);
}

/** The row at a height in the box, or -1 below the last. */
export function rowAt(y: number, px: number, g: Geometry): number {
  const row = Math.floor((clamp(px, g) + y) / g.rowHeight);
  return row >= 0 && row < g.rows ? row : -1;
}

/** Scroll speed in pixels per second for a drag past an edge: zero inside, faster further out. */
export function beyond(y: number, view: number): number {
  const out = y < 0 ? y : Math.max(0, y - view + 1);
  return out === 0 ? 0 : Math.sign(out) * (96 + Math.min(Math.abs(out), 400) ** 2 * 0.24);
}

/** A wheel event's delta in pixels, whatever its unit. */
export function wheel(delta: number, mode: number, g: Geometry): number {
  if (mode === 1) return delta * g.rowHeight;
  if (mode === 2) return delta * page(g) * g.rowHeight;
  return delta;
}
