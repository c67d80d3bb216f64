// An error shown at its cause: what failed, and what to do.

import type { ErrorDto } from "../host/types";
import { neutral } from "../model/bytes";
import type { ConnectionModel } from "../model/connection";
import type { Models } from "../model/models";
import type { Text } from "../model/text";
import { iconButton } from "./button";
import { html, nothing } from "./html";
import { icon } from "./icons";

/** The error of the connection's last command, if it is shown at this place. */
export function commandError({ connection, text }: Models, place: ConnectionModel["place"], testid: string) {
  const error = connection.place === place ? connection.error : null;
  return inlineError(text, error, testid, () => connection.dismiss());
}

export function inlineError(
  text: Text,
  error: ErrorDto | null | undefined,
  testid: string,
  dismiss?: () => void,
  buttons: unknown = nothing,
) {
  if (!error) return nothing;
  const { what, help } = text.error(error);
  return html`<div class="fault" role="alert" data-testid=${testid} data-code=${error.code}>
    ${icon("alert")}
    <div class="fault-text">
      <strong>${neutral(what)}</strong>
      ${help ? html`<span>${neutral(help)}</span>` : nothing}
    </div>
    ${buttons}
    ${dismiss ? iconButton("close", "bare", `${testid}-dismiss`, text.t("dismiss"), dismiss) : nothing}
  </div>`;
}
