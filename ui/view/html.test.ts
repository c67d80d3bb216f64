import { describe, expect, it } from "vitest";
import { html, shownHoles } from "./html";

const HOSTILE = "prod\u202egnp\u200b\u001b";
const SAFE = "prod⟨U+202E⟩gnp⟨U+200B⟩⟨ESC⟩";

describe("templates", () => {
  const holes = (strings: TemplateStringsArray, ..._: unknown[]) => shownHoles(strings);

  it("recognise visible holes", () => {
    expect(holes`<p class="a ${1} b" title=${2}>${3}</p>${4}`).toEqual([false, true, true, true]);
    expect(
      holes`<input .value=${1} value=${2} placeholder="x ${3}" ?disabled=${4} @input=${5} aria-label='${6}'>`,
    ).toEqual([false, false, true, false, false, true]);
    expect(holes`<option value=${1} ?selected=${2}>${3} < ${4}</option><i .title=${5} data-id=${6}></i>`).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(holes`<a data-x="1 > 0" title="${1} ${2}" data-y=${3}>${4}</a>`).toEqual([true, true, false, true]);
  });

  it("hostile_16 neutralise untrusted text", () => {
    const drawn = html`<p title=${HOSTILE} data-name=${HOSTILE}>
      ${HOSTILE}${[HOSTILE, [HOSTILE]]}<input .value=${HOSTILE}>
    </p>`;
    expect(drawn.values).toEqual([SAFE, HOSTILE, SAFE, [SAFE, [SAFE]], HOSTILE]);
  });
});

/** Source files whose text reaches the page, by path. */
const SOURCES = Object.entries(
  import.meta.glob<string>(["../**/*.ts", "!../**/*.test.ts", "!./html.ts"], {
    eager: true,
    query: "?raw",
    import: "default",
  }),
);

describe("views", () => {
  it("hostile_16 no view bypasses them", () => {
    const ways: [RegExp, string][] = [
      [/from "lit(?:-html|-element)?(?:\/(?!directives\/)[^"]*)?"/, "imports from Lit itself"],
      [
        /\.(?:textContent|innerText|title|ariaLabel|ariaDescription|placeholder|alt)\s*=(?![=>])/,
        "writes a node's words by hand",
      ],
      [
        /setAttribute\(\s*"(?:title|aria-label|aria-description|aria-valuetext|placeholder|alt)"/,
        "sets a shown attribute by hand",
      ],
      [/\b(?:insertAdjacentText|createTextNode)\b/, "makes nodes of text"],
    ];
    const found = SOURCES.flatMap(([path, source]) =>
      ways.flatMap(([way, what]) => (way.test(source) ? [`${path} ${what}`] : [])),
    );
    expect(SOURCES.length).toBeGreaterThan(100);
    expect(found).toEqual([]);
  });
});
