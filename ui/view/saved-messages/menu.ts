// The context menu of a saved message.

import type { Message } from "../../host/types";
import type { Models } from "../../model/models";
import { freeName, grouped, KEYS, ofKey, withKey, withMessages } from "../../model/saved-messages";
import { type MenuEntry, openMenu } from "../menu";
import { keys } from "../panel";

interface List {
  move(index: number, by: 1 | -1): void;
  rename(index: number, what: "name" | "group"): void;
}

export function renamed(list: Message[], index: number, what: "name" | "group", value: string): Message[] {
  return list.map((one, i) => {
    if (i !== index) return one;
    return what === "name" ? { ...one, name: value } : grouped(one, value);
  });
}

export function savedMenu(models: Models, view: List, message: Message, index: number) {
  const { text, profiles, composer, notices, connection, actions, info } = models;
  const draft = profiles.current;
  const edit = (change: (list: Message[]) => Message[]) => {
    const before = draft?.profile.messages ?? [];
    profiles.edit((profile) => withMessages(profile, change));
    return () => {
      if (profiles.current?.key === draft?.key) profiles.edit((profile) => withMessages(profile, () => before));
    };
  };
  const remove = () => {
    const undo = edit((list) => list.filter((_, i) => i !== index));
    notices.say("notice-deleted", { name: message.name }, undo);
  };
  const duplicate = () =>
    edit((list) => {
      const { key: _key, ...copy } = structuredClone(message);
      const named = { ...copy, name: freeName(list, text.t("profile-copy-of", { name: message.name })) };
      return [...list.slice(0, index + 1), named, ...list.slice(index + 1)];
    });
  const assign = (key: string | null) => {
    const list = draft?.profile.messages ?? [];
    const other = key ? ofKey(list, key) : null;
    const undo = edit((old) => withKey(old, index, key));
    // Notify, because the other message has lost its key.
    if (key && other && other !== message)
      notices.say("notice-key-moved", { key: keys(key, info.platform), from: other.name, to: message.name }, undo);
  };
  const keyMenu = (at: Element | { x: number; y: number }) => {
    const list = draft?.profile.messages ?? [];
    openMenu(
      [
        { heading: text.t("saved-key-of", { name: message.name }) },
        { label: text.t("saved-key-none"), testid: "key-none", checked: !message.key, run: () => assign(null) },
        ...KEYS.map((key) => {
          const other = ofKey(list, key);
          return {
            label: keys(key, info.platform),
            ...(other && other !== message ? { hint: other.name } : {}),
            testid: `key-${key.at(-1)}`,
            checked: message.key === key,
            run: () => assign(key),
          };
        }),
      ],
      at,
    );
  };
  const again = () => {
    if (draft) void connection.repeat(draft, message, { times: 10, every: "500ms" });
  };
  const load = () => composer.load({ ...message, name: "" }, draft ? { key: draft.key, name: message.name } : null);
  const entries = (at: Element | { x: number; y: number }): MenuEntry[] => [
    { label: text.t("saved-edit"), testid: "saved-edit", run: load },
    { label: text.t("saved-repeat"), testid: "saved-repeat", disabled: !actions.ready, run: again },
    "line",
    { label: text.t("rename"), hint: "F2", testid: "saved-rename-item", run: () => view.rename(index, "name") },
    { label: text.t("duplicate"), testid: "saved-duplicate", run: duplicate },
    { label: text.t("saved-group-item"), testid: "saved-group-item", run: () => view.rename(index, "group") },
    {
      label: text.t("saved-key"),
      ...(message.key ? { hint: keys(message.key, info.platform) } : {}),
      testid: "saved-key",
      run: () => keyMenu(at),
    },
    {
      label: text.t("field-up"),
      hint: keys("Alt+↑", info.platform),
      testid: "saved-up",
      run: () => view.move(index, -1),
    },
    {
      label: text.t("field-down"),
      hint: keys("Alt+↓", info.platform),
      testid: "saved-down",
      run: () => view.move(index, 1),
    },
    "line",
    { label: text.t("delete"), hint: "Del", testid: "saved-delete", danger: true, run: remove },
  ];
  return { entries, delete: remove };
}

/** The menu of a message of the lens. */
export function lensMenu({ actions, composer, connection, profiles, text }: Models, message: Message): MenuEntry[] {
  const draft = profiles.current;
  const again = () => {
    if (draft) void connection.repeat(draft, message, { times: 10, every: "500ms" });
  };
  const copy = () => profiles.edit((profile) => withMessages(profile, (list) => [...list, structuredClone(message)]));
  return [
    {
      label: text.t("saved-edit"),
      testid: "lens-edit",
      run: () => composer.load({ ...structuredClone(message), name: "" }, null),
    },
    { label: text.t("saved-repeat"), testid: "lens-repeat", disabled: !actions.ready, run: again },
    "line",
    { label: text.t("lens-copy"), testid: "lens-copy", run: copy },
  ];
}
