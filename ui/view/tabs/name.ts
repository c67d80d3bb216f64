// Names of tabs.

import type { HistoryEntryDto } from "../../host/types";
import { oneLine } from "../../model/bytes";
import type { Tab } from "../../model/tabs";
import type { Text } from "../../model/text";

export function nameOf(tab: Tab, text: Text): string {
  const { connection, profiles } = tab.models;
  const { current } = profiles;
  if (current) return oneLine(current.profile.name) || text.t("profile-untitled");
  if (tab.past !== null && tab.about) return pastName(tab.about, text);
  const { file } = connection.state;
  return file === null ? text.t("tab-blank") : oneLine(file.replace(/^.*[/\\]/, ""));
}

/** Its title, else its profile and start time. */
function pastName({ title, name, begun, id }: HistoryEntryDto, text: Text) {
  if (title) return oneLine(title);
  const when = text.time({ dateStyle: "short", timeStyle: "medium" });
  return [oneLine(name), begun === null ? id : when.format(begun)].filter((one) => one !== "").join(" · ");
}
