// Deliberate protocol violations: the form and its wire preview.

import type { Host } from "../host/host";
import type { Control, Misbehave, MisbehavePreview } from "../host/types";
import { outcome } from "./as-error";
import { FallibleStore } from "./store";
import { Delay } from "./time";

export type MisbehaviourKind = Misbehave["type"];

/** Everything typed, for every kind. */
export interface Form {
  kind: MisbehaviourKind;
  /** How the message's content is entered. */
  as: "text" | "hex";
  text: string;
  hex: string;
  /** The bytes that are invalid UTF-8. */
  bad: string;
  claims: string;
  sizes: string;
  between: Control | "";
  bits: number[];
  opcode: number;
  control: Control;
  size: string;
  code: string;
  reason: string;
}

export type Field =
  | "content"
  | "text"
  | "hex"
  | "bad"
  | "claims"
  | "sizes"
  | "between"
  | "bits"
  | "opcode"
  | "control"
  | "size"
  | "code"
  | "reason";

/** Kinds in display order. */
export const GROUPS = [
  ["messages", ["text_as_binary", "binary_as_text", "invalid_utf8", "fragments", "interrupted", "continuation"]],
  ["frames", ["wrong_length", "reserved_bits", "reserved_opcode", "unmasked", "wrong_mask"]],
  ["control", ["oversized_control", "fragmented_control", "close", "close_bytes"]],
  ["connection", ["no_pong", "half_close", "raw"]],
] as const satisfies readonly (readonly [string, readonly MisbehaviourKind[]])[];

/** The fields of each kind. */
export const FIELDS: Record<MisbehaviourKind, readonly Field[]> = {
  text_as_binary: ["text"],
  binary_as_text: ["hex"],
  invalid_utf8: ["text", "bad"],
  fragments: ["content", "sizes", "between"],
  interrupted: ["content"],
  continuation: ["content"],
  wrong_length: ["content", "claims"],
  reserved_bits: ["content", "bits"],
  reserved_opcode: ["content", "opcode"],
  unmasked: ["content"],
  wrong_mask: ["content"],
  oversized_control: ["control", "size"],
  fragmented_control: ["control", "content"],
  close: ["code", "reason"],
  close_bytes: ["hex"],
  no_pong: [],
  half_close: [],
  raw: ["hex"],
};

export const FIRST: Form = {
  kind: "text_as_binary",
  as: "text",
  text: "Hello",
  hex: "48 65 6c 6c 6f",
  bad: "ff",
  claims: "100",
  sizes: "1, 2",
  between: "ping",
  bits: [1],
  opcode: 3,
  control: "ping",
  size: "126",
  code: "1005",
  reason: "",
};

/** Parses a decimal integer; null if it is not one. */
function parseInteger(text: string): number | null {
  const digits = text.trim();
  const number = Number(digits);
  return /^\d+$/.test(digits) && Number.isSafeInteger(number) ? number : null;
}

/** The violation as the core takes it, or the field that is not a number. */
export function parseForm(form: Form): { what: Misbehave } | { invalid: Field } {
  const content = form.as === "text" ? { text: form.text } : { hex: form.hex };
  const { kind } = form;
  switch (kind) {
    case "text_as_binary":
      return { what: { type: kind, text: form.text } };
    case "binary_as_text":
    case "close_bytes":
    case "raw":
      return { what: { type: kind, hex: form.hex } };
    case "invalid_utf8":
      return { what: { type: kind, text: form.text, hex: form.bad } };
    case "wrong_length": {
      const claims = parseInteger(form.claims);
      return claims === null ? { invalid: "claims" } : { what: { type: kind, ...content, claims } };
    }
    case "fragments": {
      const sizes = form.sizes.split(/[\s,，、]+/).filter((one) => one !== "");
      const read = sizes.map(parseInteger);
      if (read.some((one) => one === null || one > 0xffff_ffff)) return { invalid: "sizes" };
      const between = form.between === "" ? {} : { between: form.between };
      return { what: { type: kind, ...content, sizes: read as number[], ...between } };
    }
    case "reserved_bits":
      return { what: { type: kind, ...content, bits: form.bits } };
    case "reserved_opcode":
      return { what: { type: kind, ...content, opcode: form.opcode } };
    case "interrupted":
    case "continuation":
    case "unmasked":
    case "wrong_mask":
      return { what: { type: kind, ...content } as Misbehave };
    case "oversized_control": {
      const size = parseInteger(form.size);
      if (size === null || size > 0xffff_ffff) return { invalid: "size" };
      return { what: { type: kind, control: form.control, size } };
    }
    case "fragmented_control":
      return { what: { type: kind, control: form.control, ...content } };
    case "close": {
      const reason = form.reason === "" ? {} : { reason: form.reason };
      if (form.code.trim() === "") return { what: { type: kind, ...reason } };
      const code = parseInteger(form.code);
      if (code === null || code > 65_535) return { invalid: "code" };
      return { what: { type: kind, code, ...reason } };
    }
    case "no_pong":
    case "half_close":
      return { what: { type: kind } };
  }
}

/** The equivalent scenario step. */
export function step(what: Misbehave): string {
  return JSON.stringify({ misbehave: what });
}

const PREVIEW_AFTER_MS = 60;

export class MisbehaveModel extends FallibleStore {
  form: Form = FIRST;
  preview: MisbehavePreview | null = null;
  /** The field that is not a number. */
  invalid: Field | null = null;
  /** Row of the last one sent. */
  sent: number | null = null;
  #generation = 0;
  /** Seed of the frame masks, so that the preview equals what is sent. */
  #seed = seed();
  readonly #refreshing = new Delay(() => this.refresh(), PREVIEW_AFTER_MS);

  constructor(private readonly host: Host) {
    super();
  }

  edit(change: Partial<Form>): void {
    this.form = { ...this.form, ...change };
    this.sent = null;
    this.error = null;
    this.#refreshing.start();
    this.changed();
  }

  get ready(): boolean {
    return this.invalid === null && this.preview !== null && this.preview.error === null;
  }

  async refresh(): Promise<void> {
    this.#refreshing.cancel();
    const generation = ++this.#generation;
    const now = parseForm(this.form);
    this.invalid = "invalid" in now ? now.invalid : null;
    if ("invalid" in now) this.preview = null;
    else {
      const [preview, error] = await outcome(this.host.previewMisbehave(now.what, this.#seed));
      if (preview && generation !== this.#generation) return;
      if (preview) this.preview = preview;
      else this.error = error;
    }
    this.changed();
  }

  async send(connection: number | null): Promise<void> {
    await this.refresh();
    const now = parseForm(this.form);
    if ("invalid" in now || !this.ready || connection === null) return;
    await this.attempt(async () => {
      this.sent = await this.host.misbehave(connection, now.what, this.#seed);
      // Each send uses new masks.
      this.#seed = seed();
      await this.refresh();
    });
  }
}

function seed() {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}
