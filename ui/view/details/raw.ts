// A row of raw bytes, shown frame by frame as a server parses it.

import type { MisbehavePreview } from "../../host/types";
import type { Models } from "../../model/models";
import { html, nothing } from "../html";
import { frameList } from "../misbehave/frames";
import { Panel } from "../panel";

export class RawFrames extends Panel {
  #of = "";
  #found: MisbehavePreview | null = null;

  constructor(models: Models) {
    super(models, models.payload);
  }

  protected override render() {
    const { payload, connection, text } = this.models;
    const { row } = payload;
    if (row?.kind !== "raw") return nothing;
    const of = `${connection.id}:${row.row}`;
    if (of !== this.#of) {
      this.#of = of;
      this.#found = null;
      void this.#load(of, row.row);
    }
    return this.#found ? html`${frameList(this.#found, text)}` : nothing;
  }

  async #load(of: string, row: number) {
    const { connection, host } = this.models;
    if (connection.id === null) return;
    // Bytes that cannot be parsed are still shown in hex, which also reports read errors.
    const frames = await host.rowFrames(connection.id, row).catch(() => null);
    if (of !== this.#of) return;
    this.#found = frames;
    this.requestUpdate();
  }
}

customElements.define("wl-raw-frames", RawFrames);
