// Line ends of text edited in a textarea, which normalises them to LF; CR LF and CR are kept in what is sent.

type LineEnds = "none" | "lf" | "crlf" | "cr" | "mixed";

const ANY_END = /\r\n|\r|\n/g;

/** The text as a textarea holds it. */
export function shown(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

export function lineEnds(text: string): LineEnds {
  const kinds = new Set(text.match(ANY_END));
  const [first] = kinds;
  if (first === undefined) return "none";
  if (kinds.size > 1) return "mixed";
  return first === "\r\n" ? "crlf" : first === "\r" ? "cr" : "lf";
}

/** Converts every line end. */
export function withEnds(text: string, ends: "lf" | "crlf"): string {
  return text.replace(ANY_END, ends === "crlf" ? "\r\n" : "\n");
}

/**
 * The text after an edit in its box, which now holds `value` with the caret at `caret`. Untouched line ends stay, a new
 * line takes the one before it, and pasted text keeps its own.
 */
export function edited(text: string, value: string, caret: number, pasted = ""): string {
  if (!text.includes("\r") && !pasted.includes("\r")) return value;
  const before = shown(text);
  if (before === value) return text;
  const { head, tail } = untouched(before, value, caret);
  const from = place(text, head);
  const inserted = value.slice(head, value.length - tail);
  return text.slice(0, from) + ending(text, from, inserted, pasted) + text.slice(place(text, before.length - tail));
}

/** Lengths of the common prefix and suffix of both texts; an edit ends at the caret. */
function untouched(before: string, after: string, caret: number): { head: number; tail: number } {
  const most = Math.min(before.length, after.length);
  const wanted = after.length - caret;
  let tail = 0;
  while (tail < most && (tail < wanted || wanted < 0) && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  let head = 0;
  while (head < most - tail && before[head] === after[head]) head++;
  return { head, tail };
}

/** Offset in the text of an offset in its shown form. */
function place(text: string, shownPlace: number) {
  let at = 0;
  for (let left = shownPlace; left > 0; left--) at += text.startsWith("\r\n", at) ? 2 : 1;
  return at;
}

function ending(text: string, from: number, inserted: string, pasted: string) {
  if (pasted !== "") {
    const plain = shown(pasted);
    // The ends of the pasted text may equal the text around it.
    if (plain === inserted) return pasted;
    const at = plain.indexOf(inserted);
    if (inserted !== "" && at >= 0) return pasted.slice(place(pasted, at), place(pasted, at + inserted.length));
  }
  if (!inserted.includes("\n")) return inserted;
  const earlier = text.slice(0, from).match(ANY_END)?.at(-1);
  const end = earlier ?? text.match(ANY_END)?.[0] ?? "\n";
  return inserted.replaceAll("\n", end);
}
