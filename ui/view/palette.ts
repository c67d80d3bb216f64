// Palettes with fuzzy search. Ctrl+K: commands by English or Chinese name or pinyin initials; Ctrl+P: profiles by name
// or URL.

import { oneLine } from "../model/bytes";
import { rank } from "../model/fuzzy-match";
import type { Models } from "../model/models";
import { bundle } from "../model/text";
import { COMMANDS, type Command, type GROUPS, nameOf } from "./commands";
import { dialog } from "./dialogs";
import { html, nothing, render } from "./html";
import { composing, keys, typed } from "./panel";

interface PaletteItem {
  /** The entry's `data-command`. */
  id: string;
  label: string;
  note: string;
  keys?: string;
  /** Names that typed text is matched against. */
  names: string[];
  pinyin: string;
  run: () => void;
}

/** Fluent ids of the palette's texts. */
interface PaletteTexts {
  title: string;
  hint: string;
  none: string;
}

/** Each command's names in both languages. */
function named(): Map<Command, string[]> {
  const translators = (["en", "zh-CN"] as const).map((language) => {
    const words = bundle(language);
    return (key: string) => {
      const pattern = words.getMessage(key)?.value;
      return pattern ? words.formatPattern(pattern) : key;
    };
  });
  return new Map(COMMANDS.map((command) => [command, translators.map((t) => nameOf(command, t))]));
}

/** The name of the command that runs a scenario, in one language. */
function runIn(language: "en" | "zh-CN", name: string): string {
  const words = bundle(language);
  const pattern = words.getMessage("run")?.value;
  return pattern ? words.formatPattern(pattern, { name }) : name;
}

export function openPalette(models: Models): void {
  const { text } = models;
  const names = named();
  const choices = COMMANDS.filter((command) => !command.off?.(models) && command.id !== "menu-palette").map(
    (command): PaletteItem => ({
      id: command.id,
      label: nameOf(command, (key) => text.t(key)),
      note: command.within ? "" : text.t(GROUP_NAMES[command.group]),
      ...(command.keys ? { keys: command.keys } : {}),
      names: names.get(command) ?? [],
      pinyin: command.pinyin,
      run: () => command.run(models),
    }),
  );
  const { actions } = models;
  const scenarios = actions.running ? [] : actions.scenarios;
  const runs = scenarios.map(
    (name): PaletteItem => ({
      id: "run-scenario",
      label: text.t("run", { name: oneLine(name) }),
      note: text.t(GROUP_NAMES.connection),
      names: [name, ...(["en", "zh-CN"] as const).map((language) => runIn(language, name))],
      pinyin: "",
      run: () => void actions.run(name),
    }),
  );
  choose(models, [...choices, ...runs], { title: "palette", hint: "palette-hint", none: "palette-none" });
}

/** Ctrl+P: the shown profile comes last, so that Enter switches to another one. */
export function openSwitch(models: Models): void {
  const { library, profiles, opening, text } = models;
  const current = profiles.current?.key;
  const choices = library.entries
    .filter((entry) => entry.error === null)
    .sort((a, b) => Number(a.key === current) - Number(b.key === current))
    .map(
      (entry): PaletteItem => ({
        id: entry.key,
        label: oneLine(entry.name) || text.t("profile-untitled"),
        note: oneLine(entry.url),
        names: [entry.name, entry.url],
        pinyin: "",
        run: () => void opening.profile(entry.key),
      }),
    );
  const words = { title: "profile-switch", hint: "profile-switch-hint", none: "profile-switch-none" };
  choose(models, choices, words);
}

function choose({ text, info }: Models, choices: PaletteItem[], words: PaletteTexts) {
  const box = dialog(text, "palette", text.t(words.title));
  if (!box) return;
  box.closest("dialog")?.classList.add("palette");
  let search = "";
  let at = 0;
  const matching = (): PaletteItem[] =>
    choices
      .map((choice) => ({ choice, rank: rank(search, choice.names, choice.pinyin) }))
      .filter((one) => one.rank !== null)
      .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
      .map((one) => one.choice);
  const run = (choice: PaletteItem | undefined) => {
    const palette = box.closest("dialog");
    if (!choice || !palette) return;
    // Run after the palette has closed, so that a command can open its own dialog.
    palette.addEventListener("close", () => choice.run(), { once: true });
    palette.close();
  };
  const keydown = (event: KeyboardEvent) => {
    if (composing(event)) return;
    const list = matching();
    if (event.key === "ArrowDown") at = Math.min(at + 1, list.length - 1);
    else if (event.key === "ArrowUp") at = Math.max(at - 1, 0);
    else if (event.key === "Enter") run(list[at]);
    else return;
    event.preventDefault();
    draw();
  };
  const draw = () => {
    const list = matching();
    at = Math.max(0, Math.min(at, list.length - 1));
    render(
      html`<input
        type="text"
        role="combobox"
        data-testid="palette-search"
        aria-label=${text.t(words.title)}
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant=${list.length > 0 ? `palette-${at}` : nothing}
        autocomplete="off"
        spellcheck="false"
        placeholder=${text.t(words.hint)}
        @keydown=${keydown}
        @input=${(event: Event) => {
          search = typed(event);
          at = 0;
          draw();
        }}
      />
        <ul role="listbox" id="palette-list" aria-label=${text.t(words.title)}>${list.map(
          (choice, i) => html`<li
            role="option"
            id="palette-${i}"
            aria-selected=${i === at}
            data-testid="palette-entry"
            data-command=${choice.id}
            @pointermove=${() => {
              if (at === i) return;
              at = i;
              draw();
            }}
            @click=${() => run(choice)}
          >
            <span>${choice.label}</span>
            <small>${choice.note}</small>
            ${choice.keys ? html`<kbd>${keys(choice.keys, info.platform)}</kbd>` : nothing}
          </li>`,
        )}</ul>
        ${list.length === 0 ? html`<p class="hint" role="status">${text.t(words.none)}</p>` : nothing}`,
      box,
    );
    box.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  };
  draw();
  box.querySelector<HTMLInputElement>("input")?.focus();
}

/** Fluent ids of the groups' names. */
export const GROUP_NAMES: Record<(typeof GROUPS)[number], string> = {
  profile: "menu-profile",
  connection: "connection",
  transcript: "menu-transcript",
  row: "messages",
  view: "menu-view",
  language: "language",
  theme: "theme",
  help: "menu-help",
};
