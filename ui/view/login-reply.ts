// The replies that mean "logged in" and "refused", and the login's result.

import { live } from "lit/directives/live.js";
import type { Login, LoginReply } from "../host/types";
import { withLogin } from "../model/fields";
import type { Models } from "../model/models";
import { hint, html, nothing } from "./html";
import { icon } from "./icons";
import { inlineProblems, type LayoutDraft } from "./layouts/form-context";
import { typed } from "./panel";
import { filterBox, filterErrors } from "./replies/filter-field";

/** `✓ LOGIN_OK 3 ms`, or that the login is pending. */
export function loginState({ connection, profiles, text, actions }: Models) {
  if (!actions.mine) return nothing;
  const { state } = connection;
  if (state.awaitingLogin) return html`<em class="plain">${text.t("login-waiting")}</em>`;
  if (state.name === "loggedIn") {
    const { login, codes } = profiles.current?.profile ?? {};
    const known = codes?.find(
      ({ code, direction }) =>
        login?.reply?.filter === undefined && code === login?.reply?.code && direction !== "sent",
    );
    const name = known?.name ?? text.t("state-loggedIn");
    const delay = state.loginMs === null ? "" : text.delay(state.loginMs);
    return html`<em class="good" data-testid="login-state">${icon("check")} ${name} ${delay}</em>`;
  }
  if (state.name === "open" && state.loginSent)
    return html`<em class="plain" data-testid="login-state">${text.t("login-sent")}</em>`;
  if (state.error?.code === "login_refused")
    return html`<em class="bad" data-testid="login-state">${icon("alert")} ${text.t("login-refused")}</em>`;
  return nothing;
}

/** The login without one of its conditions. */
function without<K extends "reply" | "refused">(login: Login, key: K): Login {
  const { [key]: _gone, ...rest } = login;
  return rest as Login;
}

export function loginReply(context: LayoutDraft, login: Login) {
  const { profiles, text } = context.models;
  const { reply, refused } = login;
  const set = (next: LoginReply | undefined) =>
    profiles.edit((profile) => withLogin(profile, (old) => (next ? { ...old, reply: next } : without(old, "reply"))));
  const within = reply?.within ?? "10s";
  const code = (event: Event) => {
    const digits = typed(event).trim();
    const number = Number(digits);
    const { code: _old, ...rest } = reply ?? { within };
    if (digits === "") set(rest.filter === undefined ? undefined : rest);
    else if (Number.isInteger(number)) set({ ...rest, code: number });
  };
  const filter = (filter: string) => {
    const { filter: _old, ...rest } = reply ?? { within };
    if (filter === "") set(rest.code === undefined ? undefined : rest);
    else set({ ...rest, filter });
  };
  const refusal = (filter: string) =>
    profiles.edit((profile) =>
      withLogin(profile, (old) =>
        filter === "" ? without(old, "refused") : { ...old, refused: { ...refused, filter } },
      ),
    );
  const expected = reply?.filter ?? (reply?.code === undefined ? null : String(reply.code));
  return html`<details class="disclosure">
    <summary data-testid="login-reply">${icon("chevron")} ${text.t("login-reply")}
      <code>${
        reply && expected !== null ? text.t("login-reply-short", { code: expected, within }) : text.t("login-reply-any")
      }</code></summary>
    ${hint(text.t("login-reply-about"))}
    <label>${text.t("login-reply-filter")}
      ${filterBox(context, {
        path: "login.reply.filter",
        label: text.t("login-reply-filter"),
        placeholder: "field.type=connection_ack",
        value: reply?.filter ?? "",
        set: filter,
      })}</label>
    ${filterErrors(context, "login.reply.filter", reply?.filter ?? "")}
    <div class="pair">
      <label>${text.t("login-reply-code")}
        <input
          class="mono"
          data-testid="login-reply-code"
          inputmode="numeric"
          ?disabled=${reply?.filter !== undefined}
          .value=${live(reply?.code === undefined ? "" : String(reply.code))}
          @change=${code}
        /></label>
      <label>${text.t("login-reply-within")}
        <input class="mono" data-testid="login-reply-within" ?disabled=${!reply} .value=${live(within)}
          @change=${(event: Event) => reply && set({ ...reply, within: typed(event).trim() || "10s" })} /></label>
    </div>
    ${inlineProblems(context, "login.reply", "login.reply.within")}
    <label>${text.t("login-refused-when")}
      ${filterBox(context, {
        path: "login.refused.filter",
        label: text.t("login-refused-when"),
        placeholder: "field.type=error",
        value: refused?.filter ?? "",
        set: refusal,
      })}</label>
    ${filterErrors(context, "login.refused.filter", refused?.filter ?? "")}
    ${inlineProblems(context, "login.refused")}
  </details>`;
}
