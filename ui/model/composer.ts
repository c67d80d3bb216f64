// The message box: what is typed, what it would put on the wire, and what was sent before.

import type { Host } from "../host/host";
import type { BodyType, Message, PreviewDto, Profile, Style } from "../host/types";
import { Store } from "./store";

export type ComposerType = Exclude<BodyType, "packed">;

const REMEMBERED = 100;
const PREVIEW_AFTER_MS = 90;

interface Sent {
  type: ComposerType;
  text: string;
  style: Style;
}

export class Composer extends Store {
  type: ComposerType = "text";
  style: Style = "python";
  text = "";
  preview: PreviewDto | null = null;
  readonly #history: Sent[] = [];
  /** How far back in the history; 0 is the text being typed. */
  #back = 0;
  #typed: Sent | null = null;
  #generation = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: Host,
    private readonly profile: () => Profile | null,
  ) {
    super();
  }

  get message(): Message {
    const { type, text, style } = this;
    return type === "json" ? { name: "", type, text, style } : { name: "", type, text };
  }

  get valid(): boolean {
    return this.preview?.error === null || this.preview === null;
  }

  write(text: string): void {
    this.#back = 0;
    this.#set({ type: this.type, text, style: this.style });
  }

  choose(type: ComposerType): void {
    this.#set({ type, text: this.text, style: this.style });
  }

  chooseStyle(style: Style): void {
    this.#set({ type: this.type, text: this.text, style });
  }

  /** Puts a saved message into the box; one made of packed fields cannot be. */
  load(message: Message): boolean {
    if (message.type === "packed") return false;
    this.#back = 0;
    this.#set({ type: message.type, text: message.text ?? "", style: message.style ?? "python" });
    return true;
  }

  sent(): void {
    const { type, text, style } = this;
    const last = this.#history[0];
    if (last?.text !== text || last.type !== type || last.style !== style) {
      this.#history.unshift({ type, text, style });
      this.#history.length = Math.min(this.#history.length, REMEMBERED);
    }
    this.#back = 0;
  }

  /** One message back (1) or forward (-1) among the sent ones; false where there is none. */
  recall(step: 1 | -1): boolean {
    const to = this.#back + step;
    if (to < 0 || to > this.#history.length) return false;
    if (this.#back === 0) this.#typed = { type: this.type, text: this.text, style: this.style };
    const found = to === 0 ? this.#typed : this.#history[to - 1];
    if (!found) return false;
    this.#back = to;
    this.#set(found);
    return true;
  }

  get recalling(): boolean {
    return this.#back > 0;
  }

  #set({ type, text, style }: Sent): void {
    this.type = type;
    this.text = text;
    this.style = style;
    this.changed();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.check(), PREVIEW_AFTER_MS);
  }

  /** Asks what the message would be; an answer to an older text is dropped. */
  async check(): Promise<void> {
    clearTimeout(this.#timer);
    const profile = this.profile();
    const generation = ++this.#generation;
    if (!profile || this.text === "") {
      this.preview = null;
    } else {
      const preview = await this.host.previewMessage(profile, this.message).catch(() => null);
      if (generation !== this.#generation) return;
      this.preview = preview;
    }
    this.changed();
  }
}
