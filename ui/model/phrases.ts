// Translation of the core's own sentences (what was wrong with a response, events in a transcript). The core writes
// them in English, into files too, so they are matched by their English text: each message `phrase-…` of en.ftl is one,
// word for word. A house rule checks them against the core's sources.

import { type FluentBundle, FluentResource } from "@fluent/bundle";
import en from "../locales/en.ftl?raw";

/** Longer texts are not phrases and are not searched. */
const LONGEST = 300;

/** Arguments that are numbers in every phrase; otherwise one phrase would match inside another. */
const NUMBERS = new Set([
  "code",
  "number",
  "made",
  "of",
  "most",
  "hidden",
  "size",
  "offset",
  "limit",
  "count",
  "opcode",
]);

function group(name: string) {
  return `(?<${name}>${NUMBERS.has(name) ? "\\d+" : ".*"})`;
}

/** A phrase with arguments as a pattern; the groups are its arguments. */
interface Template {
  id: string;
  pattern: RegExp;
}

interface PhraseTable {
  literals: Map<string, string>;
  templates: Template[];
}

let book: PhraseTable | undefined;

/** Built when the first text is translated: English needs none. */
function phrases(): PhraseTable {
  const made: PhraseTable = { literals: new Map(), templates: [] };
  for (const { id, value } of new FluentResource(en).body) {
    if (!id.startsWith("phrase-") || value === null) continue;
    if (typeof value === "string") made.literals.set(value, id);
    else {
      const part = (one: (typeof value)[number]) =>
        typeof one === "string" ? one.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&") : "name" in one ? group(one.name) : "";
      made.templates.push({ id, pattern: new RegExp(`^${value.map(part).join("")}$`, "s") });
    }
  }
  return made;
}

/** The text in the bundle's language if it is one of the core's phrases, else unchanged. */
export function translated(text: string, bundle: FluentBundle): string {
  if (text.length > LONGEST) return text;
  const say = (id: string, args?: Record<string, string>) => {
    const pattern = bundle.getMessage(id)?.value;
    return pattern ? bundle.formatPattern(pattern, args ?? null, []) : text;
  };
  book ??= phrases();
  const { literals, templates } = book;
  const literal = literals.get(text);
  if (literal) return say(literal);
  for (const { id, pattern } of templates) {
    const groups = pattern.exec(text)?.groups;
    if (!groups) continue;
    // Phrases nest: a proxy's error may hold the response's.
    const inner = Object.entries(groups).map(([name, value]) => [name, translated(value, bundle)]);
    return say(id, Object.fromEntries(inner));
  }
  return text;
}
