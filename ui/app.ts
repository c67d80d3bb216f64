// The composition root: host, models, window.

import "./style/index.css";
import type { Host } from "./host/host";
import { makeModels } from "./model/models";
import { openWindow } from "./view/window";

async function makeHost(): Promise<Host> {
  const query = new URLSearchParams(location.search);
  if (import.meta.env.MODE !== "production" && query.get("host") === "memory") {
    return (await import("./host/memory")).memoryHost(query);
  }
  return (await import("./host/tauri")).tauriHost();
}

const host = await makeHost();
const info = await host.appInfo();
const models = makeModels(host, info, () => document.visibilityState === "hidden");
openWindow(models);
await models.profiles.load();
if (info.open) await models.actions.open(info.open);
else {
  const last = models.profiles.entries.find((one) => one.key === info.preferences.profile);
  if (last) await models.actions.open(last.key);
}
