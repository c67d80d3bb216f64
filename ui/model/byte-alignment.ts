// Byte alignment of two payloads for the side-by-side view. Pure.

import type { ComparedPiece } from "../host/types";

export type PieceKind = "equal" | "changed" | "inserted" | "removed";

interface Cell {
  kind: PieceKind;
  /** The byte's offset on each side; null in a gap. */
  a: number | null;
  b: number | null;
}

export class AlignedBytes {
  /** Where each segment begins, in aligned positions. */
  readonly #starts: number[] = [];
  readonly length: number;

  constructor(private readonly pieces: ComparedPiece[]) {
    let at = 0;
    for (const { a, b } of pieces) {
      this.#starts.push(at);
      at += Math.max(a[1] - a[0], b[1] - b[0]);
    }
    this.length = at;
  }

  /** The cell at an aligned position. */
  at(place: number): Cell | null {
    if (place < 0 || place >= this.length) return null;
    let [low, high] = [0, this.pieces.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    const piece = this.pieces[low];
    if (!piece) return null;
    const within = place - (this.#starts[low] ?? 0);
    const side = ([from, to]: [number, number]) => (from + within < to ? from + within : null);
    const [a, b] = [side(piece.a), side(piece.b)];
    const kind = a === null ? "inserted" : b === null ? "removed" : (piece.kind as PieceKind);
    return { kind, a, b };
  }

  /** The first differing position at or after this one; null if there is none. */
  next(place: number): number | null {
    for (const [i, { kind }] of this.pieces.entries()) {
      const start = this.#starts[i] ?? 0;
      const end = this.#starts[i + 1] ?? this.length;
      if (kind !== "equal" && end > place) return Math.max(start, place);
    }
    return null;
  }
}
