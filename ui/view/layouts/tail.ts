// The tail of a layout, and what follows the tail.

import type { Encoding, LayoutTail, LayoutTailKind, Style } from "../../host/types";
import { clean, integers, THEN } from "../../model/layout-edits";
import { readFormat, values } from "../../model/layout-format";
import { button, iconButton, withIcon } from "../button";
import { html, nothing, type TemplateResult } from "../html";
import type { DropSpot } from "./field";
import { choice, inlineProblems, type LayoutsContext, numberBox, textBox } from "./form-context";

const KINDS: LayoutTailKind[] = ["text", "json", "bytes", "repeat", "cbor", "msgpack", "protobuf"];
const ENCODINGS: Encoding[] = ["utf-8", "gbk", "latin-1"];
const STYLES: Style[] = ["compact", "python"];

/** Draws a part of a layout; passed in by the editor because parts nest. */
type RenderPart = (context: LayoutsContext, spot: DropSpot, earlier: string[], tails: number) => TemplateResult;

export function tailForm(context: LayoutsContext, spot: DropSpot, earlier: string[], tails: number, draw: RenderPart) {
  const { t } = context;
  const { layout } = spot;
  const { tail } = layout;
  const path = `${spot.path}.tail`;
  const known = [...earlier, ...integers(layout)];
  const set = (next: LayoutTail | undefined) => spot.set(clean({ ...layout, tail: next && clean(next) }));
  const patch = (change: Partial<LayoutTail>) => tail && set({ ...tail, ...change });
  return html`<section class="tail">
    <h3>${t("layout-tail")}</h3>
    <div class="tail-line">
      ${choice(context, {
        path: `${path}.type`,
        label: t("layout-tail-kind"),
        value: tail?.type ?? "",
        options: ["", ...KINDS],
        words: (kind) => t(kind ? `follows-${kind}` : "layout-nothing"),
        set: (kind) => set(kind ? retyped(tail, kind) : undefined),
      })}
      ${
        tail
          ? html`<span class="swatch f${tailColour(spot) % 8}" aria-hidden="true"></span>
            ${textBox(context, {
              path: `${path}.name`,
              label: t("layout-tail-name"),
              placeholder: tails === 0 ? "tail" : `tail${tails + 1}`,
              value: tail.name ?? "",
              set: (name) => patch({ name: name || undefined }),
            })}
            ${contentForm(context, path, tail, patch)} ${endForm(context, path, tail, known, patch)}`
          : nothing
      }
    </div>
    ${inlineProblems(
      context,
      `${path}.name`,
      `${path}.length`,
      `${path}.count`,
      `${path}.layout`,
      `${path}.element`,
      `${path}.message`,
      `${path}.then`,
    )}
    ${tail ? nestedForm(context, spot, tail, path, known, tails, patch, draw) : nothing}
  </section>`;
}

function tailColour(spot: DropSpot) {
  return readFormat(spot.layout.format).items.reduce((sum, item) => sum + values(item), spot.colour);
}

/** Changes the kind and keeps the settings that both kinds have. */
function retyped(tail: LayoutTail | undefined, type: LayoutTailKind): LayoutTail {
  const { name, length, plus, [THEN]: next, encoding } = tail ?? ({} as Partial<LayoutTail>);
  const text = type === "text" || type === "json" ? { encoding } : {};
  const list = type === "repeat" ? { element: { format: "<i", fields: [] } } : {};
  return { type, name, length, plus, [THEN]: next, ...text, ...list };
}

/** The tail's content settings. */
function contentForm(
  context: LayoutsContext,
  path: string,
  tail: LayoutTail,
  patch: (change: Partial<LayoutTail>) => void,
) {
  const { t } = context;
  switch (tail.type) {
    case "text":
    case "json":
      return html`${choice(context, {
        path: `${path}.encoding`,
        label: t("layout-encoding"),
        value: tail.encoding ?? "utf-8",
        options: ENCODINGS,
        words: (encoding) => encoding.toUpperCase(),
        set: (encoding) => patch({ encoding: encoding === "utf-8" ? undefined : encoding }),
      })}
      ${
        tail.type === "json"
          ? choice(context, {
              path: `${path}.style`,
              label: t("json-style"),
              value: tail.style ?? "",
              options: ["", ...STYLES],
              words: (style) => t(style ? `style-${style}` : "layout-style-any"),
              set: (style) => patch({ style: style || undefined }),
            })
          : nothing
      }`;
    case "repeat":
      return choice(context, {
        path: `${path}.layout`,
        label: t("layout-repeat"),
        value: tail.element ? "" : (tail.layout ?? ""),
        options: ["", ...context.layouts.names],
        words: (name) => name || t("layout-repeat-here"),
        set: (name) =>
          patch(name === "" ? { layout: undefined, element: { format: "<i" } } : { layout: name, element: undefined }),
      });
    case "protobuf":
      return choice(context, {
        path: `${path}.message`,
        label: t("layout-message-type"),
        value: tail.message ?? "",
        options: [...(tail.message ? [] : [""]), ...(context.layouts.check?.messages ?? [])],
        words: (message) => message || t("layout-message-choose"),
        set: (message) => patch({ message }),
      });
    default:
      return nothing;
  }
}

/** Where the tail ends. */
function endForm(
  context: LayoutsContext,
  path: string,
  tail: LayoutTail,
  known: string[],
  patch: (change: Partial<LayoutTail>) => void,
) {
  const { t } = context;
  const mode = tail.count ? "count" : tail.length ? "length" : "end";
  const first = known[0] || "?";
  return html`${choice(context, {
    path: `${path}.end`,
    label: t("layout-tail-end"),
    value: mode,
    options: tail.type === "repeat" ? ["end", "count", "length"] : ["end", "length"],
    words: (one) => t(`tail-ends-${one}`),
    set: (next) =>
      patch({
        count: next === "count" ? first : undefined,
        length: next === "length" ? first : undefined,
        plus: next === "length" ? tail.plus : undefined,
      }),
  })}
    ${
      mode === "end"
        ? nothing
        : choice(context, {
            path: `${path}.${mode}`,
            label: t(`tail-ends-${mode}`),
            value: tail[mode] ?? "",
            options: known,
            set: (name) => patch({ [mode]: name }),
          })
    }
    ${
      mode === "length"
        ? html`<span>${t("layout-plus")}</span>
          ${numberBox(context, {
            path: `${path}.plus`,
            label: t("layout-plus-about"),
            value: tail.plus ?? 0,
            least: -2_147_483_647,
            most: 2_147_483_647,
            set: (plus) => patch({ plus: plus || undefined }),
          })}`
        : nothing
    }`;
}

/** The element that repeats, and what follows a tail with a known end. */
function nestedForm(
  context: LayoutsContext,
  spot: DropSpot,
  tail: LayoutTail,
  path: string,
  known: string[],
  tails: number,
  patch: (change: Partial<LayoutTail>) => void,
  draw: RenderPart,
) {
  const { t } = context;
  const { element, [THEN]: next } = tail;
  const ends = Boolean(tail.length || tail.count);
  const colour = tailColour(spot);
  return html`
    ${
      tail.type === "repeat" && element
        ? html`<div class="nested" data-testid="${path}.element">
            <h4>${t("layout-element")}</h4>
            ${draw(
              context,
              { path: `${path}.element`, layout: element, colour, set: (layout) => patch({ element: layout }) },
              [],
              0,
            )}
          </div>`
        : nothing
    }
    ${
      next
        ? html`<div class="nested" data-testid="${path}.then">
            <h4>${t("layout-then")}
              ${iconButton("trash", "bare push", `${path}.then:remove`, t("layout-then-remove"), () =>
                patch({ [THEN]: undefined }),
              )}
            </h4>
            ${draw(
              context,
              { path: `${path}.then`, layout: next, colour: colour + 1, set: (layout) => patch({ [THEN]: layout }) },
              known,
              tails + 1,
            )}
          </div>`
        : ends
          ? button("dashed small", `${path}.then:add`, withIcon("plus", t("layout-then-add")), () =>
              patch({ [THEN]: { format: readFormat(spot.layout.format).prefix } }),
            )
          : nothing
    }`;
}
