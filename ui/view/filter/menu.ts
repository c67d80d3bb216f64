// The menu beside the filter box: saved filters, row colours.

import type { Models } from "../../model/models";
import { type MenuEntry, openMenu } from "../menu";
import { openRules } from "./saved-filters";

export function filterMenu(models: Models, at: Element, name: () => void): void {
  const { filtering, text, profiles } = models;
  const { saved } = filtering;
  const now = filtering.text.trim();
  const entries: MenuEntry[] = [
    { heading: text.t(saved.length > 0 ? "filter-saved" : "filter-saved-none") },
    ...saved.map((one) => ({
      label: one.name,
      hint: one.filter.length > 32 ? `${one.filter.slice(0, 31)}…` : one.filter,
      testid: "saved-filter",
      checked: one.filter === now,
      disabled: models.connection.id === null,
      run: () => void filtering.apply(one.filter),
    })),
    "line",
    {
      label: text.t("filter-keep"),
      testid: "filter-keep",
      disabled: now === "" || filtering.error !== null || !profiles.current,
      run: name,
    },
    {
      label: text.t("filter-rules"),
      testid: "filter-rules",
      disabled: !profiles.current,
      run: () => openRules(models),
    },
  ];
  openMenu(entries, at);
}
