// The window's menu: files, language, theme, folders, help.

import type { Models } from "../model/models";
import { showAbout, showShortcuts } from "./dialogs";
import type { Entry } from "./menu";
import { showMisbehave } from "./misbehave/dialog";
import { keys } from "./panel";
import { showRecording } from "./recording";
import { showVariables } from "./variables";

export function mainMenu(models: Models): Entry[] {
  const { text, preferences, profiles, actions, host } = models;
  const t = (id: string) => text.t(id);
  const none = !profiles.current;
  const { language, theme } = preferences.value;
  const languages = [
    ["system", t("system")],
    ["en", "English"],
    ["zh-CN", "简体中文"],
  ] as const;
  const themes = ["system", "light", "dark"] as const;
  return [
    {
      label: t("save"),
      hint: keys("Ctrl+S", models.info.platform),
      testid: "menu-save",
      disabled: none,
      run: () => void actions.save(),
    },
    { label: t("save-as"), testid: "menu-save-as", disabled: none, run: () => void actions.save(true) },
    { label: t("export"), testid: "menu-export", disabled: none, run: () => void actions.export() },
    {
      label: t("connection-settings"),
      hint: keys("Ctrl+,", models.info.platform),
      testid: "menu-settings",
      disabled: none,
      run: () => models.settings.show(),
    },
    {
      label: t("handshake"),
      hint: keys("Ctrl+Shift+H", models.info.platform),
      testid: "menu-handshake",
      disabled: models.connection.id === null,
      run: () => models.handshakes.show(),
    },
    { label: t("layouts-and-codes"), testid: "menu-layouts", disabled: none, run: () => models.layouts.show() },
    { label: t("recording"), testid: "menu-recording", disabled: none, run: () => showRecording(models) },
    { label: t("history"), testid: "menu-history", run: () => void models.past.show() },
    { label: t("comparing-menu"), testid: "menu-comparing", run: () => void models.comparing.show() },
    { label: t("charts"), testid: "menu-charts", run: () => models.charts.show() },
    { label: t("open-transcript"), testid: "menu-open-transcript", run: () => void models.opening.transcript() },
    { label: t("import-transcript"), testid: "menu-import-transcript", run: () => void models.exporting.import() },
    { label: t("variables-edit"), testid: "menu-variables", disabled: none, run: () => showVariables(models) },
    { label: t("misbehave"), testid: "menu-misbehave", run: () => showMisbehave(models) },
    { heading: t("language") },
    ...languages.map(([value, label]) => ({
      label,
      testid: `language-${value}`,
      checked: (language || "system") === value,
      run: () => preferences.set({ language: value }),
    })),
    { heading: t("theme") },
    ...themes.map((value) => ({
      label: t(value === "system" ? "system" : `theme-${value}`),
      testid: `theme-${value}`,
      checked: (theme || "system") === value,
      run: () => preferences.set({ theme: value }),
    })),
    "line",
    { label: t("open-logs"), testid: "open-logs", run: () => void host.openLogFolder().catch(() => {}) },
    {
      label: t("open-transcripts"),
      testid: "open-transcripts",
      run: () => void host.openTranscriptFolder().catch(() => {}),
    },
    "line",
    { label: t("shortcuts"), hint: "F1", testid: "menu-shortcuts", run: () => showShortcuts(text, models.info) },
    { label: t("about"), testid: "menu-about", run: () => showAbout(text, models.info) },
  ];
}
