// One command in two compared transcripts: counts, sizes, the first difference, and values that one side lacks.

import type { CommandSideDto, ComparedCommand, ComparedPiece, ComparedSpread, ComparisonDto } from "../../host/types";
import { neutral } from "../../model/bytes";
import type { Shared } from "../../model/models";
import { button } from "../button";
import { namedCode } from "../code";
import { comparedValue, SIGNS } from "../details/compare";
import { html, nothing } from "../html";
import { icon } from "../icons";
import { inlineError } from "../inline-error";

/** More values are counted, not listed. */
const MOST_VALUES = 8;
const MOST_PIECES = 6;

export function drawCommand(models: Shared, command: ComparedCommand) {
  const { comparing, text } = models;
  const { isEqual, code, name } = command;
  const across = comparing.across?.command === command ? comparing.across : null;
  const codeText = code === null ? "" : namedCode(code, name);
  return html`<tr class=${isEqual ? "" : "differs"} data-testid="comparing-command" data-equal=${isEqual}>
      <td aria-label=${text.t(isEqual ? "compare-same" : "compare-differs")}>${isEqual ? "=" : "≠"}</td>
      <th scope="row"><span aria-label=${text.t(command.direction)}>${command.direction === "sent" ? "↑" : "↓"}</span>
        ${text.t(`kind-${command.kind}`)}
        ${codeText ? html`<span class="code">${neutral(codeText)}</span>` : nothing}</th>
      <td>${side(models, command.a)}</td><td>${side(models, command.b)}</td>
      <td>${first(models, command)}</td>
      <td>${command.fields.map((field) => spread(models, field))}</td>
    </tr>
    ${
      across
        ? html`<tr class="across"><td></td><td colspan="5" data-testid="comparing-across">
          ${inlineError(text, across.error, "across-error")}
          ${across.comparison ? rows(models, across.comparison) : nothing}
          ${openButtons(models, command)}</td></tr>`
        : nothing
    }`;
}

function side({ text }: Shared, { count, minSize, maxSize }: CommandSideDto) {
  if (count === 0) return html`<span class="hint">${text.t("comparing-absent")}</span>`;
  const sizes = minSize === maxSize ? text.bytes(minSize) : `${text.bytes(minSize)} – ${text.bytes(maxSize)}`;
  return html`${text.number(count)} <small class="hint">${sizes}</small>`;
}

/** The first difference, as a button that shows the two rows. */
function first(models: Shared, command: ComparedCommand) {
  const { comparing, text } = models;
  const { firstDifference, isEqual } = command;
  if (isEqual) return "";
  if (!firstDifference) return text.t("comparing-far");
  const [a, b] = firstDifference;
  const words =
    a === 0 || b === 0
      ? text.t(a === 0 ? "comparing-only-b" : "comparing-only-a", { row: text.number(a || b) })
      : text.t("comparing-rows", { a: text.number(a), b: text.number(b) });
  const open = comparing.across?.command === command;
  return button(
    "quiet small",
    "comparing-look",
    [icon("chevron", open ? "turned-down" : ""), " ", words],
    () => void comparing.toggleRows(command),
    { expanded: open },
  );
}

function spread({ text }: Shared, { path, onlyA, onlyB, isMany }: ComparedSpread) {
  const list = (letter: "a" | "b", values: string[]) => {
    if (values.length === 0) return nothing;
    const more = values.length - MOST_VALUES;
    const shown = values.slice(0, MOST_VALUES).map(neutral).join(", ");
    return html`<span><b class="letter ${letter}">${letter.toUpperCase()}</b>
    ${shown}${more > 0 ? ` ${text.t("comparing-more", { count: more })}` : nothing}</span>`;
  };
  return html`<div
    class="spread"
    data-testid="comparing-spread"
  ><b>${neutral(path)}</b>
  ${isMany ? html`<i>${text.t("comparing-many")}</i>` : html`${list("a", onlyA)} ${list("b", onlyB)}`}</div>`;
}

/** The two rows side by side: differing fields, and where their bytes differ. */
function rows({ text }: Shared, comparison: ComparisonDto) {
  const fields = comparison.fields.filter((field) => !field.isEqual);
  const pieces = comparison.pieces.filter((piece) => piece.kind !== "equal");
  const range = ([from, to]: [number, number]) => (to - from === 1 ? `${from}` : `${from}–${to - 1}`);
  const piece = ({ kind, a, b }: ComparedPiece) =>
    html`<span class="d-${kind}">${SIGNS[kind] ?? ""}
    ${
      kind === "inserted" ? `B ${range(b)}` : kind === "removed" ? `A ${range(a)}` : `A ${range(a)} B ${range(b)}`
    }</span>`;
  return html`${
    fields.length > 0
      ? html`<table class="compared">
          <thead>
            <tr>
              <th scope="col">${text.t("compare-field")}</th>
              <th scope="col"><b class="letter a">A</b></th>
              <th scope="col"><b class="letter b">B</b></th>
            </tr>
          </thead>
          <tbody>${fields.map(
            ({ path, a, b }) => html`<tr class="differs">
              <th scope="row">${neutral(path)}</th>
              <td>${comparedValue(text, a)}</td>
              <td>${comparedValue(text, b)}</td>
            </tr>`,
          )}</tbody>
        </table>`
      : nothing
  }
    <p class="pieces">${text.t("compare-bytes")}: ${pieces.slice(0, MOST_PIECES).map(piece)}
    ${pieces.length > MOST_PIECES ? text.t("comparing-more", { count: pieces.length - MOST_PIECES }) : nothing}</p>`;
}

/** Buttons that open the rows in the table. */
function openButtons({ comparing, history, text }: Shared, command: ComparedCommand) {
  const rows = command.firstDifference ?? [0, 0];
  const openButton = (at: 0 | 1) => {
    const [id, row] = [comparing.of?.[at] ?? "", rows[at]];
    // A file from outside the history cannot be opened from here.
    if (row === 0 || !history.list.some((one) => one.id === id)) return nothing;
    const open = () => {
      comparing.hide();
      void history.view(id, row);
    };
    return button(
      "small",
      `comparing-open-${at === 0 ? "a" : "b"}`,
      text.t("comparing-open", { side: at === 0 ? "A" : "B", row: text.number(row) }),
      open,
    );
  };
  return html`<p class="group">${openButton(0)} ${openButton(1)}</p>`;
}
