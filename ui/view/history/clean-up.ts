// Disk usage of past connections, and the clean-up plan. Nothing is removed before it was listed and confirmed.

import { live } from "lit/directives/live.js";
import type { CleanUpDto } from "../../host/types";
import type { Shared } from "../../model/models";
import { button } from "../button";
import { closeDialog, dialog } from "../dialogs";
import { hint, html, nothing, render } from "../html";
import { typed } from "../panel";
import { nameOf } from "./title";

const GB = 1e9;
const ASK_AFTER_MS = 300;

export async function askCleanUp(models: Shared): Promise<void> {
  const { history, text, notices } = models;
  const box = dialog(text, "clean-up", text.t("clean-up"));
  if (!box) return;
  let plan: CleanUpDto | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    plan = await history.plan();
    draw();
  };
  const set = (words: string) => {
    const size = Number(words);
    if (!Number.isFinite(size) || size < 0 || words === "") return;
    history.setBudget(Math.round(size * GB));
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), ASK_AFTER_MS);
  };
  const go = async () => {
    if (!plan) return;
    const freed = await history.cleanUp(plan);
    closeDialog();
    if (freed !== null) notices.say("notice-freed", { bytes: text.bytes(freed) });
  };
  const draw = () => {
    render(
      html`${hint(text.t("clean-up-about"))}
        <label class="budget">${text.t("clean-up-budget")}
          <input
            type="number"
            class="tabular"
            data-testid="clean-up-budget"
            min="0"
            step="any"
            .value=${live(String(history.budget / GB))}
            @input=${(event: Event) => set(typed(event))}
          /> GB</label>
        ${
          plan === null
            ? nothing
            : html`<p data-testid="clean-up-plan">${
                plan.goes.length === 0
                  ? text.t(plan.fits ? "clean-up-fits" : "clean-up-nothing", { bytes: text.bytes(plan.bytes) })
                  : text.t("clean-up-plan", {
                      bytes: text.bytes(plan.bytes),
                      frees: text.bytes(plan.frees),
                      count: plan.goes.length,
                    })
              }</p>
              ${plan.goes.length > 0 && !plan.fits ? hint(text.t("clean-up-still-over")) : nothing}
              <ul class="clean-up-list">${plan.goes.map(
                (one) =>
                  html`<li data-testid="clean-up-goes"><span>${
                    one.name ? `${one.name} · ` : nothing
                  }${nameOf(models, one)}</span>
                  <span class="tabular">${text.bytes(one.bytes)}</span></li>`,
              )}</ul>`
        }
        <p class="dialog-end">
          ${button("", "clean-up-cancel", text.t("cancel"), closeDialog)}
          ${button("primary", "clean-up-go", text.t("clean-up-go"), () => void go(), {
            disabled: !plan || plan.goes.length === 0,
          })}
        </p>`,
      box,
    );
  };
  draw();
  await ask();
}

/** Asks before deleted entries are removed for good. */
export function askRemove({ text }: Shared, ids: string[], go: () => void): void {
  const box = dialog(text, "remove-sure", text.t("history-remove"));
  if (!box) return;
  render(
    html`<p>${text.t("history-remove-sure", { count: ids.length })}</p>
      <p class="dialog-end">
        ${button("", "remove-cancel", text.t("cancel"), closeDialog)}
        ${button("primary", "remove-go", text.t("history-remove"), () => {
          closeDialog();
          go();
        })}
      </p>`,
    box,
  );
}
