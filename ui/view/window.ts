// Puts the panels into the page's landmarks and keeps the window's shape: drawer, panes, which middle is shown.

import { render } from "lit";
import type { Models } from "../model/models";
import { ChartsRoom } from "./charts";
import { ComposerForm } from "./composer";
import { DemoCard } from "./demo";
import { Details } from "./details";
import { ExportStrip } from "./exporting";
import { FindBar } from "./filter/find";
import { LayoutsRoom } from "./layouts/room";
import { LoginForm } from "./login";
import { ComparingRoom } from "./past/comparing";
import { PastRoom } from "./past/room";
import { SavedMessages } from "./saved";
import { ServicesForm } from "./services";
import { listenForShortcuts } from "./shortcuts";
import { Sidebar } from "./sidebar";
import { splitter } from "./splitter";
import { StatusBar } from "./status";
import { Stream } from "./stream";
import { dress } from "./theme";
import { Toasts } from "./toasts";
import { Tools } from "./tools";
import { TopBar } from "./topbar";
import { Trouble } from "./trouble";
import { listenForQuestions, rememberFields } from "./variables";
import { Welcome } from "./welcome";
import { listenForZoom } from "./zoom";

const WIDE = matchMedia("(min-width: 1800px)");

export function openWindow(models: Models): void {
  dress(models);
  const part = (id: string): HTMLElement => {
    const found = document.getElementById(id);
    if (!found) throw new Error(`the page has no #${id}`);
    return found;
  };
  part("sidebar").append(new Sidebar(models), new DemoCard(models));
  part("top").append(new TopBar(models), new Trouble(models));
  part("welcome").append(new Welcome(models));
  part("compose").append(
    new LoginForm(models),
    new ServicesForm(models),
    new ComposerForm(models),
    new SavedMessages(models),
  );
  part("table").append(new Tools(models), new FindBar(models), new ExportStrip(models), new Stream(models));
  part("details").append(new Details(models));
  part("status").append(new StatusBar(models));
  document.body.append(
    new LayoutsRoom(models),
    new PastRoom(models),
    new ComparingRoom(models),
    new ChartsRoom(models),
    new Toasts(models),
  );
  rememberFields();
  listenForQuestions(models);
  listenForZoom(models.preferences);
  shape(models, part);
  drawer(models, part("main"));
}

function shape(models: Models, part: (id: string) => HTMLElement): void {
  const { preferences, profiles, text, connection } = models;
  const labels = {
    sidebar: "profiles",
    top: "connection",
    compose: "compose",
    stream: "messages",
    details: "details",
    status: "status",
  };
  const apply = () => {
    for (const [id, label] of Object.entries(labels)) part(id).setAttribute("aria-label", text.t(label));
    const file = connection.state.name === "file";
    part("main").classList.toggle("blank", profiles.current === null && !file);
    part("main").classList.toggle("bare", profiles.current === null && file);
    const wide = WIDE.matches;
    const name = wide ? "details-width" : "details-height";
    const size = preferences.pane(name, wide ? 640 : 236);
    const stream = part("stream");
    const room = wide ? stream.clientWidth : stream.clientHeight;
    const most = () => Math.max(120, (wide ? stream.clientWidth : stream.clientHeight) - (wide ? 420 : 160));
    stream.style.setProperty("--details", `${room > 0 ? Math.min(size, most()) : size}px`);
    render(
      splitter({
        label: text.t("splitter"),
        testid: "splitter",
        flat: !wide,
        size,
        least: 80,
        most,
        resize: (to) => preferences.setPane(name, to),
      }),
      part("split"),
    );
  };
  for (const store of [preferences, profiles, text, connection]) store.subscribe(apply);
  WIDE.addEventListener("change", apply);
  window.addEventListener("resize", apply);
  apply();
}

/** In a narrow window the middle is a drawer. */
function drawer(models: Models, main: HTMLElement): void {
  const toggle = (open?: boolean) => main.classList.toggle("drawn", open);
  document.addEventListener("drawer", (event) => toggle((event as CustomEvent<boolean | null>).detail ?? undefined));
  main.addEventListener("pointerdown", (event) => {
    if (!(event.target as Element).closest("#compose")) toggle(false);
  });
  listenForShortcuts(models, toggle);
}
