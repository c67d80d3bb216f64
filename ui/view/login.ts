// The login form: fields in send order, including secrets, and the login's result.

import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { FieldType, Login, LoginField } from "../host/types";
import { secretName, secretOf, secretValue, withField, withLogin } from "../model/fields";
import type { Models } from "../model/models";
import { own } from "../model/own-property";
import { button, iconButton, withIcon } from "./button";
import { html, nothing, options } from "./html";
import { icon } from "./icons";
import { commandError } from "./inline-error";
import { choice, type LayoutDraft, problemCount } from "./layouts/form-context";
import { lineBox } from "./line-ends";
import { loginMenu } from "./login-menu";
import { loginReply, loginState } from "./login-reply";
import { openMenu } from "./menu";
import { command, composing, onEnter, Panel, typed } from "./panel";

const TYPES: FieldType[] = ["string", "number", "boolean", "null", "json"];

export class LoginForm extends Panel {
  readonly #revealed = new Set<string>();
  #requested: string | null = null;

  constructor(models: Models) {
    super(models, models.profiles, models.connection, models.automatic);
  }

  /** What the conditions' boxes need. */
  get #context(): LayoutDraft {
    const { automatic } = this.models;
    return {
      models: this.models,
      t: (id, args) => this.t(id, args),
      redraw: () => this.requestUpdate(),
      focus: () => {},
      texts: new Map(),
      problems: (path) => automatic.problems(path),
    };
  }

  protected override render() {
    const { profiles, connection, actions } = this.models;
    const draft = profiles.current;
    const login = draft?.profile.login;
    if (!login) return this.#none();
    return html`<section class="form" aria-labelledby="login-title">
      <h2 id="login-title">
        ${this.t("login")} ${loginState(this.models)}
        ${button(
          "quiet push",
          "send-login",
          this.t(actions.ready && connection.state.loginSent ? "login-again" : "login-send"),
          () => draft && void connection.sendLogin(draft),
          { disabled: !actions.ready },
        )}
      </h2>
      ${this.#fields(login)}
      ${commandError(this.models, "login", "login-error")}
    </section>`;
  }

  /** Without a login the form is a single line. */
  #none() {
    return html`<section class="form folded" aria-labelledby="login-title">
      <h2 id="login-title">
        ${this.t("login")} <em class="plain" title=${this.t("login-none")}>${this.t("none-here")}</em>
        ${button("quiet push", "login-add", withIcon("plus", this.t("login-add")), this.#add, {
          title: this.t("login-none"),
        })}
      </h2>
    </section>`;
  }

  #fields(login: Login) {
    const { profiles } = this.models;
    const parts = login.messages?.length ?? 0;
    return html`<label class="switch">
        <input
          type="checkbox"
          role="switch"
          data-testid="login-on-connect"
          .checked=${live(login.send ?? true)}
          @change=${(event: Event) => {
            const { checked } = event.target as HTMLInputElement;
            profiles.edit((profile) => withLogin(profile, (old) => ({ ...old, send: checked })));
          }}
        />
        <span class="track"></span> ${this.t("login-on-connect")}
      </label>
      ${choice(this.#context, {
        path: "login.kind",
        label: this.t("login-kind"),
        value: parts > 0 ? "messages" : "fields",
        options: ["fields", "messages"],
        words: (kind) => this.t(`login-kind-${kind}`),
        set: (kind) => this.#setKind(kind),
      })}
      ${
        parts > 0
          ? this.#messages(parts)
          : html`<div class="fields" role="list">${repeat(
              login.fields,
              (_, i) => i,
              (field, i) => this.#field(login, field, i),
            )}</div>
              ${button("dashed", "login-add", withIcon("plus", this.t("login-add")), this.#add)}`
      }
      ${loginReply(this.#context, login)}`;
  }

  #messages(count: number) {
    const { automatic, text } = this.models;
    return html`<p>
      ${this.t("login-messages-count", { count })} ${problemCount(text, automatic.countUnder("login.messages"))}
      ${button("small", "login-messages-edit", withIcon("edit", this.t("replies-edit")), () => automatic.show())}
    </p>`;
  }

  /** Messages replace the fields, which stay in the profile; going back offers to undo. */
  #setKind(kind: "fields" | "messages") {
    const { automatic, profiles, notices } = this.models;
    const before = profiles.current?.profile.login?.messages ?? [];
    if (kind === "messages") {
      automatic.editParts(() => [{ name: "", type: "text", text: "" }]);
      automatic.show();
    } else {
      automatic.editParts(() => []);
      notices.say("notice-removed-login-messages", {}, () => automatic.editParts(() => before));
    }
  }

  #field(login: Login, field: LoginField, index: number) {
    const { profiles, connection } = this.models;
    const secret = secretOf(field);
    const missing = secret !== null && connection.missing === secret;
    const kind = field.type ?? "string";
    const wrong = connection.error?.path?.startsWith(`login.fields[${index}]`) ?? false;
    const edit = (patch: Partial<LoginField>) => profiles.edit((profile) => withField(profile, index, patch));
    return html`<div class="field ${missing ? "missing" : ""}" role="listitem" data-testid="login-field">
      <input
        class="mono"
        data-testid="login-name"
        spellcheck="false"
        aria-label=${this.t("field-name")}
        placeholder=${this.t("field-name")}
        .value=${live(field.name)}
        @input=${(event: Event) => edit({ name: typed(event) })}
      />
      ${secret === null ? this.#value(field, index, wrong, edit) : this.#secret(secret, missing)}
      <select
        class="type"
        data-testid="login-type"
        aria-label=${this.t("field-type")}
        title=${this.t(`type-${kind}`)}
        .value=${live(kind)}
        @change=${(event: Event) => edit({ type: typed(event) as FieldType })}
      >
        ${options(TYPES, kind, (one) => this.t(`type-${one}`))}
      </select>
      ${iconButton(
        secret === null ? "unlock" : "lock",
        secret === null ? "bare" : "bare on",
        "login-mask",
        this.t("field-mask"),
        () => this.#mask(login, field, index),
        { title: this.t(secret === null ? "field-mask" : "field-unmask"), pressed: secret !== null },
      )}
      ${iconButton(
        "dots",
        "bare",
        "login-more",
        this.t("field-more"),
        (at) => openMenu(loginMenu(this.models, login, index), at),
        { menu: true },
      )}
      ${missing ? this.#ask(secret) : nothing}
    </div>`;
  }

  #value(field: LoginField, index: number, wrong: boolean, edit: (patch: Partial<LoginField>) => void) {
    return lineBox(this.models.text, {
      testid: "login-value",
      label: this.t("field-value"),
      value: String(field.value),
      write: (value) => edit({ value }),
      invalid: wrong,
      placeholder: this.t("field-value"),
      disabled: field.type === "null",
      keydown: (event) => {
        if (event.key === "Enter" && !composing(event) && !command(event)) this.#next(index);
      },
    });
  }

  #secret(name: string, missing: boolean) {
    const { connection, profiles } = this.models;
    const key = profiles.current?.key ?? "";
    const shown = this.#revealed.has(name);
    return html`<span class="secret">
      <input
        class="mono"
        type=${shown ? "text" : "password"}
        data-testid="login-secret"
        data-secret=${name}
        autocomplete="off"
        spellcheck="false"
        aria-label=${this.t("field-secret", { name })}
        aria-invalid=${missing}
        placeholder=${this.t("field-secret-placeholder")}
        .value=${live(own(connection.secrets(key), name) ?? "")}
        @input=${(event: Event) => connection.setSecret(key, name, typed(event))}
        @keydown=${onEnter(() => void connection.resume())}
      />
      ${iconButton("eye", "bare", "login-reveal", this.t("field-reveal"), () => this.#reveal(name), { pressed: shown })}
    </span>`;
  }

  #ask(name: string) {
    return html`<p
      class="ask"
      role="alert"
      data-testid="secret-missing"
    >${icon("lock")} ${this.t("secret-ask", { name })}</p>`;
  }

  #reveal(name: string) {
    if (!this.#revealed.delete(name)) this.#revealed.add(name);
    this.requestUpdate();
  }

  /** Turns a plain field into a secret and back, keeping the typed value. */
  #mask(login: Login, field: LoginField, index: number) {
    const { profiles, connection } = this.models;
    const key = profiles.current?.key ?? "";
    const secret = secretOf(field);
    if (secret === null) {
      const name = secretName(login, index);
      connection.setSecret(key, name, String(field.value));
      profiles.edit((profile) => withField(profile, index, { value: secretValue(name) }));
    } else {
      const value = own(connection.secrets(key), secret) ?? "";
      profiles.edit((profile) => withField(profile, index, { value }));
    }
  }

  #add = () => {
    const { profiles } = this.models;
    profiles.edit((profile) =>
      withLogin(profile, (login) => ({ ...login, fields: [...login.fields, { name: "", value: "" }] })),
    );
    void this.updateComplete.then(() => {
      [...this.querySelectorAll<HTMLElement>('[data-testid="login-name"]')].at(-1)?.focus();
    });
  };

  /** Focuses the next field; after a named last one a new field is added. */
  #next(index: number) {
    const names = [...this.querySelectorAll<HTMLInputElement>('[data-testid="login-name"]')];
    const after = names[index + 1];
    if (after) after.focus();
    else if (names[index]?.value !== "") this.#add();
  }

  /** Focuses a secret that connecting asks for, once. */
  protected override updated(): void {
    const { missing } = this.models.connection;
    if (missing === this.#requested) return;
    this.#requested = missing;
    if (missing === null) return;
    this.dispatchEvent(new CustomEvent("drawer", { bubbles: true, detail: true }));
    this.querySelector<HTMLElement>(`[data-secret="${CSS.escape(missing)}"]`)?.focus();
  }
}

customElements.define("wl-login", LoginForm);
