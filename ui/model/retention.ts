// How much of a connection is kept, as a profile says it: `all`, `100000 messages`, `10 GB`.

import { FEWEST_KEPT_MESSAGES } from "../host/constants";

export type Retention =
  | { kind: "all" }
  | { kind: "messages"; count: number }
  | { kind: "bytes"; size: string; unit: string };

export const UNITS = ["MB", "GB", "TB"] as const;

export function readKeep(text: string | undefined): Retention {
  const found = /^\s*([\d.]+)\s*([A-Za-z]+)\s*$/.exec(text ?? "all");
  if (!found) return { kind: "all" };
  const [, number = "", unit = ""] = found;
  return unit === "messages" ? { kind: "messages", count: Number(number) } : { kind: "bytes", size: number, unit };
}

/** `null` where the numbers cannot be. */
export function writeKeep(keep: Retention): string | null {
  if (keep.kind === "all") return "all";
  if (keep.kind === "messages")
    return Number.isInteger(keep.count) && keep.count >= FEWEST_KEPT_MESSAGES ? `${keep.count} messages` : null;
  return /^\d+(\.\d+)?$/.test(keep.size) && Number(keep.size) >= 1 ? `${keep.size} ${keep.unit}` : null;
}
