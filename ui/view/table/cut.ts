// Cuts previews to their column before they are written. WebKit shapes the whole text, several times if it overflows,
// to place the ellipsis: that took half of the page's time in a fast stream.

/** Characters that have the same width in every monospaced font. Others are left to the CSS ellipsis. */
const EVEN = /^[\x20-\x7e]*$/;

/**
 * Cuts a text to `room` pixels for a character width. Half a pixel is for rounding. A text that is cut needs no
 * neutralising.
 */
export function cut(words: string, room: number, character: number): string {
  const fits = Math.floor((room - 0.5) / character);
  if (character <= 0 || fits < 1 || words.length <= fits) return words;
  const kept = words.slice(0, fits - 1);
  return EVEN.test(kept) ? `${kept}…` : words;
}

const SAMPLE = "0".repeat(64);
let brush: CanvasRenderingContext2D | null = null;

/** Character width of this element's monospaced font. */
export function characterOf(element: Element): number {
  brush ??= document.createElement("canvas").getContext("2d");
  if (!brush) return 0;
  // Not `font`: it is empty if part of the style cannot be expressed in it, such as tabular figures.
  const { fontSize, fontFamily } = getComputedStyle(element);
  brush.font = `${fontSize} ${fontFamily}`;
  return brush.measureText(SAMPLE).width / SAMPLE.length;
}
