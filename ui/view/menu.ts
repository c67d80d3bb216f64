// Popup menus, drawn by the page: the webview's own cannot be filled, and these work from the keyboard everywhere.

import { oneLine } from "../model/bytes";
import { html, nothing, render } from "./html";
import { icon } from "./icons";

export interface MenuItem {
  label: string;
  testid: string;
  run: () => void;
  hint?: string;
  checked?: boolean;
  /** A checkbox rather than one of several options. */
  box?: boolean;
  disabled?: boolean;
  danger?: boolean;
}

export function item(
  testid: string,
  label: string,
  run: () => void,
  more: Omit<MenuItem, "testid" | "label" | "run"> = {},
): MenuItem {
  return { testid, label, run, ...more };
}

/** A menu opens under an element, or at a point, such as that of a mouse event. */
export type MenuPlace = Element | { x: number; y: number };

/** A separator between groups, or a group's heading. */
export type MenuEntry = MenuItem | "line" | { heading: string };

let close: (() => void) | null = null;

export function closeMenu(): void {
  close?.();
}

/** Opens under an element, or at a point. */
export function openMenu(entries: MenuEntry[], at: MenuPlace, columns = 1): void {
  closeMenu();
  const before = document.activeElement;
  const host = document.createElement("div");
  host.className = "menu";
  host.setAttribute("role", "menu");
  // Focusable so that it scrolls by keyboard in a low window.
  host.tabIndex = 0;
  host.style.columnCount = columns > 1 && innerWidth > 700 ? String(columns) : "";
  host.dataset.testid = "menu";
  document.body.append(host);

  const shut = () => {
    close = null;
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("blur", shut);
    window.removeEventListener("resize", shut);
    host.remove();
    if (before instanceof HTMLElement && document.contains(before)) before.focus({ preventScroll: true });
  };
  const outside = (event: Event) => {
    if (!host.contains(event.target as Node)) shut();
  };
  const pick = (item: MenuItem) => {
    if (item.disabled) return;
    shut();
    item.run();
  };
  close = shut;
  render(
    entries.map((entry) => row(entry, pick)),
    host,
  );
  place(host, at);
  host.addEventListener("keydown", (event) => keys(event, host, shut));
  host.addEventListener("contextmenu", (event) => event.preventDefault());
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("blur", shut);
  window.addEventListener("resize", shut);
  (items(host)[0] ?? host).focus({ preventScroll: true });
}

function row(entry: MenuEntry, pick: (item: MenuItem) => void) {
  if (entry === "line") return html`<hr />`;
  if ("heading" in entry) return html`<div class="menu-heading" role="presentation">${oneLine(entry.heading)}</div>`;
  const radio = entry.checked !== undefined;
  return html`<button
    role=${radio ? (entry.box ? "menuitemcheckbox" : "menuitemradio") : "menuitem"}
    aria-checked=${radio ? String(entry.checked) : nothing}
    aria-disabled=${entry.disabled ? "true" : nothing}
    class=${entry.danger ? "danger" : ""}
    tabindex="-1"
    data-testid=${entry.testid}
    @click=${() => pick(entry)}
  >
    <span class="menu-check">${entry.checked ? icon("check") : nothing}</span>
    <span class="menu-label">${oneLine(entry.label)}</span>
    ${entry.hint ? html`<kbd>${entry.hint}</kbd>` : nothing}
  </button>`;
}

function items(host: HTMLElement): HTMLButtonElement[] {
  return [...host.querySelectorAll("button")];
}

function keys(event: KeyboardEvent, host: HTMLElement, shut: () => void) {
  const all = items(host);
  const now = all.indexOf(document.activeElement as HTMLButtonElement);
  const to: Record<string, number> = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: all.length - 1 };
  const next = to[event.key];
  event.stopPropagation();
  if (event.key === "Escape" || event.key === "Tab") shut();
  else if (next !== undefined) all[(next + all.length) % all.length]?.focus();
  else if (event.key.length === 1 && event.key !== " ") {
    const letter = event.key.toLowerCase();
    const order = [...all.slice(now + 1), ...all.slice(0, now + 1)];
    order.find((one) => one.querySelector(".menu-label")?.textContent?.toLowerCase().startsWith(letter))?.focus();
  } else return;
  event.preventDefault();
}

function place(host: HTMLElement, at: MenuPlace) {
  const { width, height } = host.getBoundingClientRect();
  const box = at instanceof Element ? at.getBoundingClientRect() : { left: at.x, right: at.x, top: at.y, bottom: at.y };
  const gap = at instanceof Element ? 4 : 0;
  let x = box.left;
  let y = box.bottom + gap;
  if (x + width > innerWidth - 8) x = Math.max(8, box.right - width);
  if (y + height > innerHeight - 8) y = Math.max(8, box.top - gap - height);
  host.style.left = `${Math.round(x)}px`;
  host.style.top = `${Math.round(y)}px`;
}
