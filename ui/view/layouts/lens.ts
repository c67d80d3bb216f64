// The protocol section: the lens that reads the messages, and what it brings.

import type { LensDto } from "../../host/types";
import { lensBySubprotocol, lensMessages, lensOf, NO_LENS, withLens } from "../../model/lens";
import { hint, html, nothing } from "../html";
import { choice, inlineProblems, type LayoutsContext } from "./form-context";

const BY_SUBPROTOCOL = "";

export function lensTab(context: LayoutsContext) {
  const { layouts, models, t } = context;
  const { profile } = layouts;
  if (!profile) return html``;
  const { lenses } = models.info;
  const byDefault = lensBySubprotocol(lenses, profile);
  const titles = new Map(lenses.map(({ name, preset }) => [name, preset.name]));
  const unknown = profile.lens && profile.lens !== NO_LENS && !titles.has(profile.lens) ? [profile.lens] : [];
  return html`<div class="page-section">
    ${hint(t("lens-about"))}
    <div class="card-line">
      <span>${t("lens")}</span>
      ${choice(context, {
        path: "lens",
        label: t("lens"),
        value: profile.lens ?? BY_SUBPROTOCOL,
        options: [BY_SUBPROTOCOL, NO_LENS, ...titles.keys(), ...unknown],
        words: (name) => {
          if (name === NO_LENS) return t("lens-none");
          if (name === BY_SUBPROTOCOL) return t("lens-default", { lens: byDefault?.preset.name ?? t("lens-none") });
          return titles.get(name) ?? name;
        },
        set: (name) => models.profiles.edit((current) => withLens(current, name || undefined)),
      })}
    </div>
    ${inlineProblems(context, "lens")}
    ${contents(context, lensOf(lenses, profile))}
  </div>`;
}

/** What the lens brings, in words. */
function contents({ models, layouts, t }: LayoutsContext, lens: LensDto | null) {
  if (!lens || !layouts.profile) return nothing;
  const { preset } = lens;
  const messages = lensMessages(lens, layouts.profile).map(({ name }) => name);
  const automatic = (preset.replies?.length ?? 0) + (preset.heartbeats?.length ?? 0);
  const lines = [
    t("lens-code"),
    t("lens-latency"),
    t("lens-faults"),
    ...(messages.length > 0 ? [t("lens-messages", { names: messages.join(", ") })] : []),
    ...(automatic > 0 ? [t("lens-automatic")] : []),
  ];
  return html`<h3>${t("lens-brings", { lens: preset.name })}</h3>
    <ul class="lens-brings" data-testid="lens-brings">${lines.map((line) => html`<li>${line}</li>`)}</ul>
    ${hint(models.text.t("lens-own"))}`;
}
