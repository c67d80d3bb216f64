// Texts for what is wrong with a row and its fields.

import type { CellFaultDto, FaultKind, FieldProblem, RowDto, RowFaultsDto } from "../host/types";
import { neutral } from "../model/bytes";
import type { Text } from "../model/text";
import { stopText } from "./decode-stop";

/** A field's problem, with the right value if it is known. */
export function problemText({ code, text: english, wanted }: FieldProblem, text: Text): string {
  const id = `field-${code.replaceAll(".", "-")}`;
  const words = wanted === undefined ? text.t(id) : text.t(`${id}-wanted`, { wanted: neutral(wanted) });
  // An unknown problem is available in English only; the sign and the kind are translated.
  return words.startsWith(id) ? neutral(english) : words;
}

/** The kinds of a row's faults, as its column shows them. */
export function kindsText({ kinds, missing }: RowFaultsDto, text: Text): string {
  const word = (kind: FaultKind) =>
    kind === "gap" && missing > 0 ? text.t("fault-gap-of", { missing }) : text.t(`fault-${kind}`);
  return kinds.map(word).join(", ");
}

/** Why a cell is wrong. */
export function cellFaultText({ kind, problem }: CellFaultDto, faults: RowFaultsDto, text: Text): string {
  if (problem) return problemText(problem, text);
  return kind ? kindsText({ ...faults, kinds: [kind] }, text) : "";
}

/** Everything that is wrong with a row, for a tooltip. */
export function faultsText(row: RowDto, text: Text): string {
  const { faults } = row.extra;
  if (!faults) return "";
  const reasons = faults.cells.map((cell) => cellFaultText(cell, faults, text));
  const stop = row.stop ? [stopText(row.stop, text)] : [];
  return [...new Set([kindsText(faults, text), ...stop, ...reasons])].join("\n");
}
