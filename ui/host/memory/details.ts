// Made-up row details: times, latency, pages, comparisons.

import type {
  ComparedPiece,
  ComparisonDto,
  ExtraColumn,
  ExtraColumnsDto,
  JsonPageDto,
  StatisticsDto,
  TextPageDto,
} from "../types";
import { decoded } from "./decoded";
import { made } from "./rows";

/** Sent rows of the conversation and the rows that answer them. */
const ANSWERS: Record<number, number> = { 1: 2, 3: 5 };
const STEP_NS = 7_000_000;

export function extra(row: number, wants: ExtraColumn[]): ExtraColumnsDto {
  const none: ExtraColumnsDto = { since: null, unsettled: false, latency: null, pinned: false, note: "" };
  if (wants.includes("sinceStart")) none.since = String((row - 1) * STEP_NS);
  if (wants.includes("sincePrevious") && row > 1) none.since = String(STEP_NS);
  const sent = row > 3 ? 3 : row > 1 ? 1 : null;
  if (wants.includes("sinceSent") && sent) none.since = String((row - sent) * STEP_NS);
  if (wants.includes("latency")) none.latency = latency(row);
  return none;
}

function latency(row: number): ExtraColumnsDto["latency"] {
  const answer = ANSWERS[row];
  if (answer) return { kind: "answered", row: answer, ms: ((answer - row) * STEP_NS) / 1e6 };
  const asked = Object.entries(ANSWERS).find(([, reply]) => reply === row)?.[0];
  return asked ? { kind: "reply", row: Number(asked), ms: ((row - Number(asked)) * STEP_NS) / 1e6 } : null;
}

export function textPage(row: number, from: number, length: number): TextPageDto {
  const { bytes } = made(row);
  const to = Math.min(bytes.length, from + length);
  return { text: new TextDecoder().decode(bytes.subarray(from, to)), from, to, lossy: false };
}

export function jsonPage(row: number, place: JsonPageDto["place"] | null, length: number): JsonPageDto {
  const { bytes, code } = made(row);
  const from = place ?? { offset: code === null ? 0 : 4 };
  const page = textPage(row, from.offset, length);
  const text = page.text.replace(/[[{,]/g, (sign) => `${sign}\n  `);
  return { text, place: from, next: page.to < bytes.length ? { offset: page.to } : null };
}

export function compared(first: number, second: number): ComparisonDto {
  const [a, b] = [made(first).bytes, made(second).bytes];
  const pieces: ComparedPiece[] = [];
  const both = Math.min(a.length, b.length);
  for (let at = 0; at < both; ) {
    const same = a[at] === b[at];
    let end = at;
    while (end < both && (a[end] === b[end]) === same) end++;
    pieces.push({ kind: same ? "equal" : "changed", a: [at, end], b: [at, end] });
    at = end;
  }
  if (a.length > both) pieces.push({ kind: "removed", a: [both, a.length], b: [both, both] });
  if (b.length > both) pieces.push({ kind: "inserted", a: [both, both], b: [both, b.length] });
  const of = (row: number) => new Map(decoded(row).nodes.map((node) => [node.name, node.value]));
  const [left, right] = [of(first), of(second)];
  const fields = [...new Set([...left.keys(), ...right.keys()])].map((path) => {
    const [one, other] = [left.get(path) ?? null, right.get(path) ?? null];
    return { path, a: one, b: other, isEqual: one === other };
  });
  return { isEqual: pieces.every((piece) => piece.kind === "equal"), fields, pieces, isAligned: true, cutAt: null };
}

export function statistics(): StatisticsDto {
  const spread = { min: 0.31, median: 0.92, p95: 4.1, p99: 12.7, max: 20.4 };
  const one = { replies: 2, unanswered: 0, waiting: 0, spread };
  return {
    rule: "same_code",
    seen: 60,
    rows: 60,
    commands: [
      { ...one, kind: "all", code: null, name: null, requests: 3, unanswered: 1 },
      { ...one, kind: "text", code: null, name: null, requests: 1, replies: 1 },
      { ...one, kind: "code", code: 2, name: "set services", requests: 2, replies: 1, unanswered: 1 },
    ],
  };
}
