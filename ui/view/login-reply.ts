// The reply that means "logged in", and the login's result.

import { live } from "lit/directives/live.js";
import type { Login, LoginReply } from "../host/types";
import { withLogin } from "../model/fields";
import type { Models } from "../model/models";
import { hint, html, nothing } from "./html";
import { icon } from "./icons";
import { typed } from "./panel";

/** `✓ LOGIN_OK 3 ms`, or that the login is pending. */
export function loginState({ connection, profiles, text, actions }: Models) {
  if (!actions.mine) return nothing;
  const { state } = connection;
  if (state.awaitingLogin) return html`<em class="plain">${text.t("login-waiting")}</em>`;
  if (state.name === "loggedIn") {
    const { login, codes } = profiles.current?.profile ?? {};
    const known = codes?.find(({ code, direction }) => code === login?.reply?.code && direction !== "sent");
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

export function loginReply({ profiles, text }: Models, login: Login) {
  const { reply } = login;
  const set = (next: LoginReply | undefined) =>
    profiles.edit((profile) =>
      withLogin(profile, (old) => {
        const { reply: _old, ...rest } = old;
        return next ? { ...rest, reply: next } : rest;
      }),
    );
  const code = (event: Event) => {
    const digits = typed(event).trim();
    const number = Number(digits);
    if (digits === "") set(undefined);
    else if (Number.isInteger(number)) set({ code: number, within: reply?.within ?? "10s" });
  };
  return html`<details class="disclosure">
    <summary data-testid="login-reply">${icon("chevron")} ${text.t("login-reply")}
      <code>${
        reply
          ? text.t("login-reply-short", { code: String(reply.code), within: reply.within })
          : text.t("login-reply-any")
      }</code></summary>
    ${hint(text.t("login-reply-about"))}
    <div class="pair">
      <label>${text.t("login-reply-code")}
        <input
          class="mono"
          data-testid="login-reply-code"
          inputmode="numeric"
          .value=${live(reply ? String(reply.code) : "")}
          @change=${code}
        /></label>
      <label>${text.t("login-reply-within")}
        <input class="mono" data-testid="login-reply-within" ?disabled=${!reply} .value=${live(reply?.within ?? "10s")}
          @change=${(event: Event) => reply && set({ ...reply, within: typed(event).trim() || "10s" })} /></label>
    </div>
  </details>`;
}
