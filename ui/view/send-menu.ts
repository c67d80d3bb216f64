// The menu beside Send: the box as a ping or a pong, and deliberate protocol violations.

import { CONTROL_PAYLOAD_LIMIT } from "../host/constants";
import type { Models } from "../model/models";
import { type MenuEntry, openMenu } from "./menu";
import { showMisbehave } from "./misbehave/dialog";

export function sendMenu(models: Models, at: Element): void {
  const { actions, composer, text } = models;
  const t = text.t.bind(text);
  const size = composer.preview?.error ? null : (composer.preview?.size ?? 0);
  const long = size !== null && size > CONTROL_PAYLOAD_LIMIT;
  const disabled = !actions.ready || size === null || long;
  const entries: MenuEntry[] = [
    { heading: t(long ? "send-control-long" : "send-control-about", { most: CONTROL_PAYLOAD_LIMIT, size: size ?? 0 }) },
    { label: t("send-ping"), testid: "send-ping", disabled, run: () => void actions.sendControl(false) },
    { label: t("send-pong"), testid: "send-pong", disabled, run: () => void actions.sendControl(true) },
    "line",
    { label: t("misbehave"), testid: "send-misbehave", danger: true, run: () => showMisbehave(models) },
  ];
  openMenu(entries, at);
}
