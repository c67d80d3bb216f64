import { describe, expect, it } from "vitest";
import { ICONS, type Icon } from "./icons";

/** The meaning of each icon and the texts used beside it. Another text is another meaning and needs its own icon. */
const MEANINGS: Record<Icon, [meaning: string, words: string]> = {
  alert: [
    "look out: something is wrong, or could be",
    "code-twice layout-label-twice misbehave-about reconnect-unknown redirect-ask replies-skipped subprotocol-ignored" +
      " subprotocol-ignored-about summary-about trial-unsound trust-ask-about trust-replies-about unknown-keys unverified" +
      " unverified-about",
  ],
  bookmark: ["keep the message", "message-save"],
  braces: ["a variable or a generator", "insert"],
  chart: ["charts", "charts"],
  check: ["in order", "misbehave-sent rule-takes"],
  chevron: [
    "there is more in this direction",
    "copy-row-as farewell field-labels filters find-next find-previous page-before page-next run-which send-more",
  ],
  clear: ["empty the table", "clear"],
  clock: ["history", "history"],
  close: [
    "puts away what it stands on",
    "close dismiss editing-end filter-clear service-remove tab-close tab-close-named",
  ],
  compare: ["compare", "comparing comparing-menu comparing-this"],
  compose: ["login, services and message", ""],
  context: ["a row among its neighbours", "show-context show-context-about"],
  copy: ["copy", "about-copy copy copy-as handshake-copy misbehave-step misbehave-step-about python-copy"],
  "dock-below": ["details below", ""],
  "dock-right": ["details to the right", ""],
  dot: ["nothing yet", "wire-asked"],
  dots: ["a menu of more", "field-more history-more saved-more tools-more"],
  edit: ["change a name or a message", "editing rename replies-edit"],
  end: ["the first or the last page", ""],
  export: ["messages out into a file", "export"],
  eye: ["show a secret", "field-reveal"],
  file: ["a file", "file-viewed protobuf-unnamed setting-choose setting-choose-for welcome-example"],
  filter: ["filters", "filters"],
  fold: ["fold the details", ""],
  follow: ["the newest messages", "follow fresh"],
  grip: ["drag", "order order-about"],
  handshake: ["handshake", "handshake"],
  heart: ["heartbeats", "filter-heartbeats"],
  import: ["a file in", "protobuf-attach"],
  inspect: ["data inspector", "inspector"],
  layers: ["layouts and codes", "layouts-and-codes layouts-none"],
  lock: ["a secret", "secret-ask"],
  menu: ["the window's menu", "menu"],
  off: ["not connected", ""],
  paste: ["paste", "paste paste-about paste-taken"],
  pin: ["pin", "history-pin history-pin-about"],
  play: ["run a scenario", ""],
  plus: [
    "a new one",
    "code-add code-place-add code-place-more column-add condition-add item-add latency-pair-add layout-bits-add" +
      " layout-bits-inside layout-case-add layout-field-add layout-labels-add layout-new layout-part-add login-add" +
      " login-message-add login-none new packed-add replies-none reply-add rule-add rules-add-colour rules-add-filter" +
      " rules-new service-add tab-new variable-add welcome-new",
  ],
  reconnect: ["connects again", "lost"],
  repeat: ["send many times, or automatically", "replies-and-heartbeats"],
  save: ["save the profile", "save"],
  search: ["find", "history-find profiles-search proxy-found"],
  send: ["send", "saved-send saved-unnamed send-closed"],
  server: ["the demo server", "demo try-demo"],
  shield: ["TLS and trust", "show-certificate socket-secure tls-unused trust trusted"],
  sidebar: ["the list of profiles", "sidebar-fold"],
  sliders: ["connection settings", "connection-settings connection-settings-short show-setting"],
  spin: ["under way", ""],
  stop: ["stop", "stop"],
  timer: ["latency", "statistics"],
  trash: [
    "delete an entry",
    "condition-remove delete field-remove history-deleted history-open-now item-remove latency-pair-remove layout-then-remove" +
      " protobuf-remove rule-number rule-remove variable-forget",
  ],
  unfold: ["show the details", ""],
  unlock: ["no secret", "field-mask"],
  up: ["move up", "field-up"],
  wrap: ["wrap long lines", "wrap"],
};

const sources = import.meta.glob<string>(["./**/*.ts", "!./**/*.test.ts", "!./icons.ts", "!./button.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const OPENS = ["<button", "<h2", "<h3", "<p", "<strong", "<span", "<div", "<label", "button(", "iconButton("];

/** The element or the call that begins here; `from` is past the icon in it. */
function elementAt(source: string, begins: number, from: number): string {
  if (source[begins] === "<") return source.slice(begins, source.indexOf("</", from));
  let depth = 0;
  for (let end = source.indexOf("(", begins); end < source.length; end++) {
    if (source[end] === "(") depth++;
    else if (source[end] === ")" && --depth === 0) return source.slice(begins, end);
  }
  return source.slice(begins);
}

/** The Fluent ids in the element around each icon, and in the toolbar's table. */
function wordsBeside(): Map<string, Set<string>> {
  const words = new Map<string, Set<string>>();
  const add = (name: string, keys: string[]) => words.set(name, new Set([...(words.get(name) ?? []), ...keys]));
  for (const source of Object.values(sources)) {
    for (const { index, 0: call, 1: name = "" } of source.matchAll(/\b(?:icon|iconButton|withIcon)\(\s*"([a-z-]+)"/g)) {
      const begins = Math.max(...OPENS.map((tag) => source.lastIndexOf(tag, index)));
      const element = elementAt(source, begins, index + call.length);
      const calls = [...element.matchAll(/\bt(?:ip)?\(([^()]*)/g)].map(([, inside = ""]) => inside);
      add(
        name,
        calls.flatMap((inside) => [...inside.matchAll(/["`]([a-z][\w-]*)["`]/g)].map(([, key = ""]) => key)),
      );
    }
    for (const [, name = "", key = ""] of source.matchAll(/\bicon: "([a-z-]+)",\s*label: this\.t\("([\w-]+)"\)/g))
      add(name, [key]);
  }
  return words;
}

describe("icons", () => {
  it("have one meaning each, wherever they are used", () => {
    const beside = wordsBeside();
    const found = Object.keys(MEANINGS).map((name) => [name, [...(beside.get(name) ?? [])].sort().join(" ")]);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.entries(MEANINGS).map(([name, [, words]]) => [name, words])),
    );
    const meanings = Object.values(MEANINGS).map(([meaning]) => meaning);
    expect(new Set(meanings).size).toBe(meanings.length);
  });

  it("are all listed, distinct and used", () => {
    expect(Object.keys(MEANINGS).sort()).toEqual(Object.keys(ICONS).sort());
    const drawings = Object.values(ICONS);
    expect(new Set(drawings).size).toBe(drawings.length);
    const all = Object.values(sources).join("\n");
    for (const name of Object.keys(ICONS)) expect(all, name).toContain(`"${name}"`);
  });
});
