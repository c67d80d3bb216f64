// One past connection in the list.

import type { HistoryEntryDto } from "../../host/types";
import { neutral } from "../../model/bytes";
import type { Shared } from "../../model/models";
import { clock } from "../../model/text";
import { button, iconButton } from "../button";
import { showHistoryExport } from "../export";
import { html, nothing } from "../html";
import { inlineError } from "../inline-error";
import { item, openMenu } from "../menu";
import { renameBox } from "../rename-box";
import { askRemove } from "./clean-up";
import { keepWords, nameOf, when } from "./title";

export function historyEntry(
  models: Shared,
  one: HistoryEntryDto,
  renaming: boolean,
  rename: (id: string | null) => void,
) {
  const { history, text } = models;
  const t = text.t.bind(text);
  const name = nameOf(models, one);
  const gone = history.trash;
  return html`<li class="past" data-testid="past" data-id=${one.id}>
    <div class="history-main">
      ${renaming ? renamer(models, one, rename) : title(models, one, name)}
      <span
        class="hint history-url"
        title=${one.url}
      >${one.title && one.begun !== null ? html`${when(text, one.begun)} · ` : nothing}${neutral(one.url)}</span>
      ${one.error ? inlineError(text, one.error, "past-error") : facts(models, one)}
    </div>
    <div class="history-actions">
      ${
        gone
          ? html`${button("small", "past-restore", t("history-restore"), () => void history.restore(one.id))}
            ${button("small danger", "past-remove", t("history-remove"), () =>
              askRemove(models, [one.id], () => void history.removeDeleted([one.id])),
            )}`
          : html`${iconButton(
              "compare",
              "bare",
              "past-compare",
              t("comparing-this"),
              () => void models.comparing.show(one.id),
              { disabled: one.error !== null },
            )}
            ${iconButton(
              "pin",
              `bare ${one.pinned ? "on" : ""}`,
              "past-pin",
              t("history-pin"),
              () => void history.pin(one.id, !one.pinned),
              { title: t("history-pin-about"), pressed: one.pinned },
            )}
            ${iconButton("edit", "bare", "past-rename", t("rename"), () => rename(one.id))}
            ${iconButton("trash", "bare", "past-delete", t("delete"), () => void history.remove(one, name), {
              title: t(one.open ? "history-open-now" : "delete"),
              disabled: one.open,
            })}
            ${iconButton(
              "dots",
              "bare",
              "past-more",
              t("history-more", { name }),
              (at) => more(models, one, name, at),
              { menu: true },
            )}`
      }
    </div>
  </li>`;
}

function more(models: Shared, one: HistoryEntryDto, name: string, at: Element) {
  const { history, text } = models;
  openMenu(
    [
      item("past-export", text.t("export"), () => showHistoryExport(models, one.id, name), {
        disabled: one.error !== null || history.exporting,
      }),
      item("past-folder", text.t("show-in-folder"), () => void history.showInFolder(one.id)),
    ],
    at,
  );
}

function title({ history }: Shared, one: HistoryEntryDto, name: string) {
  if (history.trash || one.error) return html`<span class="history-name">${name}</span>`;
  return button("history-name", "past-open", name, () => void history.view(one.id));
}

function facts({ text }: Shared, one: HistoryEntryDto) {
  const t = text.t.bind(text);
  const { counted } = one;
  const tag = (testid: string, words: string, kind = "") =>
    html`<span class="history-fact ${kind}" data-testid=${testid}>${words}</span>`;
  return html`<span class="history-facts">
    ${one.open ? tag("past-live", t("history-open-now"), "good") : nothing}
    ${
      counted
        ? html`${tag("past-duration", clock(counted.durationMs))}
          ${tag("past-received", `↓ ${text.number(counted.received)}`)}
          ${tag("past-sent", `↑ ${text.number(counted.sent)}`)}`
        : nothing
    }
    ${tag("past-bytes", text.bytes(one.bytes))}
    ${counted && !one.open ? close(counted.close, counted.closeReason, text.t.bind(text)) : nothing}
    ${one.keep === "all" ? nothing : tag("past-keep", t("history-limited", { keep: keepWords(text, one.keep) }))}
  </span>`;
}

function close(code: number | null, reason: string, t: (id: string, args?: Record<string, string>) => string) {
  const kind = code === 1000 || code === 1001 ? "" : "warn";
  const words = code === null ? t("history-no-close") : t("history-close", { code: String(code) });
  return html`<span class="history-fact ${kind}" data-testid="past-close" title=${neutral(reason)}>${words}</span>`;
}

function renamer({ history, text }: Shared, one: HistoryEntryDto, rename: (id: string | null) => void) {
  return renameBox("past-title", text.t("rename"), one.title ?? "", (name) => {
    rename(null);
    if (name !== null && name !== (one.title ?? "")) void history.rename(one.id, name);
  });
}
