// The command table: name, shortcut, menu, enabled state and action of every command. The window menu, the row menu,
// the shortcuts, the shortcut list and the palette are built from it.

import { COPY_FORMS, type CopyForm } from "../host/host";
import type { Models } from "../model/models";
import { showCloseDialog } from "./close-menu";
import { showAbout } from "./dialogs";
import { showExport } from "./export";
import { openFind } from "./filter/find";
import { openGoTo } from "./filter/go-to-row";
import { openRules } from "./filter/saved-filters";
import type { MenuItem } from "./menu";
import { showMisbehave } from "./misbehave/dialog";
import { openPalette, openSwitch } from "./palette";
import { commandFor, keys as write } from "./panel";
import { showRecording } from "./recording";
import { stepRegion } from "./region-focus";
import { showShortcuts } from "./shortcut-list";
import { showStatistics } from "./statistics";
import { askClose } from "./tabs/closing";
import { showVariables } from "./variables";

export const GROUPS = ["profile", "connection", "transcript", "row", "view", "language", "theme", "help"] as const;
type CommandGroup = (typeof GROUPS)[number];

export interface Command {
  /** `data-testid` of its menu entry. */
  id: string;
  /** Fluent id of its name. */
  name: string;
  /** Fluent id of a prefix shown outside its own menu. */
  within?: string;
  /** A menu name that depends on state. */
  named?: (models: Models) => string;
  /** Pinyin initials of the Chinese name. */
  pinyin: string;
  group: CommandGroup;
  /** Such as `Ctrl+Shift+H`; works anywhere, and for row commands in the table. */
  keys?: string;
  /** An alternative shortcut that lists do not show. */
  also?: string;
  /** Whether it is in the window menu. */
  menu?: true;
  /** Whether the shortcut of a row command works anywhere. */
  anywhere?: true;
  danger?: true;
  /** `data-testid`s of buttons with the same action. */
  buttons?: string[];
  checked?: (models: Models) => boolean;
  off?: (models: Models) => boolean;
  /** Whether to leave it out of its menu. */
  hidden?: (models: Models) => boolean;
  run: (models: Models) => void;
}

const noProfile = ({ profiles }: Models) => !profiles.current;
const noConnection = ({ connection }: Models) => connection.id === null;
const noRows = ({ rows }: Models) => rows.all === 0;
const notReady = ({ actions }: Models) => !actions.ready;
const noRow = ({ rows, selection }: Models) => !rows.get(selection.active);

/** Focuses a field and selects its text. */
function focusField(selector: string): void {
  const field = document.querySelector<HTMLInputElement>(selector);
  field?.focus();
  field?.select();
}

/** Focuses a field that the next drawing adds to the page, unless the focus moved elsewhere meanwhile. */
export function focusAfterDrawing(selector: string): void {
  const before = document.activeElement;
  requestAnimationFrame(() => {
    const now = document.activeElement;
    if (now === before || now === document.body) focusField(selector);
  });
}

function findNext(models: Models, forward: boolean): void {
  if (models.finding.text.trim() === "") void openFind(models);
  else void models.finding.next(forward);
}

const COPY_PINYIN: Record<CopyForm, string> = {
  text: "wb",
  hex: "sljz",
  base64: "",
  c: "sz",
  python: "",
  json: "",
  csv: "h",
  websocat: "ml",
  wscat: "ml",
  websockets: "cx",
  report: "bghsxw",
};

/** Loads the row into the message box for editing. */
async function intoBox({ actions }: Models): Promise<void> {
  if (!(await actions.intoBox())) return;
  document.dispatchEvent(new CustomEvent("drawer", { detail: true }));
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLElement>("[data-testid=message], [data-testid=packed] :is(input, select)");
    field?.focus();
    field?.scrollIntoView({ block: "nearest" });
  });
}

/** Opens a tab and focuses its URL field. */
export function newTab({ tabs }: Pick<Models, "tabs">): void {
  tabs.create();
  focusAfterDrawing("#url");
}

function newProfile({ opening }: Models): void {
  opening.newProfile();
  focusAfterDrawing("#url");
}

function inGroup(group: CommandGroup, commands: Omit<Command, "group">[]): Command[] {
  return commands.map((command) => ({ ...command, group }));
}

const PROFILE = inGroup("profile", [
  {
    id: "menu-new",
    name: "welcome-new",
    pinyin: "xjpz",
    keys: "Ctrl+N",
    menu: true,
    buttons: ["profile-new"],
    run: newProfile,
  },
  {
    id: "menu-open",
    name: "dialog-open-profile",
    pinyin: "dkpz",
    keys: "Ctrl+O",
    menu: true,
    buttons: ["profile-open"],
    run: (m) => void m.opening.openFile(),
  },
  {
    id: "menu-switch",
    name: "profile-switch",
    pinyin: "qhpz",
    keys: "Ctrl+P",
    menu: true,
    off: ({ library }) => library.entries.length === 0,
    run: (m) => openSwitch(m),
  },
  {
    id: "menu-import",
    name: "dialog-import-profile",
    pinyin: "drpz",
    menu: true,
    buttons: ["profile-import"],
    run: (m) => void m.opening.import(),
  },
  {
    id: "menu-save",
    name: "save",
    pinyin: "bc",
    keys: "Ctrl+S",
    menu: true,
    buttons: ["save"],
    off: noProfile,
    run: (m) => void m.actions.save(),
  },
  {
    id: "menu-save-as",
    name: "save-as",
    pinyin: "lcw",
    menu: true,
    off: noProfile,
    run: (m) => void m.actions.save(true),
  },
  {
    id: "menu-export",
    name: "profile-share",
    pinyin: "fxpz",
    menu: true,
    off: noProfile,
    run: (m) => void m.actions.export(),
  },
  {
    id: "menu-variables",
    name: "variables-edit",
    pinyin: "bl",
    menu: true,
    off: noProfile,
    run: (m) => showVariables(m),
  },
  {
    id: "menu-layouts",
    name: "layouts-and-codes",
    pinyin: "xxgsyxxm",
    menu: true,
    buttons: ["layouts-open"],
    off: noProfile,
    run: (m) => m.layouts.show(),
  },
]);

const CONNECTION = inGroup("connection", [
  {
    id: "command-connect",
    name: "connect",
    pinyin: "lj",
    buttons: ["connect"],
    off: (m) => noProfile(m) || (m.actions.mine && m.connection.live),
    run: (m) => void m.actions.connect(),
  },
  {
    id: "command-disconnect",
    name: "disconnect",
    pinyin: "dk",
    buttons: ["disconnect", "cancel"],
    off: (m) => !m.connection.live,
    run: (m) => void m.connection.disconnect(),
  },
  {
    id: "command-connect-now",
    name: "connect-now",
    pinyin: "ljlj",
    buttons: ["connect-now"],
    off: (m) => !m.connection.waiting,
    run: (m) => void m.connection.connectNow(),
  },
  {
    id: "farewell-with",
    name: "farewell-with",
    pinyin: "zdgbmhyy",
    buttons: ["farewell-menu"],
    off: (m) => !m.connection.open,
    run: (m) => showCloseDialog(m),
  },
  {
    id: "farewell-abort",
    name: "farewell-abort",
    pinyin: "zjzdbfgbz",
    danger: true,
    off: (m) => !m.connection.live,
    run: (m) => void m.connection.abort(false),
  },
  {
    id: "farewell-reset",
    name: "farewell-reset",
    pinyin: "cz",
    danger: true,
    off: (m) => !m.connection.live,
    run: (m) => void m.connection.abort(true),
  },
  {
    id: "menu-settings",
    name: "connection-settings",
    pinyin: "ljsz",
    keys: "Ctrl+,",
    menu: true,
    buttons: ["settings-open", "unverified"],
    off: noProfile,
    run: (m) => m.settings.show(),
  },
  {
    id: "menu-handshake",
    name: "handshake",
    pinyin: "ws",
    keys: "Ctrl+Shift+H",
    menu: true,
    buttons: ["handshake-open", "subprotocol-ignored"],
    off: noConnection,
    run: (m) => m.handshakes.show(),
  },
  {
    id: "command-send",
    name: "send-message",
    pinyin: "fsxx",
    keys: "Ctrl+Enter",
    off: notReady,
    run: (m) => void m.actions.send(),
  },
  {
    id: "command-ping",
    name: "send-ping",
    pinyin: "zwfs",
    off: notReady,
    run: (m) => void m.actions.sendControl(false),
  },
  {
    id: "command-pong",
    name: "send-pong",
    pinyin: "zwfs",
    off: notReady,
    run: (m) => void m.actions.sendControl(true),
  },
  {
    id: "command-services",
    name: "set-services",
    pinyin: "szfw",
    off: notReady,
    run: (m) => void m.actions.setServices(),
  },
  {
    id: "command-free",
    name: "free",
    pinyin: "tzts",
    off: notReady,
    run: (m) => void m.actions.free(),
  },
  {
    id: "command-run",
    name: "run-scenario",
    pinyin: "yxcj",
    buttons: ["run", "run-menu"],
    off: ({ actions }) => actions.scenarios.length === 0 && !actions.running,
    run: (m) => void m.actions.run(),
  },
  {
    id: "menu-recording",
    name: "recording",
    pinyin: "lzsz",
    menu: true,
    off: noProfile,
    run: (m) => showRecording(m),
  },
  {
    id: "menu-misbehave",
    name: "misbehave",
    pinyin: "wgcz",
    menu: true,
    run: (m) => showMisbehave(m),
  },
]);

const TRANSCRIPT = inGroup("transcript", [
  {
    id: "command-export-rows",
    name: "export-rows",
    pinyin: "dcxx",
    menu: true,
    buttons: ["save-rows"],
    off: noRows,
    run: (m) => showExport(m),
  },
  {
    id: "menu-history",
    name: "history",
    pinyin: "ls",
    menu: true,
    buttons: ["history-open"],
    run: (m) => void m.history.show(),
  },
  {
    id: "menu-comparing",
    name: "comparing-menu",
    pinyin: "bjhhjl",
    menu: true,
    run: (m) => void m.comparing.show(),
  },
  {
    id: "menu-open-transcript",
    name: "open-transcript",
    pinyin: "dkhhjl",
    menu: true,
    run: (m) => void m.opening.transcript(),
  },
  {
    id: "menu-import-transcript",
    name: "import-transcript",
    pinyin: "drh",
    menu: true,
    run: (m) => void m.exporting.import(),
  },
  { id: "menu-charts", name: "charts", pinyin: "tb", menu: true, run: (m) => m.charts.show() },
  {
    id: "command-statistics",
    name: "statistics",
    pinyin: "gmldyc",
    menu: true,
    buttons: ["show-statistics"],
    off: noConnection,
    run: (m) => showStatistics(m),
  },
  {
    id: "open-transcripts",
    name: "open-transcripts",
    pinyin: "dkhhjlwjj",
    menu: true,
    run: (m) => void m.host.openTranscriptFolder().catch(() => {}),
  },
]);

/** Shows all times in UTC: rows, details, history, charts, and typed times. */
export const IN_UTC: Command = {
  id: "menu-utc",
  name: "times-utc",
  pinyin: "yxssj",
  group: "view",
  menu: true,
  checked: (m) => m.preferences.value.utc,
  run: ({ preferences }) => preferences.set({ utc: !preferences.value.utc }),
};

const VIEW = inGroup("view", [
  {
    id: "menu-palette",
    name: "palette",
    pinyin: "czml",
    keys: "Ctrl+K",
    menu: true,
    run: (m) => openPalette(m),
  },
  { id: "command-url", name: "go-to-url", pinyin: "zd", keys: "Ctrl+L", run: () => focusField("#url") },
  {
    id: "command-follow",
    name: "follow-about",
    pinyin: "gszxxx",
    buttons: ["follow"],
    off: noConnection,
    checked: (m) => m.rows.following,
    run: (m) => m.rows.follow(!m.rows.following),
  },
  {
    id: "command-filter",
    name: "filter-messages",
    pinyin: "sxxx",
    keys: "Ctrl+Shift+F",
    run: () => focusField("#filter"),
  },
  {
    id: "command-heartbeats",
    buttons: ["filter-heartbeats"],
    name: "filter-heartbeats",
    pinyin: "ycxt",
    off: noConnection,
    run: (m) => void m.filtering.toggleHeartbeats(),
  },
  {
    id: "command-filter-rules",
    buttons: ["filters"],
    name: "filter-rules",
    pinyin: "sxyys",
    off: noProfile,
    run: (m) => openRules(m),
  },
  { id: "command-find", name: "find", pinyin: "zxsdhzcz", keys: "Ctrl+F", run: (m) => void openFind(m) },
  {
    id: "command-find-next",
    name: "find-next-match",
    pinyin: "xygjg",
    keys: "F3",
    run: (m) => findNext(m, true),
  },
  {
    id: "command-find-previous",
    name: "find-previous-match",
    pinyin: "sygjg",
    keys: "Shift+F3",
    run: (m) => findNext(m, false),
  },
  {
    id: "command-clear",
    name: "clear-messages",
    pinyin: "qkxx",
    keys: "Ctrl+Shift+K",
    buttons: ["clear"],
    off: noRows,
    run: (m) => void m.actions.clear(),
  },
  {
    id: "command-tab-new",
    name: "tab-new",
    pinyin: "xjbqy",
    keys: "Ctrl+T",
    buttons: ["tab-new"],
    run: newTab,
  },
  {
    id: "command-tab-close",
    name: "tab-close",
    pinyin: "gbbqy",
    keys: "Ctrl+W",
    run: (m) => askClose(m, m.tabs.active),
  },
  {
    id: "command-tab-reopen",
    name: "tab-reopen",
    pinyin: "cxdkygbdbqy",
    keys: "Ctrl+Shift+T",
    run: (m) => void m.opening.reopen(),
  },
  {
    id: "command-tab-next",
    name: "tab-next",
    pinyin: "xygbqy",
    keys: "Ctrl+Tab",
    also: "Ctrl+PageDown",
    run: (m) => m.tabs.step(1),
  },
  {
    id: "command-tab-previous",
    name: "tab-previous",
    pinyin: "sygbqy",
    keys: "Ctrl+Shift+Tab",
    also: "Ctrl+PageUp",
    run: (m) => m.tabs.step(-1),
  },
  {
    id: "command-sidebar",
    name: "key-sidebar",
    pinyin: "xshycpzlb",
    keys: "Ctrl+B",
    buttons: ["sidebar", "sidebar-fold"],
    run: () => void document.dispatchEvent(new CustomEvent("sidebar")),
  },
  {
    id: "command-compose",
    name: "key-compose",
    pinyin: "xshycdlfwhxx",
    keys: "Ctrl+Shift+B",
    buttons: ["drawer"],
    run: () => void document.dispatchEvent(new CustomEvent("drawer")),
  },
  IN_UTC,
  { id: "command-zoom-in", name: "zoom-in", pinyin: "fd", run: (m) => m.preferences.zoom(1) },
  { id: "command-zoom-out", name: "zoom-out", pinyin: "sx", run: (m) => m.preferences.zoom(-1) },
  { id: "command-zoom-reset", name: "key-zoom-back", pinyin: "sjdx", run: (m) => m.preferences.zoom(0) },
  {
    id: "command-region-next",
    name: "region-next",
    pinyin: "xygqy",
    keys: "F6",
    run: () => stepRegion(1),
  },
  {
    id: "command-region-previous",
    name: "region-previous",
    pinyin: "sygqy",
    keys: "Shift+F6",
    run: () => stepRegion(-1),
  },
]);

const LANGUAGES = inGroup(
  "language",
  (
    [
      ["system", "system", "yygsxt"],
      ["en", "language-en", "yy"],
      ["zh-CN", "language-zh", "yyjtzw"],
    ] as const
  ).map(([value, name, pinyin]) => ({
    id: `language-${value}`,
    within: "language",
    name,
    pinyin,
    menu: true,
    checked: ({ preferences }) => (preferences.value.language || "system") === value,
    run: ({ preferences }) => preferences.set({ language: value }),
  })),
);

const THEMES = inGroup(
  "theme",
  (
    [
      ["system", "system", "ztgsxt"],
      ["light", "theme-light", "ztqs"],
      ["dark", "theme-dark", "ztss"],
    ] as const
  ).map(([value, name, pinyin]) => ({
    id: `theme-${value}`,
    within: "theme",
    name,
    pinyin,
    menu: true,
    checked: ({ preferences }) => (preferences.value.theme || "system") === value,
    run: ({ preferences }) => preferences.set({ theme: value }),
  })),
);

const HELP = inGroup("help", [
  {
    id: "menu-shortcuts",
    name: "shortcuts",
    pinyin: "jpkjj",
    keys: "F1",
    also: "Ctrl+Shift+?",
    menu: true,
    run: (m) => showShortcuts(m.text, m.info),
  },
  {
    id: "open-logs",
    name: "open-logs",
    pinyin: "dkrzwjj",
    menu: true,
    run: (m) => void m.host.openLogFolder().catch(() => {}),
  },
  {
    id: "menu-about",
    name: "about",
    pinyin: "gy",
    menu: true,
    run: (m) => showAbout(m.text, m.info, (words) => m.host.copyText(words).catch(() => {})),
  },
]);

/** Commands for the selected rows. Their shortcuts work in the table. */
export const ROW_COMMANDS = inGroup("row", [
  {
    id: "send-row-again",
    name: "send-again",
    pinyin: "zcfs",
    off: ({ actions }) => !actions.sendable,
    run: (m) => void m.actions.sendAgain(),
  },
  {
    id: "row-into-box",
    name: "into-box",
    pinyin: "frxxk",
    keys: "E",
    off: ({ actions }) => !actions.boxable,
    run: (m) => void intoBox(m),
  },
  {
    id: "pin-rows",
    name: "pin",
    pinyin: "bj",
    keys: "P",
    named: (m) => (m.rows.get(m.selection.active)?.extra.pinned ? "unpin" : "pin"),
    off: (m) => m.selection.count === 0,
    run: (m) => void m.rowActions.togglePin(),
  },
  {
    id: "save-payload",
    name: "save-payload",
    pinyin: "bczh",
    off: noRow,
    run: (m) => {
      const row = m.rows.get(m.selection.active);
      if (row) void m.rowActions.savePayload(row);
    },
  },
  {
    id: "show-context",
    name: "show-context",
    pinyin: "xsqhxx",
    keys: "C",
    hidden: ({ rows }) => !rows.filter,
    off: ({ rows, selection }) => !rows.filter || selection.active < 0,
    run: (m) => void m.filtering.showContext(),
  },
  {
    id: "next-code",
    name: "next-code",
    pinyin: "xyttxxmdxx",
    keys: "]",
    off: noRow,
    run: (m) => void m.finding.sameCode(true),
  },
  {
    id: "previous-code",
    name: "previous-code",
    pinyin: "syttxxmdxx",
    keys: "[",
    off: noRow,
    run: (m) => void m.finding.sameCode(false),
  },
  {
    id: "go-to-item",
    name: "go-to",
    pinyin: "zd",
    keys: "Ctrl+G",
    anywhere: true,
    off: ({ rows }) => rows.total === 0,
    run: (m) => openGoTo(m),
  },
  ...COPY_FORMS.map(
    (form): Omit<Command, "group"> => ({
      id: `copy-${form}`,
      within: "copy-rows-as",
      name: `copy-${form}`,
      pinyin: `jsxhfzw${COPY_PINYIN[form]}`,
      ...(form === "text" ? { keys: "Ctrl+C" } : {}),
      off: (m) => m.selection.count === 0,
      run: (m) => void m.rowActions.copyRows(form),
    }),
  ),
]);

export const COMMANDS: Command[] = [
  ...PROFILE,
  ...CONNECTION,
  ...TRANSCRIPT,
  ...ROW_COMMANDS,
  ...VIEW,
  ...LANGUAGES,
  ...THEMES,
  ...HELP,
];

/** A command's full name in one language. */
export function nameOf({ within, name }: Command, t: (key: string) => string): string {
  return within ? `${t(within)} › ${t(name)}` : t(name);
}

/** A command as a menu entry. */
export function entryOf(command: Command, models: Models): MenuItem {
  const { id, name, named, keys, checked, off, danger } = command;
  return {
    label: models.text.t(named?.(models) ?? name),
    testid: id,
    ...(keys ? { hint: write(keys, models.info.platform) } : {}),
    ...(checked ? { checked: checked(models) } : {}),
    ...(danger ? { danger } : {}),
    disabled: off?.(models) ?? false,
    run: () => command.run(models),
  };
}

/** Whether this command's shortcut was pressed. */
export function isPressed({ keys, also }: Command, event: KeyboardEvent): boolean {
  return [keys, also].some((one) => one !== undefined && matches(one, event));
}

function matches(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.split("+");
  const key = parts.at(-1) ?? "";
  if (parts.includes("Ctrl") !== commandFor(key, event) || event.altKey) return false;
  // A symbol such as ? may need Shift.
  if (parts.includes("Shift") !== event.shiftKey && /^[A-Za-z0-9]/.test(key)) return false;
  if (key === "Tab") return isTab(event);
  if (key === "?") return event.shiftKey && (event.key === "?" || event.key === "/");
  return event.key.toLowerCase() === key.toLowerCase();
}

/** WebKitGTK has no name for Shift+Tab. */
function isTab(event: KeyboardEvent): boolean {
  return event.key === "Tab" || event.code === "Tab" || event.keyCode === 9;
}
