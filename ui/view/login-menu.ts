// The context menu of a login field.

import type { Login } from "../host/types";
import { moveField, withLogin } from "../model/fields";
import type { Models } from "../model/models";
import type { MenuEntry } from "./menu";

export function loginMenu({ text, profiles }: Models, login: Login, index: number): MenuEntry[] {
  const drop = (old: Login): Login => ({ ...old, fields: old.fields.filter((_, i) => i !== index) });
  return [
    {
      label: text.t("field-up"),
      testid: "field-up",
      disabled: index === 0,
      run: () => profiles.edit((profile) => moveField(profile, index, -1)),
    },
    {
      label: text.t("field-down"),
      testid: "field-down",
      disabled: index === login.fields.length - 1,
      run: () => profiles.edit((profile) => moveField(profile, index, 1)),
    },
    "line",
    {
      label: text.t("field-remove"),
      testid: "field-remove",
      danger: true,
      run: () =>
        profiles.edit((profile) => {
          const next = withLogin(profile, drop);
          if (next.login?.fields.length) return next;
          const { login: _gone, ...rest } = next;
          return rest;
        }),
    },
  ];
}
