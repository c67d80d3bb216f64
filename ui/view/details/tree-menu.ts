// The context menu of a field.

import { neutral } from "../../model/bytes";
import type { TreeLineData } from "../../model/field-tree";
import type { Models } from "../../model/models";
import { item, type MenuPlace, openMenu } from "../menu";
import { keys } from "../panel";

export function fieldMenu({ text, fields, inspection, info }: Models, line: TreeLineData, at: MenuPlace): void {
  const path = inspection.path(line);
  openMenu(
    [
      { heading: neutral(path) },
      item("field-copy-value", text.t("field-copy-value"), () => void fields.copyField(line, "value"), {
        hint: keys("Ctrl+C", info.platform),
      }),
      item("field-copy-json", text.t("field-copy-json"), () => void fields.copyField(line, "json")),
      item("field-copy-path", text.t("field-copy-path"), () => void fields.copyText(path, line.node.name)),
      "line",
      item("field-show-column", text.t("field-show-column"), () => fields.showColumn(line), {
        disabled: !fields.canShow(line),
      }),
    ],
    at,
  );
}
