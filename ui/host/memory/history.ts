// Made-up past connections, exports and charts.

import type { HistoryHost } from "../history";
import type { FoundDto, HistoryEntryDto, SeriesDto } from "../types";
import { fault } from "./server";
import { memoryComparing } from "./transcript-comparison";

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

export function memoryHistory(view: (file: string) => number): HistoryHost {
  let all = [0, 1, 2, 3, 4, 5, 6].map((i) => entry(i));
  all.push(
    entry(8, {
      counted: null,
      name: "",
      profile: "",
      error: fault("transcript_format", { what: "is not a transcript" }),
    }),
  );
  let deleted: HistoryEntryDto[] = [entry(9, { title: "Old one" })];
  let news: FoundDto[] = [];
  let looked = 0;
  let exported = 0;
  const edit = (id: string, patch: Partial<HistoryEntryDto>) => {
    all = all.map((one) => (one.id === id ? { ...one, ...patch } : one));
  };
  const move = (id: string, back: boolean) => {
    const entry = [...all, ...deleted].find((one) => one.id === id);
    all = all.filter((one) => one.id !== id);
    deleted = deleted.filter((one) => one.id !== id);
    if (!entry) return;
    if (back) all = [entry, ...all];
    else deleted = [entry, ...deleted];
  };
  return {
    ...memoryComparing(),
    history: async () =>
      structuredClone({ past: all, deleted, bytes: [...all, ...deleted].reduce((sum, one) => sum + one.bytes, 0) }),
    historyCount: async (id) => structuredClone(all.find((one) => one.id === id) ?? entry(0)),
    historyOpen: async (id, row) => ({
      connection: view(`/transcripts/${id}.wlt`),
      position: row === null ? null : row - 1,
    }),
    historyRename: async (id, title) => edit(id, { title: title || null }),
    historyPin: async (id, pinned) => edit(id, { pinned }),
    historyShowInFolder: async () => {},
    historyExport: async (_id, request) => {
      exported = 0;
      return `/home/you/${request.format}`;
    },
    historyDelete: async (id) => {
      if (all.find((one) => one.id === id)?.open) throw fault("history_writing", {});
      move(id, false);
    },
    historyRestore: async (id) => move(id, true),
    historyRemove: async (ids) => {
      deleted = deleted.filter((one) => !ids.includes(one.id));
    },
    historyPlan: async (budget) => {
      const goes: HistoryEntryDto[] = [];
      const bytes = [...all, ...deleted].reduce((sum, one) => sum + one.bytes, 0);
      let frees = 0;
      for (const one of [...deleted, ...all.filter((one) => !one.pinned && !one.open).reverse()]) {
        if (bytes - frees <= budget) break;
        goes.push(one);
        frees += one.bytes;
      }
      return { bytes, frees, fits: bytes - frees <= budget, goes };
    },
    historyCleanUp: async (_budget, ids) => {
      all = all.filter((one) => !ids.includes(one.id));
      deleted = deleted.filter((one) => !ids.includes(one.id));
      return 1_000_000;
    },
    historyFind: async (text) => {
      if (text.startsWith("(")) throw fault("filter_open_paren", { column: "1" });
      looked = 0;
      news = all.slice(0, 3).map(({ id }, i) => ({
        id,
        rows: [{ row: 7 + i, preview: `{"user": "me", "found": "${text}"}` }],
        total: 1 + i * 30,
        done: true,
        error: null,
      }));
    },
    historyFound: async () => {
      const found = news.splice(0, 1);
      looked = Math.min(all.length, looked + 3);
      return { found, looked, of: all.length, done: news.length === 0 && looked === all.length };
    },
    historyFindStop: async () => {
      news = [];
      looked = all.length;
    },
    exportRows: async (_connection, request) => {
      exported = 0;
      return `/home/me/rows.${request.format}`;
    },
    exportStatus: async () => {
      exported = Math.min(1_000_000, exported + 200_000);
      const done = exported === 1_000_000;
      const path = "/home/me/rows.csv";
      return { path, rows: exported, of: 1_000_000, leftOut: done ? 2 : 0, done, cancelled: false, error: null };
    },
    exportCancel: async () => {
      exported = 1_000_000;
    },
    importTranscript: async () => ({
      file: "capture.har",
      connection: null,
      choose: [
        { number: 1, url: "wss://quotes.example/stream", started: "2026-11-20T10:00:00Z", messages: 812 },
        { number: 3, url: "wss://chat.example/socket", started: "2026-11-20T10:00:04Z", messages: 31 },
      ],
    }),
    importConnection: async () => ({ file: "capture.har", connection: view("/transcripts/capture.wlt"), choose: [] }),
    importStatus: async () => null,
    importCancel: async () => {},
    series: async () => series(),
  };
}

function series(): SeriesDto {
  const at = Array.from({ length: 240 }, (_, i) => i);
  const wave = (i: number, most: number, every: number) => Math.round(most * (1.2 + Math.sin(i / every)));
  return {
    startMs: Date.now() - 240_000,
    widthMs: 1000,
    received: at.map((i) => wave(i, 4000, 17)),
    sent: at.map((i) => wave(i, 40, 5)),
    bytesReceived: at.map((i) => wave(i, 300_000, 17)),
    bytesSent: at.map((i) => wave(i, 900, 5)),
    latencyMean: at.map((i) => (i % 50 < 4 ? null : wave(i, 3, 11) + 1)),
    latencyMax: at.map((i) => (i % 50 < 4 ? null : wave(i, 9, 11) + 4)),
    more: false,
  };
}
