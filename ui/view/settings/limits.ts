// Timeouts and size limits, each with its default and range.

import { DEFAULTS, group, isDefault } from "../../model/connection-edits";
import { NUMBERS } from "../../model/settings-table";
import { html, type TemplateResult } from "../html";
import { numberBox } from "../layouts/form-context";
import { both, duration, line, type SettingsContext, section } from "./form-context";

type Timeout = keyof typeof DEFAULTS.timeouts;
type Limit = keyof typeof DEFAULTS.limits;

/** Shown after the others of their group. */
const LAST: readonly string[] = ["close", "header", "header_fields"] satisfies (Timeout | Limit)[];

export function limitsPart(desk: SettingsContext): TemplateResult {
  const { t } = desk;
  return html`
    ${section(
      "timeouts",
      t("part-timeouts"),
      t("part-timeouts-about"),
      inOrder(Object.keys(DEFAULTS.timeouts) as Timeout[]).map((phase) => {
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
      inOrder(Object.keys(DEFAULTS.limits) as Limit[]).map((key) => size(desk, key)),
    )}
  `;
}

function inOrder<K extends string>(keys: K[]): K[] {
  return [...keys.filter((key) => !LAST.includes(key)), ...keys.filter((key) => LAST.includes(key))];
}

function size(desk: SettingsContext, key: Limit): TemplateResult {
  const { connection, settings, models, t } = desk;
  const path = `connection.limits.${key}`;
  const { unit, least, most } = NUMBERS[`limits.${key}`];
  const usual = DEFAULTS.limits[key];
  const counted = unit === "count";
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

/** Limits are powers of two, and read as such. */
function binary(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB"];
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < 3) [value, unit] = [value / 1024, unit + 1];
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${units[unit]}`;
}
