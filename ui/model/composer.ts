// The message box: the draft, its wire preview and the history of sent messages.

import type { Host, VariableValues } from "../host/host";
import type { BodyType, Message, MessageStyle, MessageTail, Pasted, PreviewDto, Profile } from "../host/types";
import { fill, parse, values as valuesOf } from "./format";
import { Store } from "./store";
import { Delay } from "./time";

const REMEMBERED = 100;
const PREVIEW_AFTER_MS = 90;

/** The saved message being edited in the box. */
interface Editing {
  /** Key of the profile it belongs to. */
  key: string;
  name: string;
}

export class Composer extends Store {
  /** Everything typed, for every type; `message` picks the parts that apply. */
  draft: Message = { name: "", type: "text", style: "python" };
  preview: PreviewDto | null = null;
  editing: Editing | null = null;
  /** The last paste, if it was recognised as more than text. */
  pasted: Pasted | null = null;
  readonly #history: Message[] = [];
  /** Steps back in the history; 0 is the draft. */
  #back = 0;
  #typed: Message | null = null;
  /** The saved message as it was loaded into the box. */
  #loaded = "";
  #generation = 0;
  readonly #checking = new Delay(() => this.check(), PREVIEW_AFTER_MS);

  constructor(
    private readonly host: Host,
    private readonly profile: () => Profile | null,
    private readonly given: () => VariableValues = () => ({}),
    /** The id of the profile's file, whose folder relative paths start from. */
    private readonly profileId: () => string | null = () => null,
  ) {
    super();
  }

  get type(): BodyType {
    return this.draft.type;
  }

  get text(): string {
    return this.draft.text ?? "";
  }

  get style(): MessageStyle {
    return this.draft.style ?? "python";
  }

  /** The message to send: only the parts that belong to its type. */
  get message(): Message {
    const { type, text = "", style = "python", format = "", layout, fields, values = [], tail, tails } = this.draft;
    const { escapes, terminator } = this.draft;
    const ending = terminator === undefined ? {} : { terminator };
    if (type === "json") return { name: "", type, text, style, ...ending };
    if (type === "text") return { name: "", type, text, ...(escapes ? { escapes } : {}), ...ending };
    if (type === "file") {
      const { path = "", as } = this.draft;
      return { name: "", type, path, ...(as ? { as } : {}), ...(as === "text" ? ending : {}) };
    }
    if (type !== "packed") return { name: "", type, text };
    const ends = tail ? { tail } : {};
    if (layout) return { name: "", type, layout, fields: fields ?? {}, ...ends, ...(tails ? { tails } : {}) };
    const known = parse(format);
    return { name: "", type, format, values: known ? fill(known, values).slice(0, valuesOf(known)) : values, ...ends };
  }

  get empty(): boolean {
    const { type, text = "", format = "", layout = "", tail, path = "" } = this.draft;
    if (type === "file") return path === "";
    return type === "packed" ? format === "" && layout === "" && !tail : text === "";
  }

  /** Whether the box holds typed content that was neither sent nor saved. */
  get unsent(): boolean {
    if (this.empty) return false;
    const now = JSON.stringify(this.message);
    return now !== this.#loaded && !this.#history.some((one) => JSON.stringify(one) === now);
  }

  get valid(): boolean {
    return this.preview?.error === null || this.preview === null;
  }

  write(text: string): void {
    this.edit({ text });
  }

  choose(type: BodyType): void {
    this.#set({ ...this.draft, type });
  }

  chooseStyle(style: MessageStyle): void {
    this.#set({ ...this.draft, style });
  }

  /** Whether the text has backslash escapes, which are expanded when it is sent. */
  get escapes(): boolean {
    return this.type === "text" && (this.draft.escapes ?? false);
  }

  switchEscapes(on: boolean): void {
    this.#set({ ...this.draft, escapes: on });
  }

  /** Ends this message with its own terminator, or with the profile's if it is undefined. */
  endWith(terminator: string | undefined): void {
    const { terminator: _old, ...rest } = this.draft;
    this.#set(terminator === undefined ? rest : { ...rest, terminator });
  }

  /** Asks for the file to send; true if one was chosen. */
  async chooseFile(): Promise<boolean> {
    const path = await this.host.chooseMessageFile(this.profileId());
    if (path === null) return false;
    this.edit({ type: "file", path });
    return true;
  }

  /** Sends the file that was dropped on the box. */
  async takeDropped(): Promise<void> {
    const path = await this.host.messageFromDropped(this.profileId());
    if (path !== null) this.edit({ type: "file", path });
  }

  edit(patch: Partial<Message>): void {
    this.#back = 0;
    this.#set({ ...this.draft, ...patch });
  }

  /** Sets a field of the layout; an empty text removes it. */
  editField(name: string, value: string): void {
    const { [name]: _old, ...rest } = this.draft.fields ?? {};
    this.edit({ fields: value === "" ? rest : { ...rest, [name]: value } });
  }

  /** Chooses another layout, or the bare format; values the new layout has no fields for are dropped. */
  chooseLayout(layout: string): void {
    const { tail: _tail, tails: _tails, fields: _fields, layout: _layout, ...rest } = this.draft;
    this.#back = 0;
    this.#set(layout ? { ...rest, layout } : rest);
  }

  /** Sets the first tail, or the named one. */
  editTail(name: string | null, tail: MessageTail | null): void {
    this.#back = 0;
    const { tail: _tail, tails, ...rest } = this.draft;
    if (name === null) {
      this.#set({ ...rest, ...(tails ? { tails } : {}), ...(tail ? { tail } : {}) });
    } else {
      const { [name]: _old, ...others } = tails ?? {};
      this.#set({ ...this.draft, tails: tail ? { ...others, [name]: tail } : others });
    }
  }

  /** Loads a message into the box; a saved one is edited there. */
  load(message: Message, editing: Editing | null = null): void {
    this.#back = 0;
    this.editing = editing;
    this.pasted = null;
    this.#set({ style: "python", ...structuredClone(message) });
    this.#loaded = editing ? JSON.stringify(this.message) : "";
  }

  /** Binds the box to this saved message. */
  attach(editing: Editing): void {
    this.editing = editing;
    this.changed();
  }

  /** Follows a profile whose key changed. */
  rekey(from: string, to: string): void {
    if (this.editing?.key === from) this.attach({ ...this.editing, key: to });
  }

  /** Unbinds the box from its saved message. */
  detach(): void {
    this.editing = null;
    this.changed();
  }

  sent(): void {
    const { message } = this;
    if (JSON.stringify(this.#history[0]) !== JSON.stringify(message)) {
      this.#history.unshift(message);
      this.#history.length = Math.min(this.#history.length, REMEMBERED);
    }
    this.#back = 0;
  }

  /** Steps back (1) or forward (-1) through the sent messages; false if there is none. */
  recall(step: 1 | -1): boolean {
    const to = this.#back + step;
    if (to < 0 || to > this.#history.length) return false;
    if (this.#back === 0) this.#typed = this.draft;
    const entry = to === 0 ? this.#typed : this.#history[to - 1];
    if (!entry) return false;
    this.#back = to;
    this.#set({ style: this.style, ...entry });
    return true;
  }

  get recalling(): boolean {
    return this.#back > 0;
  }

  /** Asks the host what pasted text is; null for plain text, or text that fits the box's type anyway. */
  async recognise(text: string): Promise<Pasted | null> {
    const entry = await this.host.recognise(text).catch(() => null);
    const { type } = this;
    const own = entry && entry.messages.length === 1 && entry.messages[0]?.type === type && type !== "packed";
    this.pasted = !entry || own || entry.taken_for === "text" ? null : entry;
    this.changed();
    return entry;
  }

  forgetPasted(): void {
    this.pasted = null;
    this.changed();
  }

  #set(draft: Message) {
    this.draft = draft;
    this.changed();
    this.#checking.start();
  }

  /** Requests the wire preview; an answer for outdated text is dropped. */
  async check(): Promise<void> {
    this.#checking.cancel();
    const profile = this.profile();
    const generation = ++this.#generation;
    if (!profile || this.empty) {
      this.preview = null;
    } else {
      const preview = await this.host
        .previewMessage(profile, this.profileId(), this.message, this.given())
        .catch(() => null);
      if (generation !== this.#generation) return;
      this.preview = preview;
    }
    this.changed();
  }
}
