// Rows of a made-up conversation: the original script's five messages, then endless pushes. Rows are computed from
// their number, so ten million cost nothing.

import type { RowDto } from "../../host/types";

const START = Date.UTC(2026, 0, 2, 12, 50, 57, 1);
const text = new TextEncoder();

interface Made {
  bytes: Uint8Array;
  direction: "sent" | "received";
  kind: string;
  code: number | null;
  name: string | null;
  tone: RowDto["tone"];
}

function packed(code: number, tail: string | Uint8Array): Uint8Array {
  const rest = typeof tail === "string" ? text.encode(tail) : tail;
  const bytes = new Uint8Array(4 + rest.length);
  new DataView(bytes.buffer).setInt32(0, code, true);
  bytes.set(rest, 4);
  return bytes;
}

function push(sequence: number): Uint8Array {
  const name = text.encode(["first", "test"][sequence % 2] ?? "");
  const tail = new Uint8Array(16 + name.length);
  const view = new DataView(tail.buffer);
  view.setBigInt64(0, BigInt(sequence), true);
  view.setFloat64(8, START / 1000 + sequence / 2, true);
  tail.set(name, 16);
  return packed(100, tail);
}

const LONG = JSON.stringify(Array.from({ length: 9000 }, (_, i) => ({ id: i, name: `项目 ${i}`, ok: i % 3 === 0 })));
const TRICKY = "admin\u202egnp.exe\u0007 <img src=x onerror=alert(1)> 你好，世界";

function scripted(row: number): Made | null {
  const sent = { direction: "sent", kind: "binary" } as const;
  const received = { direction: "received", kind: "binary" } as const;
  switch (row) {
    case 1:
      return {
        bytes: text.encode('{"role": "admin", "user_id": "test1234", "token": "********"}'),
        ...{ direction: "sent", kind: "text", code: null, name: null, tone: "neutral" },
      };
    case 2:
      return {
        bytes: packed(1, '{"user_id": "test1234", "role": "admin"}'),
        ...received,
        code: 1,
        name: "LOGIN_OK",
        tone: "good",
      };
    case 3:
      return { bytes: packed(2, '["first", "test"]'), ...sent, code: 2, name: "set services", tone: "neutral" };
    case 4:
      return { bytes: new Uint8Array([1, 2, 3]), ...received, code: null, name: null, tone: "neutral" };
    case 5:
      return {
        bytes: packed(2, '{"accepted": ["first", "test"]}'),
        ...received,
        code: 2,
        name: "SERVICES_SET",
        tone: "good",
      };
    case 6:
      return { bytes: packed(-2, "unknown command 9"), ...received, code: -2, name: "REFUSED", tone: "bad" };
    case 7:
      return {
        bytes: text.encode(TRICKY),
        direction: "received",
        kind: "text",
        code: null,
        name: null,
        tone: "neutral",
      };
    case 8:
      return { bytes: text.encode(LONG), direction: "received", kind: "text", code: null, name: null, tone: "neutral" };
    default:
      return null;
  }
}

export function made(row: number): Made {
  const script = scripted(row);
  if (script) return script;
  return { bytes: push(row - 8), direction: "received", kind: "binary", code: 100, name: "PUSH", tone: "neutral" };
}

export function rowDto(row: number): RowDto {
  const { bytes, direction, kind, code, name, tone } = made(row);
  const ms = START + row * 7;
  const at = new Date(ms);
  const part = (n: number, length = 2) => String(n).padStart(length, "0");
  return {
    row,
    time: `${part(at.getHours())}:${part(at.getMinutes())}:${part(at.getSeconds())}.${part(at.getMilliseconds(), 3)}`,
    ns: `${ms}${part((row * 7919) % 1_000_000, 6)}`,
    direction,
    kind,
    size: bytes.length,
    wire: null,
    code,
    codeName: name,
    tone,
    short: kind === "binary" && bytes.length < 4,
    preview: preview(bytes, kind, code),
    cells: [],
    stop: null,
    joined: null,
    extra: { since: null, unsettled: false, latency: null, pinned: false, note: "", faults: null },
    highlight: null,
  };
}

function preview(bytes: Uint8Array, kind: string, code: number | null): string {
  const body = kind === "binary" && code !== null ? bytes.subarray(4) : bytes;
  const looksText = kind === "text" || body.subarray(0, 16).every((byte) => byte >= 0x20 && byte < 0x7f);
  if (looksText && body.length > 3) return new TextDecoder().decode(body.subarray(0, 200));
  return Array.from(body.subarray(0, 48), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
