// Menu with every copy format of the shown row, and saving it.

import { COPY_FORMS } from "../../host/host";
import type { RowDto } from "../../host/types";
import type { Models } from "../../model/models";
import { openMenu } from "../menu";

export function copyMenu({ text, rowActions }: Models, row: RowDto, at: Element): void {
  openMenu(
    [
      {
        label: text.t("save-payload"),
        testid: "details-save",
        run: () => void rowActions.savePayload(row),
      },
      { heading: text.t("copy-row-as") },
      ...COPY_FORMS.map((form) => ({
        label: text.t(`copy-${form}`),
        testid: `copy-row-${form}`,
        run: () => void rowActions.copyRow(row, form),
      })),
    ],
    at,
  );
}
