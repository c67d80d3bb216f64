// User actions that involve several models of a tab. `error` is shown above the table.

import type { ErrorDto, Message } from "../host/types";
import { outcome } from "./as-error";
import { FREE, isFree, isServices, SET_SERVICES } from "./fields";
import { blank } from "./library";
import type { Models } from "./models";
import { freeName, ofKey, update, withMessages } from "./saved-messages";
import { FallibleStore } from "./store";
import type { Tab } from "./tabs";

/** Kinds a row may be sent again as; the others belong to the protocol itself. */
const SENDABLE = ["text", "binary", "ping", "pong"];
const BOXABLE = ["text", "binary"];

export class Actions extends FallibleStore {
  constructor(private readonly models: Omit<Models, "actions" | "end">) {
    super();
  }

  // Profiles

  /** Opens the new profile in this tab. */
  newProfile(url?: string): void {
    const { profiles, library, text } = this.models;
    profiles.show(library.create(blank(text.t("profile-untitled"), url)));
  }

  async save(as = false): Promise<void> {
    const { profiles, notices } = this.models;
    if (!profiles.current || !(await (as ? profiles.saveAs() : profiles.save()))) return;
    notices.say("notice-saved", { name: profiles.current?.profile.name ?? "" });
  }

  async export(): Promise<void> {
    const path = await this.models.profiles.export();
    if (path) this.models.notices.say("notice-exported", { path });
  }

  // Connection

  /** Whether the connection belongs to the open profile. */
  get mine(): boolean {
    const { connection, profiles } = this.models;
    return profiles.current === null || connection.key === profiles.current.key;
  }

  /** Whether the open profile has a connection that can send. */
  get ready(): boolean {
    return this.mine && this.models.connection.open;
  }

  /** Opens the demo profile, starts the demo server and connects; an existing demo connection is reused. */
  async tryDemo(): Promise<void> {
    const { profiles, demo, opening, tabs } = this.models;
    if (!(await demo.start())) return;
    const url = demo.running?.url;
    const at = ({ models }: Tab) => models.profiles.current?.profile.connection.url === url;
    const existing = tabs.list.find((tab) => at(tab) && tab.models.connection.live);
    if (existing && !tabs.active.isBlank) return tabs.activate(existing);
    const own = profiles.current?.profile.connection.url === url ? tabs.active : null;
    const tab = own ?? (await opening.example(true));
    if (tab && !tab.models.connection.live) await tab.models.actions.connect();
  }

  async connect(): Promise<void> {
    const { connection, profiles, rows, notices } = this.models;
    if (!profiles.current) return;
    const replaced = connection.id !== null && connection.state.name !== "file" && rows.all > 0;
    if ((await connection.connect(profiles.current)) && replaced) notices.say("notice-in-history");
  }

  async toggleConnection(): Promise<void> {
    const { connection } = this.models;
    await (this.mine && connection.live ? connection.disconnect() : this.connect());
  }

  /** The profile's scenario names; empty if it has none. */
  get scenarios(): string[] {
    return (this.models.profiles.current?.profile.scenarios ?? []).map(({ name }) => name);
  }

  get running(): boolean {
    return this.mine && this.models.connection.state.scenario !== null;
  }

  /** The scenario that this profile ran last, else its first; null if it has none. */
  get scenario(): string | null {
    const { profiles, preferences } = this.models;
    const last = preferences.value.scenarios[profiles.current?.id ?? ""];
    return this.scenarios.find((name) => name === last) ?? this.scenarios[0] ?? null;
  }

  /** Runs the named scenario, else the last one; stops a scenario that is already running. */
  async run(name = this.scenario): Promise<void> {
    const { connection, profiles, preferences } = this.models;
    const { current } = profiles;
    if (this.running) await connection.stopRun();
    else if (current && name !== null) {
      if (current.id !== null) preferences.setScenario(current.id, name);
      await connection.run(current, name);
    }
  }

  async send(): Promise<void> {
    const { composer, connection, profiles } = this.models;
    if (!profiles.current) return;
    if (!this.ready) return connection.refuse("message");
    await composer.check();
    if (!composer.valid) return;
    if (await connection.send(profiles.current, composer.message, "message")) composer.sent();
  }

  /** Sends the box's content, which may be empty, as a ping or a pong. */
  async sendControl(pong: boolean): Promise<void> {
    const { composer, connection, profiles } = this.models;
    if (!profiles.current) return;
    if (!this.ready) return connection.refuse("message");
    await composer.check();
    if (!composer.valid && !composer.empty) return;
    const message = composer.empty ? { name: "", type: "text" as const, text: "" } : composer.message;
    if (await connection.sendControl(profiles.current, message, pong)) composer.sent();
  }

  /** Sends the box's content repeatedly. */
  async repeat(how: { times: number | null; every: string }): Promise<void> {
    const { composer, connection, profiles } = this.models;
    if (!profiles.current || !this.ready) return;
    await composer.check();
    if (!composer.valid) return;
    const { editing, message } = composer;
    if (await connection.repeat(profiles.current, { ...message, name: editing?.name ?? "" }, how)) composer.sent();
  }

  /** Adds the box's message to the profile's saved messages, named after its first characters. */
  keep(): void {
    const { composer, profiles } = this.models;
    const name = this.#keep(composer.message);
    const key = profiles.current?.key;
    if (key) composer.attach({ key, name });
  }

  /** Adds a message to the profile's saved messages and returns its name. */
  #keep(message: Message): string {
    const { profiles, notices, text } = this.models;
    const list = profiles.current?.profile.messages ?? [];
    const begins = (message.text ?? "").trim().replace(/\s+/g, " ").slice(0, 24);
    const file = message.path?.split(/[\\/]/).at(-1);
    const name = freeName(list, begins || file || message.layout || message.format || text.t("message"));
    profiles.edit((profile) => withMessages(profile, (old) => [...old, { ...message, name }]));
    notices.say("notice-message-kept", { name });
    return name;
  }

  /** Writes the box back to the saved message it was loaded from. */
  updateSaved(): void {
    const { composer, profiles, notices } = this.models;
    const { current } = profiles;
    const { editing } = composer;
    const before = current?.profile.messages ?? [];
    const next = editing && editing.key === current?.key ? update(before, editing.name, composer.message) : null;
    if (!current || !editing || !next) {
      composer.detach();
      return;
    }
    profiles.edit((profile) => withMessages(profile, () => next));
    notices.say("notice-updated", { name: editing.name }, () => this.#restore(current.key, before));
  }

  #restore(key: string, list: Message[]) {
    const { profiles } = this.models;
    if (profiles.current?.key === key) profiles.edit((profile) => withMessages(profile, () => list));
  }

  async copyPython(): Promise<void> {
    const { composer, host, notices, connection } = this.models;
    const python = composer.preview?.python;
    if (!python) return;
    const [, error] = await outcome(host.copyText(python));
    if (error) connection.fail("message", error);
    else notices.say("notice-python");
  }

  /** Handles the clipboard's text like a paste. */
  async paste(): Promise<void> {
    const text = await this.models.host.clipboardText().catch(() => "");
    if (text === "") this.models.notices.say("notice-clipboard-empty");
    else await this.take(text);
  }

  /** Takes text from outside the box: inserted as is into an empty box, with a suggestion of what it may be. */
  async take(text: string): Promise<void> {
    const { composer } = this.models;
    if (composer.empty) {
      if (composer.type === "packed") composer.choose("text");
      composer.write(text);
    }
    const recognised = await composer.recognise(text);
    if (!composer.pasted && recognised && composer.text !== text) this.usePasted(recognised.messages, "");
  }

  /** Replaces the box's content with the recognised message; one undo reverts it. */
  usePasted(messages: Message[], what: string): void {
    const { composer, notices } = this.models;
    const [message, second] = messages;
    if (second) this.keepPasted(messages);
    if (second || !message) return;
    const { draft, editing } = composer;
    composer.load({ ...message, name: "" });
    notices.say("notice-pasted", { what }, () => composer.load(draft, editing));
  }

  /** Saves several recognised messages to the profile. */
  keepPasted(messages: Message[]): void {
    const { composer, profiles, notices, text } = this.models;
    const { current } = profiles;
    if (!current) return;
    const before = current.profile.messages ?? [];
    const added: Message[] = [];
    for (const message of messages)
      added.push({ ...message, name: freeName([...before, ...added], message.name || text.t("message")) });
    profiles.edit((profile) => withMessages(profile, (old) => [...old, ...added]));
    const { draft, editing } = composer;
    composer.load({ name: "", type: "text" });
    notices.say("notice-pasted-many", { count: added.length }, () => {
      this.#restore(current.key, before);
      composer.load(draft, editing);
    });
  }

  /** Sends the saved message bound to this key; false if there is none. */
  async sendKey(key: string): Promise<boolean> {
    const { connection, profiles } = this.models;
    const message = ofKey(profiles.current?.profile.messages ?? [], key);
    if (!message) return false;
    if (this.ready) await this.sendSaved(message);
    else connection.refuse("saved");
    return true;
  }

  async sendSaved(message: Message): Promise<void> {
    const { connection, profiles } = this.models;
    if (profiles.current) await connection.send(profiles.current, message, "saved");
  }

  async setServices(): Promise<void> {
    await this.#command(isServices, SET_SERVICES);
  }

  async free(): Promise<void> {
    await this.#command(isFree, FREE);
  }

  /** Sends the profile's own message of that kind, else the original script's. */
  async #command(is: (message: Message) => boolean, otherwise: Message) {
    const { connection, profiles } = this.models;
    const draft = profiles.current;
    if (draft) await connection.send(draft, draft.profile.messages?.find(is) ?? otherwise, "services");
  }

  // Rows

  async clear(): Promise<void> {
    const { host, notices, rows } = this.models;
    const count = rows.all;
    if (count === 0) return;
    await this.#onRows(async (id) => {
      await host.clear(id);
      rows.follow(true);
      notices.say("notice-cleared", { count }, () => void this.#onRows(() => host.undoClear(id)));
    });
  }

  /** Whether the active row can be sent again on this connection. */
  get sendable(): boolean {
    const { rows, selection, connection } = this.models;
    const kind = rows.get(selection.active)?.kind ?? "";
    return connection.open && SENDABLE.includes(kind);
  }

  /** Whether the active row is a message that the box can hold. */
  get boxable(): boolean {
    const { rows, selection, profiles } = this.models;
    return profiles.current !== null && BOXABLE.includes(rows.get(selection.active)?.kind ?? "");
  }

  async sendAgain(): Promise<void> {
    const { host, rows, selection, notices } = this.models;
    const row = rows.get(selection.active);
    if (!row || !this.sendable) return;
    await this.#onRows(async (id) => {
      await host.sendRow(id, row.row);
      notices.say("notice-sent-again", { row: row.row });
    });
  }

  /** Loads the active row into the box, decoded by the layout that fits it; one undo reverts it. True on success. */
  async intoBox(): Promise<boolean> {
    const { host, rows, selection, profiles, composer, notices } = this.models;
    const row = rows.get(selection.active);
    const { current } = profiles;
    if (!row || !current || !this.boxable) return false;
    let done = false;
    await this.#onRows(async (id) => {
      const message = await host.rowMessage(id, row.row, current.profile);
      const { draft, editing, empty } = composer;
      composer.load({ ...message, name: "" });
      done = true;
      notices.say("notice-in-box", { row: row.row }, empty ? null : () => composer.load(draft, editing));
    });
    return done;
  }

  /** Adds the active row to the profile's saved messages, decoded by the layout that fits it. */
  async keepRow(): Promise<void> {
    const { host, rows, selection, profiles } = this.models;
    const row = rows.get(selection.active);
    const { current } = profiles;
    if (!row || !current || !this.boxable) return;
    await this.#onRows(async (id) => {
      const message = await host.rowMessage(id, row.row, current.profile);
      if (profiles.current?.key === current.key) this.#keep(message);
    });
  }

  /** Shows an error from elsewhere above the table. */
  fail(error: ErrorDto): void {
    this.error = error;
    this.changed();
  }

  async #onRows(job: (id: number) => Promise<unknown>) {
    const { id } = this.models.connection;
    if (id !== null) await this.attempt(() => job(id));
  }
}
