// Timeouts of each phase and size limits, with their defaults.

import { DEFAULTS, group } from "../../model/connection-edits";
import { NUMBERS } from "../../model/settings-table";
import { html, nothing } from "../html";
import { both, durationLine, numberLine, type SettingsContext, section, withDefault } from "./form-context";

type Timeout = keyof typeof DEFAULTS.timeouts;
type Limit = keyof typeof DEFAULTS.limits;

/** Shown after the others of their group. */
const LAST: readonly string[] = ["close", "header", "header_fields"] satisfies (Timeout | Limit)[];

export function limitsPart(context: SettingsContext) {
  const { t } = context;
  const timeouts = inOrder(Object.keys(DEFAULTS.timeouts) as Timeout[]).map((phase) => {
    const about = withDefault(context, t(`timeout-${phase}-about`), DEFAULTS.timeouts[phase] ?? t("never"));
    return durationLine(context, "timeouts", phase, t(`timeout-${phase}`), about);
  });
  const limits = inOrder(Object.keys(DEFAULTS.limits) as Limit[]).map((key) => size(context, key));
  return html`
    ${section("timeouts", t("part-timeouts"), t("part-timeouts-about"), timeouts)}
    ${section("limits", t("part-limits"), t("part-limits-about"), limits)}
  `;
}

function inOrder<K extends string>(keys: K[]): K[] {
  return [...keys.filter((key) => !LAST.includes(key)), ...keys.filter((key) => LAST.includes(key))];
}

function size(context: SettingsContext, key: Limit) {
  const { connection, models, t } = context;
  const { unit, least, most } = NUMBERS[`limits.${key}`];
  const counted = unit === "count";
  const written = (value: number) =>
    counted ? models.text.number(value) : `${models.text.number(value)} (${binary(value)})`;
  const range = { value: written(DEFAULTS.limits[key]), least: written(least), most: written(most) };
  const about = both(context, t(`limit-${key}-about`), t("default-and-range", range));
  const inUnits = counted
    ? nothing
    : html`<span class="hint tabular">${binary(group(connection, "limits")[key])}</span>`;
  return numberLine(context, "limits", key, t(`limit-${key}`), about, inUnits);
}

/** Formats a limit in binary units, because limits are powers of two. */
function binary(bytes: number) {
  const units = ["B", "KiB", "MiB", "GiB"];
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < 3) [value, unit] = [value / 1024, unit + 1];
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${units[unit]}`;
}
