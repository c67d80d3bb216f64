// A made-up comparison of two transcripts.

import type { HistoryHost } from "../history";
import type { ComparedCommand, SessionsDto } from "../types";

const command = (code: number | null, name: string | null, count: number, more: Partial<ComparedCommand> = {}) => ({
  direction: "received",
  kind: code === null ? "text" : "binary",
  code,
  name,
  a: { count, minSize: 12, maxSize: 48 },
  b: { count, minSize: 12, maxSize: 48 },
  isEqual: true,
  firstDifference: null,
  fields: [],
  ...more,
});

const FOUND: SessionsDto = {
  isEqual: false,
  rowsA: 12_406,
  rowsB: 12_398,
  commands: [
    command(1, "login", 1, { direction: "sent" }),
    command(2, "services", 1, { direction: "sent" }),
    command(1, "login reply", 1, {
      isEqual: false,
      firstDifference: [2, 2],
      fields: [{ path: "tail.server", onlyA: ["gateway 2290"], onlyB: ["gateway 2291"], isMany: false }],
    }),
    command(1, "quote", 12_400, {
      b: { count: 12_391, minSize: 12, maxSize: 52 },
      isEqual: false,
      firstDifference: [811, 811],
      fields: [
        { path: "seq", onlyA: [], onlyB: [], isMany: true },
        { path: "venue", onlyA: ["X", "Y"], onlyB: ["X-NASDAQ"], isMany: false },
      ],
    }),
    command(7, null, 0, {
      a: { count: 0, minSize: 0, maxSize: 0 },
      b: { count: 1, minSize: 16, maxSize: 16 },
      isEqual: false,
      firstDifference: [0, 12_020],
    }),
    command(null, null, 2),
  ],
};

export function memoryComparing(): Pick<
  HistoryHost,
  "chooseTranscript" | "compareTranscripts" | "comparing" | "comparingStop" | "compareAcross"
> {
  let looked = 0;
  const of = FOUND.rowsA + FOUND.rowsB;
  return {
    chooseTranscript: async () => ({ id: "file:0", name: "build-2290.wlt" }),
    compareTranscripts: async () => {
      looked = 0;
    },
    comparing: async () => {
      looked = Math.min(of, looked + 6_000);
      const done = looked === of;
      return { looked, of, done, error: null, found: done ? FOUND : null };
    },
    comparingStop: async () => {},
    compareAcross: async () => ({
      isEqual: false,
      fields: [
        { path: "seq", a: "811", b: "811", isEqual: true },
        { path: "venue", a: "X", b: "X-NASDAQ", isEqual: false },
      ],
      pieces: [
        { kind: "equal", a: [0, 12], b: [0, 12] },
        { kind: "inserted", a: [13, 13], b: [13, 20] },
        { kind: "changed", a: [20, 22], b: [27, 29] },
      ],
      isAligned: true,
      cutAt: null,
    }),
  };
}
