// Made-up past connections.

import type { HistoryHost } from "../../host/history";
import type { HistoryEntryDto } from "../../host/types";
import { fault } from "./server";

const HOUR = 3_600_000;

function entry(i: number, more: Partial<HistoryEntryDto> = {}): HistoryEntryDto {
  const received = 1200 * (i + 1) ** 3;
  return {
    id: `2026-11-${20 - i}T10-${i}`,
    title: i === 1 ? "Login storm, build 2291" : null,
    name: i % 3 === 2 ? "Quotes feed" : "Local gateway",
    profile: i % 3 === 2 ? "Quotes feed" : "Local gateway",
    url: i % 3 === 2 ? "wss://quotes.example/stream" : "ws://127.0.0.1:41873/",
    begun: Date.now() - i * 7 * HOUR,
    pinned: i === 1,
    bytes: received * 64,
    open: i === 0,
    keep: i === 3 ? "100000 messages" : "all",
    counted: {
      rows: received + 4,
      sent: 4,
      received,
      durationMs: received * 7,
      close: i === 4 ? null : i === 2 ? 1011 : 1000,
      closeReason: i === 2 ? "internal error" : "user quit",
    },
    error: null,
    ...more,
  };
}

const UNREADABLE = entry(8, {
  counted: null,
  name: "",
  profile: "",
  error: fault("transcript_format", { what: "is not a transcript" }),
});

export const PAST = [...[0, 1, 2, 3, 4, 5, 6].map((i) => entry(i)), UNREADABLE];

export function fakeHistory(view: (file: string) => number): Partial<HistoryHost> {
  return {
    history: async () => ({ past: PAST, deleted: [], bytes: PAST.reduce((sum, one) => sum + one.bytes, 0) }),
    historyOpen: async (id, row) => ({
      connection: view(`/transcripts/${id}.wlt`),
      position: row === null ? null : row - 1,
    }),
    historyFindStop: async () => {},
  };
}
