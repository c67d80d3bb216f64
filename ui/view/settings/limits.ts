// Timeouts of each phase and size limits, with their defaults.

import { DEFAULTS, group, isDefault } from "../../model/connection-edits";
import { NUMBERS } from "../../model/settings-table";
import { html, type TemplateResult } from "../html";
import { numberBox } from "../layouts/form-context";
import { both, duration, line, type SettingsContext, section } from "./form-context";

type Timeout = keyof typeof DEFAULTS.timeouts;
type Limit = keyof typeof DEFAULTS.limits;

/** Shown after the others of their group. */
const LAST: readonly string[] = ["close", "header", "header_fields"] satisfies (Timeout | Limit)[];

export function limitsPart(context: SettingsContext): TemplateResult {
  const { t } = context;
  return html`
    ${section(
      "timeouts",
      t("part-timeouts"),
      t("part-timeouts-about"),
      inOrder(Object.keys(DEFAULTS.timeouts) as Timeout[]).map((phase) => {
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
      inOrder(Object.keys(DEFAULTS.limits) as Limit[]).map((key) => size(context, key)),
    )}
  `;
}

function inOrder<K extends string>(keys: K[]): K[] {
  return [...keys.filter((key) => !LAST.includes(key)), ...keys.filter((key) => LAST.includes(key))];
}

function size(context: SettingsContext, key: Limit): TemplateResult {
  const { connection, settings, models, t } = context;
  const path = `connection.limits.${key}`;
  const { unit, least, most } = NUMBERS[`limits.${key}`];
  const fallback = DEFAULTS.limits[key];
  const counted = unit === "count";
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
