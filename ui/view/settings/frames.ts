// Compression, pings and pongs.

import type { ControlRows } from "../../host/types";
import { DEFAULTS, group } from "../../model/connection-edits";
import { NUMBERS } from "../../model/settings-table";
import { html } from "../html";
import { choice } from "../layouts/form-context";
import { terminatorName } from "../text-ends";
import {
  durationLine,
  line,
  type SettingsContext,
  section,
  segments,
  segmentsLine,
  text,
  toggleLine,
  withDefault,
} from "./form-context";

/** Terminators that protocols use: lines, STOMP, SignalR. */
const USUAL = ["\\n", "\\r\\n", "\\0", "\\x1e"];
const ROWS: ControlRows[] = ["collapsed", "all", "none"];

export function framesPart(context: SettingsContext) {
  const { t } = context;
  return html`
    ${section("compression", t("part-compression"), t("part-compression-about"), compression(context))}
    ${section("text-end", t("part-text-end"), t("part-text-end-about"), terminator(context))}
    ${section("control", t("part-control"), undefined, control(context))}
    ${section("keep-alive", t("part-keep-alive"), t("part-keep-alive-about"), keepAlive(context))}
  `;
}

function control(context: SettingsContext) {
  const { connection, settings, t } = context;
  const { rows, answer_pings } = group(connection, "control_frames");
  return html`
    ${segmentsLine(context, {
      path: "connection.control_frames.rows",
      label: t("control-rows"),
      about: t(`control-rows-${rows}-about`),
      value: rows,
      options: ROWS.map((one) => [one, t(`control-rows-${one}`)]),
      set: (one) => settings.patch("control_frames", { rows: one === "collapsed" ? undefined : one }),
    })}
    ${toggleLine(context, {
      path: "connection.control_frames.answer_pings",
      label: t("answer-pings"),
      about: t("answer-pings-about"),
      words: t(answer_pings ? "answer-pings-on" : "answer-pings-off"),
      on: answer_pings,
      set: (on) => settings.patch("control_frames", { answer_pings: on ? undefined : false }),
      bad: !answer_pings,
    })}
  `;
}

/** The usual terminators as buttons, and any other as text with escapes. */
function terminator(context: SettingsContext) {
  const { connection, settings, t } = context;
  const path = "connection.text_terminator";
  const label = t("text-terminator");
  const value = connection.text_terminator ?? "";
  const set = (next: string) => settings.put("text_terminator", next || undefined);
  const usual = segments({
    path: `${path}.usual`,
    label,
    value,
    options: ["", ...USUAL].map((one) => [one, one === "" ? t("text-terminator-none") : terminatorName(one)] as const),
    set,
  });
  const box = text(context, {
    path,
    label,
    value,
    placeholder: t("for-example", { value: "\\r\\n" }),
    set,
    short: true,
  });
  return line(context, { path, label, about: t("text-terminator-about"), group: true }, html`${usual} ${box}`);
}

function compression(context: SettingsContext) {
  const { connection, settings, t } = context;
  const all = group(connection, "compression");
  const flag = (key: "server_no_context_takeover" | "client_no_context_takeover") =>
    toggleLine(context, {
      path: `connection.compression.${key}`,
      label: t(`compression-${key}`),
      about: t(`compression-${key}-about`),
      words: key,
      on: all[key],
      set: (on) => settings.patch("compression", { [key]: on || undefined }),
    });
  const bits = (key: "server_max_window_bits" | "client_max_window_bits") => {
    const path = `connection.compression.${key}`;
    const label = t(`compression-${key}`);
    const { least, most } = NUMBERS[`compression.${key}`];
    const sizes = Array.from({ length: most - least + 1 }, (_, i) => String(least + i));
    const words = (size: string) =>
      t("window-bits", { bits: Number(size), bytes: context.models.text.number(2 ** Number(size)) });
    return line(
      context,
      { path, label, about: key },
      choice(context, {
        path,
        label,
        value: String(all[key] ?? ""),
        options: ["", ...sizes],
        words: (size) => (size === "" ? t("window-any") : words(size)),
        set: (size) => settings.patch("compression", { [key]: size === "" ? undefined : Number(size) }),
      }),
    );
  };
  return html`
    ${toggleLine(context, {
      path: "connection.compression.offer",
      label: "permessage-deflate",
      words: t("compression-offer"),
      on: all.offer,
      set: (offer) => settings.patch("compression", { offer }),
    })}
    <div class="settings-sub" ?inert=${!all.offer}>
      ${flag("client_no_context_takeover")} ${bits("client_max_window_bits")} ${flag("server_no_context_takeover")}
      ${bits("server_max_window_bits")}
    </div>
  `;
}

function keepAlive(context: SettingsContext) {
  const { t } = context;
  const pongAbout = withDefault(context, t("pong-within-about"), DEFAULTS.keep_alive.pong_within);
  return html`
    ${durationLine(context, "keep_alive", "ping_every", t("ping-every"), t("ping-every-about"))}
    ${durationLine(context, "keep_alive", "pong_within", t("pong-within"), pongAbout)}
  `;
}
