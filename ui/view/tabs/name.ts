// What a tab is called.

import { neutral } from "../../model/bytes";
import type { Tab } from "../../model/tabs";
import type { Text } from "../../model/text";

export function nameOf({ models: { connection, profiles } }: Tab, text: Text): string {
  const { current } = profiles;
  if (current) return neutral(current.profile.name) || text.t("profile-untitled");
  const { file } = connection.state;
  return file === null ? text.t("tab-blank") : neutral(file.replace(/^.*[/\\]/, ""));
}
