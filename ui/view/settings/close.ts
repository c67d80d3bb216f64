// Closing and reconnecting.

import { meaning, reasonBytes } from "../../model/close";
import { DEFAULTS, group } from "../../model/connection-edits";
import { moved, without } from "../../model/list";
import { iconButton } from "../button";
import { hint, html, nothing } from "../html";
import { icon } from "../icons";
import { choice } from "../layouts/form-context";
import { grip } from "../layouts/order";
import {
  durationLine,
  keyOf,
  line,
  numberLine,
  type SettingsContext,
  section,
  textLine,
  toggleLine,
  withDefault,
} from "./form-context";

export function closePart(context: SettingsContext) {
  const { connection, t } = context;
  const { code, reason } = group(connection, "close");
  const codeAbout = withDefault(context, t("close-meaning", { meaning: t(meaning(code)) }), DEFAULTS.close.code);
  const reasonAbout = t("close-reason-about", { bytes: reasonBytes(reason) });
  const close = html`
    ${numberLine(context, "close", "code", t("close-code"), codeAbout)}
    ${textLine(context, {
      ...keyOf(context, "close", "reason"),
      label: t("close-reason"),
      about: withDefault(context, reasonAbout, DEFAULTS.close.reason),
    })}
  `;
  return html`
    ${section("close", t("part-close"), t("part-close-about"), close)}
    ${section("reconnect", t("part-reconnect"), t("part-reconnect-about"), reconnect(context))}
  `;
}

function reconnect(context: SettingsContext) {
  const { connection, settings, t } = context;
  const { on } = group(connection, "reconnect");
  const { first, longest, attempts } = DEFAULTS.reconnect;
  const firstAbout = withDefault(context, t("reconnect-first-about"), first);
  const longestAbout = t("default-is", { value: longest });
  const attemptsAbout = t("default-is", { value: String(attempts) });
  return html`
    ${toggleLine(context, {
      path: "connection.reconnect.on",
      label: t("reconnect"),
      words: t("reconnect-on"),
      on,
      set: (next) => settings.patch("reconnect", { on: next }),
    })}
    <div class="settings-sub" ?inert=${!on}>
      ${durationLine(context, "reconnect", "first", t("reconnect-first"), firstAbout)}
      ${durationLine(context, "reconnect", "longest", t("reconnect-longest"), longestAbout)}
      ${numberLine(context, "reconnect", "attempts", t("reconnect-attempts"), attemptsAbout)}
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
function startMessages(context: SettingsContext) {
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
        ${iconButton("trash", "bare", `${path}[${i}]:remove`, t("delete"), () => set(without(send, i)))}
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
        ? hint(t("reconnect-no-messages"))
        : choice(context, {
            path: `${path}:add`,
            label: t("reconnect-send-add"),
            value: "",
            options: ["", ...known],
            words: (name) => name || t("reconnect-send-add"),
            set: (name) => {
              if (name !== "") set([...send, name]);
            },
          })
    }
  </div>`;
}
