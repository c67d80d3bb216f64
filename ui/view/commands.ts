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
const noFaults = ({ rows }: Models) => (rows.faults?.rows ?? 0) === 0;
const noRow = ({ rows, selection }: Models) => !rows.get(selection.active);

/** Focuses a field and selects its text. */
function focusField(selector: string) {
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

function findNext(models: Models, forward: boolean) {
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
async function intoBox({ actions }: Models) {
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

export function newProfile({ opening }: Pick<Models, "opening">) {
  opening.newProfile();
  focusAfterDrawing("#url");
}

type Ungrouped = Omit<Command, "group">;

function command(
  id: string,
  name: string,
  pinyin: string,
  run: Command["run"],
  more: Omit<Ungrouped, "id" | "name" | "pinyin" | "run"> = {},
): Ungrouped {
  return { id, name, pinyin, run, ...more };
}

function inGroup(group: CommandGroup, commands: Ungrouped[]): Command[] {
  return commands.map((one) => ({ ...one, group }));
}

const PROFILE = inGroup("profile", [
  command("menu-new", "welcome-new", "xjpz", newProfile, { keys: "Ctrl+N", menu: true, buttons: ["profile-new"] }),
  command("menu-open", "dialog-open-profile", "dkpz", (m) => void m.opening.openFile(), {
    keys: "Ctrl+O",
    menu: true,
    buttons: ["profile-open"],
  }),
  command("menu-switch", "profile-switch", "qhpz", (m) => openSwitch(m), {
    keys: "Ctrl+P",
    menu: true,
    off: ({ library }) => library.entries.length === 0,
  }),
  command("menu-import", "dialog-import-profile", "drpz", (m) => void m.opening.import(), {
    menu: true,
    buttons: ["profile-import"],
  }),
  command("menu-save", "save", "bc", (m) => void m.actions.save(), {
    keys: "Ctrl+S",
    menu: true,
    buttons: ["save"],
    off: noProfile,
  }),
  command("menu-save-as", "save-as", "lcw", (m) => void m.actions.save(true), { menu: true, off: noProfile }),
  command("menu-export", "profile-share", "fxpz", (m) => void m.actions.export(), { menu: true, off: noProfile }),
  command("menu-variables", "variables-edit", "bl", (m) => showVariables(m), { menu: true, off: noProfile }),
  command("menu-layouts", "layouts-and-codes", "xxgsyxxm", (m) => m.layouts.show(), {
    menu: true,
    buttons: ["layouts-open"],
    off: noProfile,
  }),
  command("menu-replies", "replies-and-heartbeats", "zdhfyxt", (m) => m.automatic.show(), {
    menu: true,
    buttons: ["replies-open"],
    off: noProfile,
  }),
]);

const CONNECTION = inGroup("connection", [
  command("command-connect", "connect", "lj", (m) => void m.actions.connect(), {
    buttons: ["connect"],
    off: (m) => noProfile(m) || (m.actions.mine && m.connection.live),
  }),
  command("command-disconnect", "disconnect", "dk", (m) => void m.connection.disconnect(), {
    buttons: ["disconnect", "cancel"],
    off: (m) => !m.connection.live,
  }),
  command("command-connect-now", "connect-now", "ljlj", (m) => void m.connection.connectNow(), {
    buttons: ["connect-now"],
    off: (m) => !m.connection.waiting,
  }),
  command("farewell-with", "farewell-with", "zdgbmhyy", (m) => showCloseDialog(m), {
    buttons: ["farewell-menu"],
    off: (m) => !m.connection.open,
  }),
  command("farewell-abort", "farewell-abort", "zjzdbfgbz", (m) => void m.connection.abort(false), {
    danger: true,
    off: (m) => !m.connection.live,
  }),
  command("farewell-reset", "farewell-reset", "cz", (m) => void m.connection.abort(true), {
    danger: true,
    off: (m) => !m.connection.live,
  }),
  command("menu-settings", "connection-settings", "ljsz", (m) => m.settings.show(), {
    keys: "Ctrl+,",
    menu: true,
    buttons: ["settings-open", "unverified"],
    off: noProfile,
  }),
  command("menu-handshake", "handshake", "ws", (m) => m.handshakes.show(), {
    keys: "Ctrl+Shift+H",
    menu: true,
    buttons: ["handshake-open", "subprotocol-ignored"],
    off: noConnection,
  }),
  command("command-send", "send-message", "fsxx", (m) => void m.actions.send(), { keys: "Ctrl+Enter", off: notReady }),
  command("command-ping", "send-ping", "zwfs", (m) => void m.actions.sendControl(false), { off: notReady }),
  command("command-pong", "send-pong", "zwfs", (m) => void m.actions.sendControl(true), { off: notReady }),
  command("command-services", "set-services", "szfw", (m) => void m.actions.setServices(), { off: notReady }),
  command("command-free", "free", "tzts", (m) => void m.actions.free(), { off: notReady }),
  command("command-run", "run-scenario", "yxcj", (m) => void m.actions.run(), {
    buttons: ["run", "run-menu"],
    off: ({ actions }) => actions.scenarios.length === 0 && !actions.running,
  }),
  command("menu-recording", "recording", "lzsz", (m) => showRecording(m), { menu: true, off: noProfile }),
  command("menu-misbehave", "misbehave", "wgcz", (m) => showMisbehave(m), { menu: true }),
]);

const TRANSCRIPT = inGroup("transcript", [
  command("command-export-rows", "export-rows", "dcxx", (m) => showExport(m), {
    menu: true,
    buttons: ["save-rows"],
    off: noRows,
  }),
  command("menu-history", "history", "ls", (m) => void m.history.show(), { menu: true, buttons: ["history-open"] }),
  command("menu-comparing", "comparing-menu", "bjhhjl", (m) => void m.comparing.show(), { menu: true }),
  command("menu-open-transcript", "open-transcript", "dkhhjl", (m) => void m.opening.transcript(), { menu: true }),
  command("menu-import-transcript", "import-transcript", "drh", (m) => void m.exporting.import(), { menu: true }),
  command("menu-charts", "charts", "tb", (m) => m.charts.show(), { menu: true }),
  command("command-statistics", "statistics", "gmldyc", (m) => showStatistics(m), {
    menu: true,
    buttons: ["show-statistics"],
    off: noConnection,
  }),
  command(
    "open-transcripts",
    "open-transcripts",
    "dkhhjlwjj",
    (m) => void m.host.openTranscriptFolder().catch(() => {}),
    { menu: true },
  ),
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
  command("menu-palette", "palette", "czml", (m) => openPalette(m), { keys: "Ctrl+K", menu: true }),
  command("command-url", "go-to-url", "zd", () => focusField("#url"), { keys: "Ctrl+L" }),
  command("command-follow", "follow-about", "gszxxx", (m) => m.rows.follow(!m.rows.following), {
    buttons: ["follow"],
    off: noConnection,
    checked: (m) => m.rows.following,
  }),
  command("command-filter", "filter-messages", "sxxx", () => focusField("#filter"), { keys: "Ctrl+Shift+F" }),
  command("command-heartbeats", "filter-heartbeats", "ycxt", (m) => void m.filtering.toggleHeartbeats(), {
    buttons: ["filter-heartbeats"],
    off: noConnection,
  }),
  command("command-filter-rules", "filter-rules", "sxyys", (m) => openRules(m), {
    buttons: ["filters"],
    off: noProfile,
  }),
  command("command-find", "find", "zxsdhzcz", (m) => void openFind(m), { keys: "Ctrl+F" }),
  command("command-find-next", "find-next-match", "xygjg", (m) => findNext(m, true), { keys: "F3" }),
  command("command-find-previous", "find-previous-match", "sygjg", (m) => findNext(m, false), { keys: "Shift+F3" }),
  command("command-clear", "clear-messages", "qkxx", (m) => void m.actions.clear(), {
    keys: "Ctrl+Shift+K",
    buttons: ["clear"],
    off: noRows,
  }),
  command("command-tab-new", "tab-new", "xjbqy", newTab, { keys: "Ctrl+T", buttons: ["tab-new"] }),
  command("command-tab-close", "tab-close", "gbbqy", (m) => askClose(m, m.tabs.active), { keys: "Ctrl+W" }),
  command("command-tab-reopen", "tab-reopen", "cxdkygbdbqy", (m) => void m.opening.reopen(), { keys: "Ctrl+Shift+T" }),
  command("command-tab-next", "tab-next", "xygbqy", (m) => m.tabs.step(1), { keys: "Ctrl+Tab", also: "Ctrl+PageDown" }),
  command("command-tab-previous", "tab-previous", "sygbqy", (m) => m.tabs.step(-1), {
    keys: "Ctrl+Shift+Tab",
    also: "Ctrl+PageUp",
  }),
  command(
    "command-sidebar",
    "key-sidebar",
    "xshycpzlb",
    () => void document.dispatchEvent(new CustomEvent("sidebar")),
    { keys: "Ctrl+B", buttons: ["sidebar", "sidebar-fold"] },
  ),
  command(
    "command-compose",
    "key-compose",
    "xshycdlfwhxx",
    () => void document.dispatchEvent(new CustomEvent("drawer")),
    { keys: "Ctrl+Shift+B", buttons: ["drawer"] },
  ),
  IN_UTC,
  command("command-zoom-in", "zoom-in", "fd", (m) => m.preferences.zoom(1)),
  command("command-zoom-out", "zoom-out", "sx", (m) => m.preferences.zoom(-1)),
  command("command-zoom-reset", "key-zoom-back", "sjdx", (m) => m.preferences.zoom(0)),
  command("command-region-next", "region-next", "xygqy", () => stepRegion(1), { keys: "F6" }),
  command("command-region-previous", "region-previous", "sygqy", () => stepRegion(-1), { keys: "Shift+F6" }),
]);

/** The choices of a preference; what is not set follows the system. */
function choices(group: "language" | "theme", all: [value: string, name: string, pinyin: string][]) {
  return inGroup(
    group,
    all.map(([value, name, pinyin]) =>
      command(`${group}-${value}`, name, pinyin, ({ preferences }) => preferences.set({ [group]: value }), {
        within: group,
        menu: true,
        checked: ({ preferences }) => (preferences.value[group] || "system") === value,
      }),
    ),
  );
}

const LANGUAGES = choices("language", [
  ["system", "system", "yygsxt"],
  ["en", "language-en", "yy"],
  ["zh-CN", "language-zh", "yyjtzw"],
]);

const THEMES = choices("theme", [
  ["system", "system", "ztgsxt"],
  ["light", "theme-light", "ztqs"],
  ["dark", "theme-dark", "ztss"],
]);

const HELP = inGroup("help", [
  command("menu-shortcuts", "shortcuts", "jpkjj", (m) => showShortcuts(m.text, m.info), {
    keys: "F1",
    also: "Ctrl+Shift+?",
    menu: true,
  }),
  command("open-logs", "open-logs", "dkrzwjj", (m) => void m.host.openLogFolder().catch(() => {}), { menu: true }),
  command(
    "menu-about",
    "about",
    "gy",
    (m) => showAbout(m.text, m.info, (words) => m.host.copyText(words).catch(() => {})),
    { menu: true },
  ),
]);

/** Commands for the selected rows. Their shortcuts work in the table. */
export const ROW_COMMANDS = inGroup("row", [
  command("send-row-again", "send-again", "zcfs", (m) => void m.actions.sendAgain(), {
    keys: "Shift+R",
    off: ({ actions }) => !actions.sendable,
  }),
  command("row-into-box", "into-box", "frxxk", (m) => void intoBox(m), {
    keys: "E",
    off: ({ actions }) => !actions.boxable,
  }),
  command("keep-row", "keep-row", "cwxx", (m) => void m.actions.keepRow(), {
    keys: "M",
    off: ({ actions }) => !actions.boxable,
  }),
  command("pin-rows", "pin", "bj", (m) => void m.rowActions.togglePin(), {
    keys: "P",
    named: (m) => (m.rows.get(m.selection.active)?.extra.pinned ? "unpin" : "pin"),
    off: (m) => m.selection.count === 0,
  }),
  command(
    "save-payload",
    "save-payload",
    "bczh",
    (m) => {
      const row = m.rows.get(m.selection.active);
      if (row) void m.rowActions.savePayload(row);
    },
    { off: noRow },
  ),
  command("show-context", "show-context", "xsqhxx", (m) => void m.filtering.showContext(), {
    keys: "C",
    hidden: ({ rows }) => !rows.filter,
    off: ({ rows, selection }) => !rows.filter || selection.active < 0,
  }),
  command("next-code", "next-code", "xyttxxmdxx", (m) => void m.finding.sameCode(true), { keys: "]", off: noRow }),
  command("previous-code", "previous-code", "syttxxmdxx", (m) => void m.finding.sameCode(false), {
    keys: "[",
    off: noRow,
  }),
  command("next-fault", "next-fault", "xygcw", (m) => void m.finding.fault(true), {
    keys: "F8",
    anywhere: true,
    off: noFaults,
  }),
  command("previous-fault", "previous-fault", "sygcw", (m) => void m.finding.fault(false), {
    keys: "Shift+F8",
    anywhere: true,
    off: noFaults,
  }),
  command("go-to-item", "go-to", "zd", (m) => openGoTo(m), {
    keys: "Ctrl+G",
    anywhere: true,
    off: ({ rows }) => rows.total === 0,
  }),
  ...COPY_FORMS.map((form) =>
    command(`copy-${form}`, `copy-${form}`, `jsxhfzw${COPY_PINYIN[form]}`, (m) => void m.rowActions.copyRows(form), {
      within: "copy-rows-as",
      ...(form === "text" ? { keys: "Ctrl+C" } : {}),
      off: (m) => m.selection.count === 0,
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

function matches(keys: string, event: KeyboardEvent) {
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
function isTab(event: KeyboardEvent) {
  return event.key === "Tab" || event.code === "Tab" || event.keyCode === 9;
}
