// Bytes on the wire, frame by frame, with each frame header in words.

import type { FrameDto, MisbehavePreview } from "../../host/types";
import type { Text } from "../../model/text";
import { html, nothing } from "../html";

/** The bytes, with headers set apart from payloads. */
export function wireBytes(act: MisbehavePreview, text: Text) {
  const bytes = act.hex.match(/../g) ?? [];
  const part = (from: number, to: number, name: string) => {
    const shown = bytes.slice(from, to);
    return shown.length === 0 ? nothing : html`<span class=${name}>${shown.join(" ")}</span> `;
  };
  const end = act.size - act.rest;
  return html`<code
    class="act-hex"
    data-testid="act-hex"
    aria-label=${text.t("wire-label", { size: act.size })}
  >${act.frames.map(
    ({ offset, head, came }) =>
      html`${part(offset, offset + head, "act-head")}${part(offset + head, offset + head + came, "act-payload")}`,
  )}${part(end, act.size, "act-rest")}${
    act.size > bytes.length
      ? html`<span class="hint">${text.t("wire-more", { count: act.size - bytes.length })}</span>`
      : nothing
  }</code>`;
}

export function frameList(act: MisbehavePreview, text: Text) {
  return html`<ol class="act-frames" data-testid="frames">
    ${act.frames.map((frame) => html`<li data-testid="frame" data-opcode=${frame.opcode}>${line(frame, text)}</li>`)}
    ${
      act.rest > 0
        ? html`<li class="act-rest" data-testid="frames-rest">${text.t("frame-rest", { count: act.rest })}</li>`
        : nothing
    }
  </ol>`;
}

/** A claimed length may exceed a number's precision. */
function count(length: string, text: Text) {
  const number = Number(length);
  return Number.isSafeInteger(number) ? text.number(number) : length;
}

function line(frame: FrameDto, text: Text) {
  const { fin, reserved, opcode, name, mask, length, came, head } = frame;
  const bits = reserved.flatMap((set, i) => (set ? [`RSV${i + 1}`] : []));
  const control = opcode >= 8;
  const large = control && Number(length) > 125;
  return html`${fin ? html`<b>FIN</b>` : html`<b class="off" title=${text.t("frame-no-fin")}>FIN</b>`}
    ${bits.map((bit) => html`<b class="bad">${bit}</b>`)}
    <b class=${name === null || (control && !fin) ? "bad" : "op"}>${text.t(
      name === null ? "frame-reserved" : `frame-${name}`,
    )} (${opcode})</b>
    <span class=${large ? "bad" : ""}>${text.t("frame-length", { length: count(length, text) })}</span>
    <span class=${String(came) === length ? "hidden" : "bad"}>${text.t("frame-came", { count: came })}</span>
    <span class="hint">${
      mask === null ? text.t("frame-unmasked") : text.t("frame-masked", { key: mask })
    } · ${text.t("frame-head", { count: head })}</span>`;
}
