// The menu beside Send: the box as a ping or a pong, and deliberate protocol violations.

import { CONTROL_PAYLOAD_LIMIT } from "../host/constants";
import type { Models } from "../model/models";
import { item, type MenuEntry, openMenu } from "./menu";
import { showMisbehave } from "./misbehave/dialog";

export function sendMenu(models: Models, at: Element): void {
  const { actions, composer, text } = models;
  const t = text.t.bind(text);
  const size = composer.preview?.error ? null : (composer.preview?.size ?? 0);
  const long = size !== null && size > CONTROL_PAYLOAD_LIMIT;
  const disabled = !actions.ready || size === null || long;
  const entries: MenuEntry[] = [
    { heading: t(long ? "send-control-long" : "send-control-about", { most: CONTROL_PAYLOAD_LIMIT, size: size ?? 0 }) },
    item("send-ping", t("send-ping"), () => void actions.sendControl(false), { disabled }),
    item("send-pong", t("send-pong"), () => void actions.sendControl(true), { disabled }),
    "line",
    item("send-misbehave", t("misbehave"), () => showMisbehave(models), { danger: true }),
  ];
  openMenu(entries, at);
}
