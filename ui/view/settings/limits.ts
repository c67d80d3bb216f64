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

export function limitsPart(context: SettingsContext): TemplateResult {
  const { t } = context;
  return html`
    ${section(
      "timeouts",
      t("part-timeouts"),
      t("part-timeouts-about"),
      PHASES.map((phase) => {
        const fallback = DEFAULTS.timeouts[phase] ?? t("never");
        return duration(
          context,
          "timeouts",
          phase,
          t(`timeout-${phase}`),
          both(context, t(`timeout-${phase}-about`), t("default-is", { value: fallback })),
        );
      }),
    )}
    ${section(
      "limits",
      t("part-limits"),
      t("part-limits-about"),
      (Object.keys(SIZES) as (keyof typeof SIZES)[]).map((key) => size(context, key)),
    )}
  `;
}

function size(context: SettingsContext, key: keyof typeof SIZES): TemplateResult {
  const { connection, settings, models, t } = context;
  const path = `connection.limits.${key}`;
  const [least, most] = SIZES[key];
  const fallback = DEFAULTS.limits[key];
  const counted = key === "fragments" || key === "header_fields";
  const written = (value: number) =>
    counted ? models.text.number(value) : `${models.text.number(value)} (${binary(value)})`;
  const value: number = group(connection, "limits")[key];
  return line(
    context,
    {
      path,
      label: t(`limit-${key}`),
      about: both(
        context,
        t(`limit-${key}-about`),
        t("default-and-range", { value: written(fallback), least: written(least), most: written(most) }),
      ),
      reset: isDefault(connection, "limits", key) ? undefined : () => settings.patch("limits", { [key]: undefined }),
    },
    html`${numberBox(context, {
      path,
      label: t(`limit-${key}`),
      value,
      least,
      most,
      set: (number) => settings.patch("limits", { [key]: number }),
    })}
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
