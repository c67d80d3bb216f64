// The page of automatic replies, heartbeats and the login's messages: its edits of the open profile, and their problems.

import type { Host } from "../host/host";
import type { AutomaticCheck, AutoReply, Heartbeat, Login, LoginPart, Profile } from "../host/types";
import type { ConnectionModel } from "./connection";
import { withLogin } from "./fields";
import { inserted, moved, replaced, without } from "./list";
import type { Notices } from "./notices";
import { ProfileEditor } from "./profile-editor";
import type { Draft, Profiles } from "./profiles";

export const LISTS = ["replies", "heartbeats"] as const;
type AutomaticList = (typeof LISTS)[number];
interface ItemOf {
  replies: AutoReply;
  heartbeats: Heartbeat;
}

/** Whether the profile has anything that this page checks. */
export function hasAutomatic({ replies, heartbeats, login }: Profile): boolean {
  const lists = (replies?.length ?? 0) + (heartbeats?.length ?? 0) + (login?.messages?.length ?? 0);
  return lists > 0 || login?.reply?.filter !== undefined || login?.refused !== undefined;
}

/** The profile's replies and heartbeats that are not switched off. */
export function automaticCount({ replies, heartbeats }: Profile): number {
  return [...(replies ?? []), ...(heartbeats ?? [])].filter(({ off }) => !off).length;
}

/** A new reply or heartbeat: it sends the first saved message, or an empty text. */
export function newItem<N extends AutomaticList>(name: N, profile: Profile): ItemOf[N] {
  const send = profile.messages?.find((message) => message.name !== "")?.name ?? { name: "", type: "text", text: "" };
  const item = name === "replies" ? { when: "", send } : { send, every: "30s" };
  return item as ItemOf[N];
}

export class Automatic extends ProfileEditor<AutomaticCheck> {
  constructor(
    host: Host,
    profiles: Profiles,
    private readonly connection: ConnectionModel,
    private readonly notices: Notices,
  ) {
    super(host, profiles);
    // The login's form shows problems while the page is closed.
    profiles.subscribe(() => this.#followClosed());
  }

  show(): void {
    if (!this.profile) return;
    this.open = true;
    this.changed();
    void this.refresh();
  }

  // Edits of the open profile

  add<N extends AutomaticList>(name: N, one: ItemOf[N], at?: number): void {
    this.#edit(name, (list) => inserted(list, at ?? list.length, one));
  }

  put<N extends AutomaticList>(name: N, index: number, one: ItemOf[N]): void {
    this.#edit(name, (list) => replaced(list, index, one));
  }

  move(name: AutomaticList, from: number, to: number): void {
    this.#edit(name, (list) => moved(list, from, to));
  }

  /** Removes an entry; a notice offers undo. */
  remove<N extends AutomaticList>(name: N, index: number): void {
    const { current } = this.profiles;
    const one = current?.profile[name]?.[index] as ItemOf[N] | undefined;
    if (!current || !one) return;
    const { key } = current;
    this.#edit(name, (list) => without(list, index));
    this.notices.say(`notice-removed-${name}`, {}, () => void this.#back(key, name, index, one));
  }

  async #back<N extends AutomaticList>(key: string, name: N, index: number, one: ItemOf[N]) {
    if (this.profiles.current?.key !== key && !(await this.profiles.select(key))) return;
    this.add(name, one, index);
  }

  #edit<N extends AutomaticList>(name: N, change: (list: ItemOf[N][]) => ItemOf[N][]) {
    this.profiles.edit((profile) => {
      const list = change((profile[name] ?? []) as ItemOf[N][]);
      return { ...profile, [name]: list.length > 0 ? list : undefined };
    });
  }

  editLogin(change: (login: Login) => Login): void {
    this.profiles.edit((profile) => withLogin(profile, change));
  }

  editParts(change: (parts: LoginPart[]) => LoginPart[]): void {
    this.editLogin(({ messages, ...login }) => {
      const parts = change(messages ?? []);
      return parts.length > 0 ? { ...login, messages: parts } : login;
    });
  }

  /** Whether replies and heartbeats are on; without a connection, whether the next one begins so. */
  isOn({ key }: Draft): boolean {
    const { connection } = this;
    if (connection.live && connection.key === key) return connection.state.automatic?.on ?? false;
    return connection.repliesChosen.get(key) ?? this.beginsOn;
  }

  /** Whether a connection begins with replies and heartbeats on, unless the user chooses otherwise. */
  get beginsOn(): boolean {
    return this.check?.beginsOn ?? false;
  }

  // Problems

  /** Number of problems at or below a path. */
  countUnder(path: string): number {
    const below = ({ path: at }: { path: string | null }) =>
      at === path || at?.startsWith(`${path}.`) || at?.startsWith(`${path}[`);
    return this.check?.problems.filter(below).length ?? 0;
  }

  protected override isSame(a: Profile, b: Profile): boolean {
    const names = ["replies", "heartbeats", "login", "messages", "codes", "layouts", "rules"] as const;
    return names.every((name) => a[name] === b[name]);
  }

  override async refresh(): Promise<void> {
    const { profile } = this;
    if (!profile) return;
    const generation = ++this.generation;
    this.checked = profile;
    const check = hasAutomatic(profile)
      ? await this.host.checkReplies(profile, this.profiles.current?.id ?? null).catch(() => null)
      : null;
    if (generation !== this.generation) return;
    this.check = check;
    this.changed();
  }

  #followClosed() {
    const { profile } = this;
    if (this.open || !profile || (this.checked && this.isSame(this.checked, profile))) return;
    if (hasAutomatic(profile) || this.check) this.checking.start();
  }
}
