// The context menu of a login field.

import type { Login } from "../host/types";
import { moveField, withLogin } from "../model/fields";
import type { Models } from "../model/models";
import { item, type MenuEntry } from "./menu";

export function loginMenu({ text, profiles }: Models, login: Login, index: number): MenuEntry[] {
  const drop = (old: Login): Login => ({ ...old, fields: old.fields.filter((_, i) => i !== index) });
  return [
    item("field-up", text.t("field-up"), () => profiles.edit((profile) => moveField(profile, index, -1)), {
      disabled: index === 0,
    }),
    item("field-down", text.t("field-down"), () => profiles.edit((profile) => moveField(profile, index, 1)), {
      disabled: index === login.fields.length - 1,
    }),
    "line",
    item(
      "field-remove",
      text.t("field-remove"),
      () =>
        profiles.edit((profile) => {
          const next = withLogin(profile, drop);
          if (next.login?.fields.length) return next;
          const { login: _gone, ...rest } = next;
          return rest;
        }),
      { danger: true },
    ),
  ];
}
