// Where an error of a command is shown: beside the part of the profile that it is about.

import type { ErrorDto } from "../host/types";

/** Where an error is shown: beside the part that it is about. */
export type RowTarget = "url" | "login" | "services" | "replies" | "message" | "saved";

/** The place of an error of a command that is given at `command`. */
export function placeOf({ path }: ErrorDto, command: RowTarget): RowTarget {
  if (path === "message") return command === "saved" ? "saved" : "message";
  const section = /^(login|services|messages|connection|replies|heartbeats)\b/.exec(path ?? "")?.[1];
  if (section === "replies" || section === "heartbeats") return "replies";
  if (section === "messages") return "saved";
  if (section === "connection") return "url";
  return section === "login" || section === "services" ? section : command;
}
