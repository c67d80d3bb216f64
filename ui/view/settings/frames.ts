// Compression, pings and pongs.

import type { ControlRows } from "../../host/types";
import { DEFAULTS, group } from "../../model/connection-edits";
import { NUMBERS } from "../../model/settings-table";
import { html, type TemplateResult } from "../html";
import { choice } from "../layouts/form-context";
import { both, duration, line, type SettingsContext, section, segments, text, toggle } from "./form-context";

export function framesPart(context: SettingsContext): TemplateResult {
  const { connection, settings, t } = context;
  const control = group(connection, "control_frames");
  const rows: ControlRows[] = ["collapsed", "all", "none"];
  return html`
    ${section("compression", t("part-compression"), t("part-compression-about"), compression(context))}
    ${section(
      "control",
      t("part-control"),
      undefined,
      html`
        ${line(
          context,
          {
            path: "connection.control_frames.rows",
            label: t("control-rows"),
            about: t(`control-rows-${control.rows}-about`),
            group: true,
          },
          segments<ControlRows>(
            "connection.control_frames.rows",
            t("control-rows"),
            control.rows,
            rows.map((one) => [one, t(`control-rows-${one}`)] as const),
            (one) => settings.patch("control_frames", { rows: one === "collapsed" ? undefined : one }),
          ),
        )}
        ${line(
          context,
          { path: "connection.control_frames.answer_pings", label: t("answer-pings"), about: t("answer-pings-about") },
          toggle(
            "connection.control_frames.answer_pings",
            t(control.answer_pings ? "answer-pings-on" : "answer-pings-off"),
            control.answer_pings,
            (on) => settings.patch("control_frames", { answer_pings: on ? undefined : false }),
            control.answer_pings ? "" : "bad",
          ),
        )}
      `,
    )}
    ${section("keep-alive", t("part-keep-alive"), t("part-keep-alive-about"), keepAlive(context))}
  `;
}

function compression(context: SettingsContext): TemplateResult {
  const { connection, settings, t } = context;
  const all = group(connection, "compression");
  const flag = (key: "server_no_context_takeover" | "client_no_context_takeover") => {
    const path = `connection.compression.${key}`;
    return line(
      context,
      { path, label: t(`compression-${key}`), about: t(`compression-${key}-about`) },
      toggle(path, key, all[key], (on) => settings.patch("compression", { [key]: on || undefined })),
    );
  };
  const bits = (key: "server_max_window_bits" | "client_max_window_bits") => {
    const path = `connection.compression.${key}`;
    const label = t(`compression-${key}`);
    const { least, most } = NUMBERS[`compression.${key}`];
    const sizes = Array.from({ length: most - least + 1 }, (_, i) => least + i);
    return line(
      context,
      { path, label, about: key },
      choice(context, {
        path,
        label,
        value: String(all[key] ?? ""),
        options: [
          { value: "", label: t("window-any") },
          ...sizes.map((value) => ({
            value: String(value),
            label: t("window-bits", { bits: value, bytes: context.models.text.number(2 ** value) }),
          })),
        ],
        set: (value) => settings.patch("compression", { [key]: value === "" ? undefined : Number(value) }),
      }),
    );
  };
  return html`
    ${line(
      context,
      { path: "connection.compression.offer", label: "permessage-deflate" },
      toggle("connection.compression.offer", t("compression-offer"), all.offer, (offer) =>
        settings.patch("compression", { offer }),
      ),
    )}
    <div class="settings-sub" ?inert=${!all.offer}>
      ${flag("client_no_context_takeover")} ${bits("client_max_window_bits")} ${flag("server_no_context_takeover")}
      ${bits("server_max_window_bits")}
    </div>
  `;
}

function keepAlive(context: SettingsContext): TemplateResult {
  const { connection, settings, t } = context;
  const { ping_every: every } = group(connection, "keep_alive");
  const path = "connection.keep_alive.ping_every";
  const set = (value: string | undefined) => settings.patch("keep_alive", { ping_every: value });
  return html`
    ${line(
      context,
      {
        path,
        label: t("ping-every"),
        about: t("ping-every-about"),
        reset: every === undefined ? undefined : () => set(undefined),
      },
      text(context, {
        path,
        label: t("ping-every"),
        value: every ?? "",
        placeholder: t("never"),
        short: true,
        set: (value) => set(value.trim() || undefined),
      }),
    )}
    ${duration(
      context,
      "keep_alive",
      "pong_within",
      t("pong-within"),
      both(context, t("pong-within-about"), t("default-is", { value: DEFAULTS.keep_alive.pong_within })),
    )}
  `;
}
