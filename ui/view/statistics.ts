// Reply latency by command; refreshed while open.

import type { FiguresDto, StatisticsDto } from "../host/types";
import { asError } from "../model/as-error";
import { neutral } from "../model/bytes";
import type { Models } from "../model/models";
import { sleep } from "../model/time";
import { button } from "./button";
import { closeDialog, dialog } from "./dialogs";
import { hint, html, nothing, progress, render } from "./html";
import { inlineError } from "./inline-error";

const AGAIN_MS = 1000;
const SPREAD = ["min", "median", "p95", "p99", "max"] as const;

export function showStatistics(models: Models): void {
  const { text, host, connection } = models;
  let open = true;
  const box = dialog(text, "statistics", text.t("statistics"), () => {
    open = false;
  });
  if (!box) return;
  box.closest("dialog")?.classList.add("wide");
  const choose = (one: FiguresDto) => {
    closeDialog();
    void models.filtering.apply(filterOf(one));
  };
  const ask = async () => {
    while (open && connection.id !== null) {
      try {
        const statistics = await host.statistics(connection.id);
        if (open) render(table(models, statistics, choose), box);
      } catch (thrown) {
        if (open) render(inlineError(text, asError(thrown), "statistics-error"), box);
      }
      await sleep(AGAIN_MS);
    }
  };
  void ask();
}

function table(models: Models, statistics: StatisticsDto, choose: (one: FiguresDto) => void) {
  const { text } = models;
  const sent = statistics.commands.some((one) => one.requests > 0);
  const incomplete = statistics.seen < statistics.rows;
  return html`${hint(text.t(`statistics-rule-${statistics.rule}`))}
    ${incomplete ? progress(statistics.rows, statistics.seen, text.t("find-scanning")) : nothing}
    ${
      sent
        ? html`<table class="figures" data-testid="figures">
            <thead>
              <tr>
                <th scope="col">${text.t("statistics-command")}</th>
                <th scope="col">${text.t("statistics-count")}</th>
                ${SPREAD.map((name) => html`<th scope="col">${text.t(`statistics-${name}`)}</th>`)}
                <th scope="col">${text.t("statistics-unanswered")}</th>
              </tr>
            </thead>
            <tbody>${statistics.commands.map((one) => line(models, one, choose))}</tbody>
          </table>`
        : html`<p>${text.t(incomplete ? "statistics-counting" : "statistics-none")}</p>`
    }`;
}

function line({ text }: Models, one: FiguresDto, choose: (one: FiguresDto) => void) {
  const name = nameOf(one, (id) => text.t(id));
  return html`<tr class=${one.kind === "all" ? "all" : ""}>
    <th scope="row">${
      one.kind === "all"
        ? name
        : html`${button("quiet small", "figure", name, () => choose(one), {
            title: text.t("statistics-filter", { filter: filterOf(one) }),
          })}`
    }</th>
    <td>${text.number(one.requests)}</td>
    ${SPREAD.map((key) => html`<td>${one.spread ? text.delay(one.spread[key]) : "–"}</td>`)}
    <td class=${one.unanswered > 0 ? "warn" : ""}>${text.number(one.unanswered)}${
      one.waiting > 0
        ? html` <small>${text.t("statistics-waiting", { count: text.number(one.waiting) })}</small>`
        : nothing
    }</td>
  </tr>`;
}

function nameOf({ kind, code, name }: FiguresDto, t: (id: string) => string) {
  if (kind !== "code") return t(`statistics-${kind}`);
  return name ? `${code} ${neutral(name)}` : String(code);
}

/** The filter that shows a command's messages. */
function filterOf({ kind, code }: FiguresDto) {
  if (kind === "code") return `code:${code}`;
  return kind === "text" ? "kind:text" : "kind:binary size<4";
}
