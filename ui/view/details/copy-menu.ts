// Menu with every copy format of the shown row, and saving it.

import { COPY_FORMS } from "../../host/host";
import type { RowDto } from "../../host/types";
import type { Models } from "../../model/models";
import { item, openMenu } from "../menu";

export function copyMenu({ text, rowActions }: Models, row: RowDto, at: Element): void {
  openMenu(
    [
      item("details-save", text.t("save-payload"), () => void rowActions.savePayload(row)),
      { heading: text.t("copy-row-as") },
      ...COPY_FORMS.map((form) =>
        item(`copy-row-${form}`, text.t(`copy-${form}`), () => void rowActions.copyRow(row, form)),
      ),
    ],
    at,
  );
}
