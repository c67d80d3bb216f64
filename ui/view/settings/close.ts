// Closing and reconnecting.

import { meaning, reasonBytes } from "../../model/close";
import { DEFAULTS, group, isDefault } from "../../model/connection-edits";
import { moved, without } from "../../model/layout-edits";
import { NUMBERS } from "../../model/settings-table";
import { html, nothing, type TemplateResult } from "../html";
import { icon } from "../icons";
import { choice, numberBox } from "../layouts/form-context";
import { grip } from "../layouts/order";
import { both, duration, line, type SettingsContext, section, text, toggle } from "./form-context";

export function closePart(context: SettingsContext): TemplateResult {
  const { connection, settings, t } = context;
  const close = group(connection, "close");
  const bytes = reasonBytes(close.reason);
  return html`
    ${section(
      "close",
      t("part-close"),
      t("part-close-about"),
      html`
        ${line(
          context,
          {
            path: "connection.close.code",
            label: t("close-code"),
            about: both(
              context,
              t("close-meaning", { meaning: t(meaning(close.code)) }),
              t("default-is", { value: String(DEFAULTS.close.code) }),
            ),
            reset: isDefault(connection, "close", "code")
              ? undefined
              : () => settings.patch("close", { code: undefined as never }),
          },
          numberBox(context, {
            path: "connection.close.code",
            label: t("close-code"),
            value: close.code,
            ...NUMBERS["close.code"],
            set: (code) => settings.patch("close", { code: code ?? DEFAULTS.close.code }),
          }),
        )}
        ${line(
          context,
          {
            path: "connection.close.reason",
            label: t("close-reason"),
            about: both(context, t("close-reason-about", { bytes }), t("default-is", { value: DEFAULTS.close.reason })),
            reset: isDefault(connection, "close", "reason")
              ? undefined
              : () => settings.patch("close", { reason: undefined as never }),
          },
          text(context, {
            path: "connection.close.reason",
            label: t("close-reason"),
            value: close.reason,
            set: (reason) => settings.patch("close", { reason }),
          }),
        )}
      `,
    )}
    ${section("reconnect", t("part-reconnect"), t("part-reconnect-about"), reconnect(context))}
  `;
}

function reconnect(context: SettingsContext): TemplateResult {
  const { connection, settings, t } = context;
  const all = group(connection, "reconnect");
  return html`
    ${line(
      context,
      { path: "connection.reconnect.on", label: t("reconnect") },
      toggle("connection.reconnect.on", t("reconnect-on"), all.on, (on) => settings.patch("reconnect", { on })),
    )}
    <div class="settings-sub" ?inert=${!all.on}>
      ${duration(
        context,
        "reconnect",
        "first",
        t("reconnect-first"),
        both(context, t("reconnect-first-about"), t("default-is", { value: DEFAULTS.reconnect.first })),
      )}
      ${duration(
        context,
        "reconnect",
        "longest",
        t("reconnect-longest"),
        t("default-is", { value: DEFAULTS.reconnect.longest }),
      )}
      ${line(
        context,
        {
          path: "connection.reconnect.attempts",
          label: t("reconnect-attempts"),
          about: t("default-is", { value: String(DEFAULTS.reconnect.attempts) }),
          reset: isDefault(connection, "reconnect", "attempts")
            ? undefined
            : () => settings.patch("reconnect", { attempts: undefined }),
        },
        numberBox(context, {
          path: "connection.reconnect.attempts",
          label: t("reconnect-attempts"),
          value: all.attempts,
          ...NUMBERS["reconnect.attempts"],
          set: (attempts) => settings.patch("reconnect", { attempts }),
        }),
      )}
      ${line(
        context,
        {
          path: "connection.reconnect.send",
          label: t("reconnect-send"),
          about: t("reconnect-send-about"),
          group: true,
        },
        startMessages(context),
      )}
    </div>
  `;
}

/** Messages sent after connecting, chosen from the saved ones, in send order. */
function startMessages(context: SettingsContext): TemplateResult {
  const { connection, settings, t } = context;
  const path = "connection.reconnect.send";
  const { send = [] } = group(connection, "reconnect");
  const known = (settings.profile?.messages ?? []).map((one) => one.name);
  const set = (list: string[]) => settings.patch("reconnect", { send: list });
  return html`<div class="text-list" role="group" aria-label=${t("reconnect-send")} data-testid=${path}>
    ${send.map(
      (name, i) => html`<div class="grid-row ordered" data-place data-testid="${path}[${i}]">
        ${grip(context, path, i, send.length, (to) => set(moved(send, i, to)))}
        <span class="start-message">${name}</span>
        <button
          class="bare"
          data-testid="${path}[${i}]:remove"
          aria-label=${t("delete")}
          title=${t("delete")}
          @click=${() => set(without(send, i))}
        >${icon("trash")}</button>
        ${
          known.includes(name)
            ? nothing
            : html`<p
                class="problem"
                role="alert"
                data-testid="problem:${path}[${i}]"
              >${icon("alert")} ${t("reconnect-unknown", { name })}</p>`
        }
      </div>`,
    )}
    ${
      known.length === 0
        ? html`<p class="hint">${t("reconnect-no-messages")}</p>`
        : choice(context, {
            path: `${path}:add`,
            label: t("reconnect-send-add"),
            value: "",
            options: [
              { value: "", label: t("reconnect-send-add") },
              ...known.map((name) => ({ value: name, label: name })),
            ],
            set: (name) => {
              if (name !== "") set([...send, name]);
            },
          })
    }
  </div>`;
}
