// Keyboard navigation between regions: F6 and Shift+F6 cycle; Enter and Escape move between table and details.

/** In page order. */
const REGIONS = ["sidebar", "tabs", "top", "compose", "table", "details", "status"];
const FOCUSABLE =
  "button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), a[href], [tabindex]";

/** The first tabbable element of a region; for the table's region, the table. */
function firstFocusable(id: string): HTMLElement | null {
  const region = document.getElementById(id);
  if (!region || region.closest("[inert]") || region.hidden) return null;
  const grid = region.querySelector<HTMLElement>("[role=grid]");
  const all = [...(grid ? [grid] : []), ...region.querySelectorAll<HTMLElement>(FOCUSABLE)];
  return all.find((one) => one.tabIndex >= 0 && !one.closest("[inert]") && one.getClientRects().length > 0) ?? null;
}

export function stepRegion(by: 1 | -1) {
  const now = REGIONS.findIndex((id) => document.getElementById(id)?.contains(document.activeElement));
  const start = now < 0 && by < 0 ? 0 : now;
  for (let i = 1; i <= REGIONS.length; i++) {
    const at = (start + by * i + REGIONS.length * 2) % REGIONS.length;
    const target = firstFocusable(REGIONS[at] ?? "");
    if (!target) continue;
    target.focus();
    return;
  }
}

export function focusDetails(): void {
  const details = document.getElementById("details");
  const tab = details?.querySelector<HTMLElement>("[role=tab][aria-selected=true]") ?? firstFocusable("details");
  tab?.focus();
}

/** Escape in the details returns to the row unless something in them handles it. */
export function listenForEscape(): void {
  document.getElementById("details")?.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    document.querySelector<HTMLElement>("[role=grid]")?.focus({ preventScroll: true });
  });
}
