// Previews are cut to their column before they are written. WebKit shapes all of a text, and where it does not fit, more than
// once to find the place for its ellipsis: that was half of the page's work in a fast stream.

/** Characters that every type face of one width has in that width. The others are left to the page's own ellipsis. */
const EVEN = /^[\x20-\x7e]*$/;

/**
 * As much of a text as there is room for, where each character is so wide. Half a pixel is for rounding. A text that is cut has
 * nothing in it to be made harmless.
 */
export function cut(words: string, room: number, character: number): string {
  const fits = Math.floor((room - 0.5) / character);
  if (character <= 0 || fits < 1 || words.length <= fits) return words;
  const kept = words.slice(0, fits - 1);
  return EVEN.test(kept) ? `${kept}…` : words;
}

const SAMPLE = "0".repeat(64);
let brush: CanvasRenderingContext2D | null = null;

/** How wide a character is in this element, whose type face has one width. */
export function characterOf(element: Element): number {
  brush ??= document.createElement("canvas").getContext("2d");
  if (!brush) return 0;
  // Not `font`: it is empty where a part of the style has no place in it, as figures of one width.
  const { fontSize, fontFamily } = getComputedStyle(element);
  brush.font = `${fontSize} ${fontFamily}`;
  return brush.measureText(SAMPLE).width / SAMPLE.length;
}
