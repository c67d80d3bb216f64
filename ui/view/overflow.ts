// How many of a toolbar's buttons fit beside its field.

/** Counts the buttons that fit. `field`, `buttons` and `rest` are selectors; hidden buttons are measured too. */
export function fitting(bar: HTMLElement, field: string, buttons: string, rest: string): number {
  const style = getComputedStyle(bar);
  const gap = Number.parseFloat(style.columnGap) || 0;
  const padding = Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight);
  const first = bar.querySelector<HTMLElement>(field);
  const least = first ? Number.parseFloat(getComputedStyle(first).minWidth) || 0 : 0;
  const widths = [...bar.querySelectorAll<HTMLElement>(buttons)].map((one) => one.getBoundingClientRect().width);
  const more = bar.querySelector<HTMLElement>(rest)?.getBoundingClientRect().width ?? 0;
  return roomFor(widths, { room: bar.clientWidth - padding - least, gap, more });
}

/** How many leading buttons fit; if not all do, the overflow button needs room too. */
export function roomFor(widths: number[], { room, gap, more }: { room: number; gap: number; more: number }): number {
  const needed = (count: number) => widths.slice(0, count).reduce((sum, width) => sum + width + gap, 0);
  if (needed(widths.length) <= room) return widths.length;
  let count = widths.length - 1;
  while (count > 0 && needed(count) + gap + more > room) count--;
  return Math.max(count, 0);
}
