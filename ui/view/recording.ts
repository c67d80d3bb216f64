// The "Recording" section: the retention limit. A limit removes the oldest messages, so the form says so.

import { live } from "lit/directives/live.js";
import { FEWEST_KEPT_MESSAGES } from "../host/constants";
import type { Models } from "../model/models";
import { type Retention, readKeep, UNITS, writeKeep } from "../model/retention";
import { dialog } from "./dialogs";
import { hint, html, nothing, render } from "./html";
import { typed } from "./panel";

export function showRecording(models: Models): void {
  const { text, profiles, connection } = models;
  const t = text.t.bind(text);
  const draft = profiles.current;
  if (!draft) return;
  const box = dialog(text, "recording", t("recording"));
  if (!box) return;
  let keep: Retention = readKeep(draft.profile.transcript?.keep);
  let count = keep.kind === "messages" ? keep.count : 1_000_000;
  let size = keep.kind === "bytes" ? keep.size : "10";
  let unit = keep.kind === "bytes" ? keep.unit : "GB";
  const put = (next: Retention) => {
    keep = next;
    const written = writeKeep(next);
    if (written !== null)
      profiles.edit(({ transcript, ...profile }) => {
        if (written === "all" && Object.keys(transcript ?? {}).every((key) => key === "keep")) return profile;
        return { ...profile, transcript: { ...transcript, keep: written } };
      });
    draw();
  };
  const messages = () => put({ kind: "messages", count });
  const bytes = () => put({ kind: "bytes", size, unit });
  const radio = (kind: Retention["kind"], run: () => void) =>
    html`<input type="radio" name="keep" data-testid="keep-${kind}" .checked=${keep.kind === kind} @change=${run} />`;
  const draw = () => {
    const bad = writeKeep(keep) === null;
    render(
      html`${hint(t("recording-about"))}
        <div class="choices">
          <label>${radio("all", () => put({ kind: "all" }))}
          <span>${t("keep-all")} <span class="hint">${t("keep-all-about")}</span></span></label>
          <label>${radio("messages", messages)} <span>${t("keep-messages")}
            <input
              type="number"
              class="tabular"
              data-testid="keep-count"
              min=${FEWEST_KEPT_MESSAGES}
              step="1000"
              aria-label=${t("keep-messages")}
              aria-invalid=${bad && keep.kind === "messages"}
              .value=${live(String(count))}
              @input=${(event: Event) => {
                count = Number(typed(event) || Number.NaN);
                messages();
              }}
            /></span></label>
          <label>${radio("bytes", bytes)} <span>${t("keep-bytes")}
            <input
              class="tabular keep-size"
              data-testid="keep-size"
              inputmode="decimal"
              aria-label=${t("keep-bytes")}
              aria-invalid=${bad && keep.kind === "bytes"}
              .value=${live(size)}
              @input=${(event: Event) => {
                size = typed(event).trim();
                bytes();
              }}
            />
            <select data-testid="keep-unit" aria-label=${t("keep-unit")} @change=${(event: Event) => {
              unit = typed(event);
              bytes();
            }}>${[...new Set([...UNITS, unit])].map(
              (one) => html`<option ?selected=${one === unit}>${one}</option>`,
            )}</select></span></label>
        </div>
        ${
          bad
            ? html`<p
                class="packed-fault"
                role="alert"
                data-testid="keep-fault"
              >${t(keep.kind === "messages" ? "keep-few" : "keep-small")}</p>`
            : nothing
        }
        ${
          keep.kind === "all" ? nothing : html`<p class="warn-text" data-testid="keep-warning">${t("keep-warning")}</p>`
        }
        ${connection.live ? hint(t("keep-next")) : nothing}`,
      box,
    );
  };
  draw();
}
