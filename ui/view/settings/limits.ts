// Timeouts of each phase and size limits, with their defaults.

import { DEFAULTS, group, isDefault } from "../../model/connection-edits";
import { html, type TemplateResult } from "../html";
import { numberBox } from "../layouts/form-context";
import { both, duration, line, type SettingsContext, section } from "./form-context";

const PHASES = ["resolve", "connect", "proxy", "tls", "upgrade", "write", "idle", "close"] as const;
/** The range that the core accepts. */
const SIZES = {
  message: [1024, 1_073_741_824],
  fragments: [1, 10_000_000],
  write_buffer: [1024, 268_435_456],
  header: [1024, 1_048_576],
  header_fields: [1, 1000],
} as const;

export function limitsPart(desk: SettingsContext): TemplateResult {
  const { t } = desk;
  return html`
    ${section(
      "timeouts",
      t("part-timeouts"),
      t("part-timeouts-about"),
      PHASES.map((phase) => {
        const usual = DEFAULTS.timeouts[phase] ?? t("never");
        return duration(
          desk,
          "timeouts",
          phase,
          t(`timeout-${phase}`),
          both(desk, t(`timeout-${phase}-about`), t("default-is", { value: usual })),
        );
      }),
    )}
    ${section(
      "limits",
      t("part-limits"),
      t("part-limits-about"),
      (Object.keys(SIZES) as (keyof typeof SIZES)[]).map((key) => size(desk, key)),
    )}
  `;
}

function size(desk: SettingsContext, key: keyof typeof SIZES): TemplateResult {
  const { connection, settings, models, t } = desk;
  const path = `connection.limits.${key}`;
  const [least, most] = SIZES[key];
  const usual = DEFAULTS.limits[key];
  const counted = key === "fragments" || key === "header_fields";
  const written = (value: number) =>
    counted ? models.text.number(value) : `${models.text.number(value)} (${binary(value)})`;
  const value: number = group(connection, "limits")[key];
  return line(
    desk,
    {
      path,
      label: t(`limit-${key}`),
      about: both(
        desk,
        t(`limit-${key}-about`),
        t("default-and-range", { value: written(usual), least: written(least), most: written(most) }),
      ),
      reset: isDefault(connection, "limits", key) ? undefined : () => settings.patch("limits", { [key]: undefined }),
    },
    html`${numberBox(desk, { path, label: t(`limit-${key}`), value, least, most, set: (number) => settings.patch("limits", { [key]: number }) })}
      ${counted ? "" : html`<span class="hint tabular">${binary(value)}</span>`}`,
  );
}

/** Formats a limit in binary units, because limits are powers of two. */
function binary(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB"];
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < 3) [value, unit] = [value / 1024, unit + 1];
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${units[unit]}`;
}
