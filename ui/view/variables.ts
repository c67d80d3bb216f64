// Variables: the profile's list, the insert menu, and the question for missing values.

import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { oneLine } from "../model/bytes";
import type { Models } from "../model/models";
import { own } from "../model/own-property";
import type { ValueRequest } from "../model/value-request";
import { INSERTED, nameFault, rowsOf, type VariableRow, variablesOf } from "../model/variables";
import { button, iconButton, withIcon } from "./button";
import { closeDialog, dialog } from "./dialogs";
import { hint, html, nothing, render } from "./html";
import { lineBox } from "./line-ends";
import { item, type MenuEntry, openMenu } from "./menu";
import { onEnter, typed } from "./panel";

/** Target of `{{name}}`: the last focused text field that accepts variables. */
let field: HTMLInputElement | HTMLTextAreaElement | null = null;

const FIELDS = [
  "#url",
  "[data-testid=message]",
  "[data-testid=tail-text]",
  "[data-testid=login-value]",
  ".packed-value :is(input, textarea):not([readonly])",
].join(", ");

export function rememberFields(): void {
  document.addEventListener("focusin", (event) => {
    const target = event.target as Element;
    if (target.matches?.(FIELDS)) field = target as HTMLInputElement;
  });
}

function insert(text: string) {
  const into = field && document.contains(field) ? field : document.querySelector<HTMLTextAreaElement>(FIELDS_IN_BOX);
  if (!into) return;
  into.focus();
  // The only way that the field's undo records it.
  if (document.execCommand("insertText", false, text)) return;
  into.setRangeText(text, into.selectionStart ?? 0, into.selectionEnd ?? 0, "end");
  into.dispatchEvent(new Event("input", { bubbles: true }));
}

const FIELDS_IN_BOX = "[data-testid=message], #compose .packed-value :is(input, textarea):not([readonly])";

/** `counter`, `counter-name`: a generator without the numbers of its range. */
function insertedAs(name: string) {
  return name.replace(/(:\d+)+$/, "").replaceAll(":", "-");
}

export function insertMenu(models: Models, at: Element): void {
  const { text, profiles, connection } = models;
  const draft = profiles.current;
  const own = Object.keys(draft?.profile.variables ?? {});
  const given = Object.keys(connection.given(draft?.key ?? "")).filter((name) => !own.includes(name));
  const one = (name: string, hint?: string) => ({
    label: name,
    ...(hint ? { hint } : {}),
    testid: `insert-${insertedAs(name)}`,
    // After the menu has returned the focus.
    run: () => insert(`{{${name}}}`),
  });
  const entries: MenuEntry[] = [
    ...(own.length + given.length > 0 ? [{ heading: text.t("variables") }] : []),
    ...[...own, ...given].map((name) => one(name)),
    { heading: text.t("generators") },
    ...INSERTED.map((name) => one(name, text.t(`generator-${insertedAs(name)}`))),
    "line",
    item("insert-edit", text.t("variables-edit"), () => showVariables(models), { disabled: !draft }),
  ];
  openMenu(entries, at);
}

export function showVariables(models: Models): void {
  const { text, profiles, connection } = models;
  const draft = profiles.current;
  if (!draft) return;
  const { key } = draft;
  let rows = rowsOf(draft.profile.variables);
  let next = rows.length;
  const box = dialog(text, "variables", text.t("variables"));
  if (!box) return;
  const put = (changed: VariableRow[]) => {
    rows = changed;
    const variables = variablesOf(rows);
    profiles.edit(({ variables: _old, ...profile }) =>
      Object.keys(variables).length > 0 ? { ...profile, variables } : profile,
    );
    void models.composer.check();
    draw();
  };
  const line = (row: VariableRow) => {
    const fault = nameFault(rows, row);
    const edit = (patch: Partial<VariableRow>) =>
      put(rows.map((old) => (old.id === row.id ? { ...old, ...patch } : old)));
    return html`<div class="variable" role="listitem" data-testid="variable">
      <input
        class="mono"
        data-testid="variable-name"
        spellcheck="false"
        aria-label=${text.t("field-name")}
        placeholder=${text.t("field-name")}
        aria-invalid=${fault !== null}
        .value=${live(row.name)}
        @input=${(event: Event) => edit({ name: typed(event) })}
      />
      ${lineBox(text, {
        testid: "variable-value",
        label: text.t("field-value"),
        placeholder: text.t("field-value"),
        value: row.value,
        write: (value) => edit({ value }),
      })}
      ${iconButton("trash", "bare", "variable-remove", text.t("field-remove"), () =>
        put(rows.filter((old) => old.id !== row.id)),
      )}
      ${
        fault
          ? html`<span
              class="packed-fault"
              role="alert"
              data-testid="variable-fault"
            >${text.t(`variable-${fault}`)}</span>`
          : nothing
      }
    </div>`;
  };
  const add = () => {
    rows = [...rows, { id: next++, name: "", value: "" }];
    draw();
    [...box.querySelectorAll<HTMLElement>("[data-testid=variable-name]")].at(-1)?.focus();
  };
  const draw = () => {
    const given = Object.entries(connection.given(key));
    render(
      html`${hint(text.t("variables-about"))}
        <div class="variables" role="list">${repeat(rows, (row) => row.id, line)}</div>
        ${button("dashed", "variable-add", withIcon("plus", text.t("variable-add")), add)}
        ${
          given.length > 0
            ? html`<h3>${text.t("variables-asked")}</h3>
              <ul class="variables">${given.map(
                ([name, value]) => html`<li class="variable"><code>${oneLine(name)}</code><code>${oneLine(value)}</code>
                  ${iconButton("trash", "bare", "variable-forget", text.t("variable-forget", { name }), () => {
                    const { [name]: _gone, ...rest } = connection.given(key);
                    connection.setGiven(key, rest);
                    void models.composer.check();
                    draw();
                  })}</li>`,
              )}</ul>`
            : nothing
        }`,
      box,
    );
  };
  draw();
}

/** Asks for values whenever a command needs them; the returned function unsubscribes. */
export function listenForQuestions(models: Models): () => void {
  const askIfWanted = () => {
    const { wanted } = models.connection;
    if (wanted && !document.querySelector("dialog[open]")) ask(models, wanted);
  };
  askIfWanted();
  return models.connection.subscribe(askIfWanted);
}

function ask(models: Models, { key, names, profile, server, secret }: ValueRequest) {
  const { text, connection } = models;
  const known = secret ? connection.secrets(key) : connection.given(key);
  const values = Object.fromEntries(names.map((name) => [name, own(known, name) ?? ""]));
  let answered = false;
  const title = text.t(secret ? "ask-secret" : "ask-variables");
  const box = dialog(text, "ask-variables", title, () => {
    if (!answered) void connection.answer(null);
  });
  if (!box) return;
  const go = () => {
    answered = true;
    closeDialog();
    void connection.answer(values).then(() => models.composer.check());
  };
  const draw = () =>
    render(
      html`${
        secret
          ? html`<p data-testid="ask-server">${text.t("ask-secret-server", { name: profile })}
          <code>${oneLine(server)}</code></p>`
          : nothing
      }
      ${hint(text.t("ask-variables-about"))}
      <div class="variables">
        ${names.map(
          (name) => html`<label class="variable"><code>${oneLine(name)}</code>
            ${
              secret
                ? html`<input
                    class="mono"
                    type="password"
                    data-testid="ask-value"
                    data-name=${name}
                    spellcheck="false"
                    autocomplete="off"
                    .value=${values[name] ?? ""}
                    @input=${(event: Event) => {
                      values[name] = typed(event);
                    }}
                    @keydown=${onEnter(go)}
                  />`
                : lineBox(text, {
                    testid: "ask-value",
                    label: name,
                    value: values[name] ?? "",
                    write: (value) => {
                      values[name] = value;
                      draw();
                    },
                    keydown: onEnter(go),
                  })
            }</label>`,
        )}
      </div>
      <p class="dialog-end">
        ${button("", "ask-cancel", text.t("cancel"), closeDialog)}
        ${button("primary", "ask-go", text.t("ask-go"), go)}
      </p>`,
      box,
    );
  draw();
  box.querySelector<HTMLElement>("input, textarea")?.focus();
}
