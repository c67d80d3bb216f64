// The two panes left of the table: folding, resizing, and the composer as a drawer in a narrow window.

import type { Shared } from "../model/models";
import { COMPOSE, fold, isFolded, SIDEBAR } from "../model/panes";
import { render } from "./html";
import { landmark } from "./pane";
import { splitter } from "./splitter";

const NARROW = matchMedia("(max-width: 999px)");

/** Without `open` the pane is toggled. */
type Toggle = (open?: boolean) => void;

/** Arranges the panes from now on; the returned function closes the drawer. */
export function arrangeSidePanes({ preferences, text, tabs }: Shared): () => void {
  const main = landmark("main");
  const apply = () => {
    for (const [pane, host] of [
      [SIDEBAR, document.body],
      [COMPOSE, main],
    ] as const) {
      host.classList.toggle(`no-${pane.name}`, isFolded(preferences, pane.name));
      const size = preferences.pane(pane.name, 0);
      if (size > 0) document.body.style.setProperty(`--${pane.name}`, `${size}px`);
      else document.body.style.removeProperty(`--${pane.name}`);
      render(
        splitter({
          label: text.t(`splitter-${pane.name}`),
          testid: `splitter-${pane.name}`,
          flat: false,
          before: true,
          size: Math.round(landmark(pane.name).getBoundingClientRect().width),
          least: pane.least,
          most: pane.most,
          resize: (to) => preferences.setPane(pane.name, to),
          reset: () => preferences.forgetPane(pane.name),
        }),
        landmark(`split-${pane.name}`),
      );
    }
  };
  for (const store of [preferences, text, tabs]) store.subscribe(apply);
  window.addEventListener("resize", apply);
  apply();

  const toggle =
    (name: string): Toggle =>
    (open = isFolded(preferences, name)) => {
      if (open === isFolded(preferences, name)) fold(preferences, name, !open);
    };
  const draw: Toggle = (open) => main.classList.toggle("drawn", open);
  const compose: Toggle = (open) => (NARROW.matches ? draw(open) : toggle(COMPOSE.name)(open));
  NARROW.addEventListener("change", () => draw(false));
  main.addEventListener("pointerdown", (event) => {
    if (!(event.target as Element).closest("#compose")) draw(false);
  });
  document.addEventListener("drawer", (event) => compose((event as CustomEvent<boolean | null>).detail ?? undefined));
  document.addEventListener("sidebar", () => toggle(SIDEBAR.name)());
  return () => draw(false);
}
