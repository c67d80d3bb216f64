// Puts the shared panels into the page's landmarks, and the active tab's panels beside them.

import type { Shared } from "../model/models";
import type { Tab } from "../model/tabs";
import { DemoCard } from "./demo-card";
import { HistoryPage } from "./history/page";
import { ComparisonPage } from "./history/transcript-comparison";
import { setLabel, setWindowTitle } from "./html";
import { rememberPasted } from "./line-ends";
import { followMenuBar } from "./menu-bar";
import { landmark, Pane } from "./pane";
import { listenForEscape } from "./region-focus";
import { listenForShortcuts } from "./shortcuts";
import { arrangeSidePanes } from "./side-panes";
import { Sidebar } from "./sidebar";
import { nameOf } from "./tabs/name";
import { TabBar } from "./tabs/tab-bar";
import { applyTheme } from "./theme";
import { Toasts } from "./toasts";
import { rememberFields } from "./variables";
import { listenForZoom } from "./zoom";

export function openWindow(shared: Shared): void {
  applyTheme(shared);
  landmark("sidebar").append(new Sidebar(shared), new DemoCard(shared));
  landmark("tabs").append(new TabBar(shared));
  document.body.append(new HistoryPage(shared), new ComparisonPage(shared), new Toasts(shared));
  rememberFields();
  rememberPasted();
  listenForZoom(shared.preferences);
  name(shared);
  followTabs(shared);
  listenForShortcuts(shared, arrangeSidePanes(shared));
  listenForEscape();
  void followMenuBar(shared);
}

/** Shows the active tab. */
function followTabs({ tabs }: Shared) {
  const panes = new Map<Tab, Pane>();
  let shown: Tab | null = null;
  const follow = () => {
    const { active, list } = tabs;
    if (active !== shown) {
      if (shown) panes.get(shown)?.hide();
      shown = active;
      const pane = panes.get(active) ?? new Pane(active.models);
      panes.set(active, pane);
      pane.show();
    }
    for (const tab of panes.keys()) if (!list.includes(tab)) panes.delete(tab);
  };
  tabs.subscribe(follow);
  follow();
}

/** Names the landmarks for screen readers, and the window. */
function name({ tabs, text, host }: Shared) {
  const labels = {
    sidebar: "profiles",
    tabs: "tabs",
    top: "connection",
    compose: "compose",
    stream: "messages",
    details: "details",
    status: "status",
  };
  let title = "";
  const apply = () => {
    for (const [id, label] of Object.entries(labels)) setLabel(landmark(id), text.t(label));
    const { active } = tabs;
    const next = active.isBlank ? "Wirelark" : text.t("window-title", { name: nameOf(active, text) });
    if (next === title) return;
    title = next;
    setWindowTitle(title);
    void host.setTitle(title).catch(() => {});
  };
  tabs.subscribe(apply);
  text.subscribe(apply);
  apply();
}
