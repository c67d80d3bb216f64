// The context menu of a field.

import { neutral } from "../../model/bytes";
import type { TreeLineData } from "../../model/field-tree";
import type { Models } from "../../model/models";
import { type MenuPlace, openMenu } from "../menu";
import { keys } from "../panel";

export function fieldMenu({ text, fields, inspection, info }: Models, line: TreeLineData, at: MenuPlace): void {
  const path = inspection.path(line);
  openMenu(
    [
      { heading: neutral(path) },
      {
        label: text.t("field-copy-value"),
        hint: keys("Ctrl+C", info.platform),
        testid: "field-copy-value",
        run: () => void fields.copyField(line, "value"),
      },
      {
        label: text.t("field-copy-json"),
        testid: "field-copy-json",
        run: () => void fields.copyField(line, "json"),
      },
      {
        label: text.t("field-copy-path"),
        testid: "field-copy-path",
        run: () => void fields.copyText(path, line.node.name),
      },
      "line",
      {
        label: text.t("field-show-column"),
        testid: "field-show-column",
        disabled: !fields.canShow(line),
        run: () => fields.showColumn(line),
      },
    ],
    at,
  );
}
