// Retention limits in the profile's syntax: `all`, `100000 messages`, `10 GB`.

import { FEWEST_KEPT_MESSAGES } from "../host/constants";

export type Retention =
  | { kind: "all" }
  | { kind: "messages"; count: number }
  | { kind: "bytes"; size: string; unit: string };

export const UNITS = ["MB", "GB", "TB"] as const;

export function readKeep(text: string | undefined): Retention {
  const match = /^\s*([\d.]+)\s*([A-Za-z]+)\s*$/.exec(text ?? "all");
  if (!match) return { kind: "all" };
  const [, number = "", unit = ""] = match;
  return unit === "messages" ? { kind: "messages", count: Number(number) } : { kind: "bytes", size: number, unit };
}

/** `null` if the numbers are out of range. */
export function writeKeep(keep: Retention): string | null {
  if (keep.kind === "all") return "all";
  if (keep.kind === "messages")
    return Number.isInteger(keep.count) && keep.count >= FEWEST_KEPT_MESSAGES ? `${keep.count} messages` : null;
  return /^\d+(\.\d+)?$/.test(keep.size) && Number(keep.size) >= 1 ? `${keep.size} ${keep.unit}` : null;
}
