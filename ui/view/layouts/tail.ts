// A part of a layout after its fields, and the parts that follow it.

import type { Encoding, LayoutTail, LayoutTailKind, Style } from "../../host/types";
import { clean, integers, THEN, tailIntegers } from "../../model/layout-edits";
import { readFormat, values } from "../../model/layout-format";
import { button, iconButton, withIcon } from "../button";
import { html, nothing, type TemplateResult } from "../html";
import { item, openMenu } from "../menu";
import type { DropSpot } from "./field";
import { choice, type LayoutsContext, textBox } from "./form-context";
import { conditionsFold, endForm, NUL, partMore, separatorForm, switchForm, varintForm } from "./part";

const KINDS: LayoutTailKind[] = [
  ...(["text", "json", "bytes", "varint", "repeat", "layout", "switch"] as const),
  ...(["cbor", "msgpack", "protobuf"] as const),
];
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
              ended: (before) =>
                void context.layouts.followRename(
                  `${path}.name`,
                  before || (tails === 0 ? "tail" : `tail${tails + 1}`),
                ),
            })}
            ${contentForm(context, path, tail, known, patch)}
            ${tail.type === "varint" ? nothing : endForm(context, path, tail, known, patch)}
            ${conditionsFold(context, path, tail)}`
          : nothing
      }
    </div>
    ${tail ? partMore(context, path, tail, known, patch) : nothing}
    ${tail ? nestedForm(context, spot, tail, path, known, tails, patch, draw) : nothing}
  </section>`;
}

function tailColour(spot: DropSpot) {
  return readFormat(spot.layout.format).items.reduce((sum, item) => sum + values(item), spot.colour);
}

/** Changes the kind and keeps the settings that both kinds have. */
function retyped(tail: LayoutTail | undefined, type: LayoutTailKind): LayoutTail {
  const { name, length, plus, until, when, at, [THEN]: next, encoding } = tail ?? ({} as Partial<LayoutTail>);
  const text = type === "text" || type === "json";
  return {
    type,
    name,
    when,
    at,
    [THEN]: next,
    ...(type === "varint" ? {} : { length, plus }),
    ...(text ? { encoding } : {}),
    ...(text || type === "bytes" ? { until } : {}),
    ...(type === "repeat" || type === "layout" ? { element: { format: "<i", fields: [] } } : {}),
  };
}

/** The tail's content settings. */
function contentForm(
  context: LayoutsContext,
  path: string,
  tail: LayoutTail,
  known: string[],
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
    case "varint":
      return varintForm(context, path, tail, patch);
    case "switch":
      return switchForm(context, path, tail, known, patch);
    case "layout":
    case "repeat":
      return html`${tail.type === "repeat" ? separatorForm(context, path, tail, patch) : nothing}
      ${
        tail.each
          ? nothing
          : choice(context, {
              path: `${path}.layout`,
              label: t(tail.type === "repeat" ? "layout-repeat" : "layout-case-layout"),
              value: tail.element ? "" : (tail.layout ?? ""),
              options: ["", ...context.layouts.names],
              words: (name) => name || t("layout-repeat-here"),
              set: (name) =>
                patch(
                  name === "" ? { layout: undefined, element: { format: "<i" } } : { layout: name, element: undefined },
                ),
            })
      }`;
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
  const ends = endsEarly(tail);
  const colour = tailColour(spot);
  return html`
    ${
      (tail.type === "repeat" || tail.type === "layout") && element
        ? html`<div class="nested" data-testid="${path}.element">
            <h4>${t(tail.type === "repeat" ? "layout-element" : "layout-part-fields")}</h4>
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
        ? html`<div class="part" data-testid="${path}.then">
            <h4>${t("layout-then")}
              ${iconButton("trash", "bare push", `${path}.then:remove`, t("layout-then-remove"), () =>
                patch({ [THEN]: next.tail?.[THEN] }),
              )}
            </h4>
            ${draw(
              context,
              { path: `${path}.then`, layout: next, colour: colour + 1, set: (layout) => patch({ [THEN]: layout }) },
              [...known, ...tailIntegers(spot.layout)],
              tail.type === "varint" ? tails : tails + 1,
            )}
          </div>`
        : ends
          ? button(
              "dashed small",
              `${path}.then:add`,
              withIcon("plus", t("layout-part-add")),
              (at) => openMenu(partMenu(context, spot, path, patch), at),
              { menu: true },
            )
          : nothing
    }`;
}

/** Whether the part ends before the message does, so that another may follow. */
function endsEarly(tail: LayoutTail) {
  return Boolean(
    tail.length || tail.count || tail.until || ["varint", "layout", "switch"].includes(tail.type) || tail[THEN],
  );
}

/** The parts that can follow. */
function partMenu(
  context: LayoutsContext,
  spot: DropSpot,
  path: string,
  patch: (change: Partial<LayoutTail>) => void,
): Parameters<typeof openMenu>[0] {
  const { t } = context;
  const { prefix } = readFormat(spot.layout.format);
  const add = (kind: LayoutTailKind | null) => () =>
    patch({ [THEN]: kind ? { format: "", tail: clean(retyped(undefined, kind)) } : { format: prefix } });
  const text: LayoutTail = { type: "text", until: NUL };
  return [
    item(`${path}.then:fields`, t("layout-part-fields"), add(null)),
    "line",
    ...KINDS.map((kind) => item(`${path}.then:${kind}`, t(`follows-${kind}`), add(kind))),
    "line",
    item(`${path}.then:until`, `${t("follows-text")}, ${t("tail-ends-until")}`, () =>
      patch({ [THEN]: { format: "", tail: text } }),
    ),
  ];
}
