// The connection settings page: the open section, its problems and facts about this machine.

import type { Connection, ConnectionCheck, ConnectionFacts, ConnectionFile, ErrorDto, Profile } from "../host/types";
import { outcome } from "./as-error";
import { type GroupName, withConnection, withGroup, withKey } from "./connection-edits";
import { type Section, sectionOf } from "./connection-summary";
import { ProfileEditor } from "./profile-editor";

export class Settings extends ProfileEditor<ConnectionCheck> {
  section: Section = "request";
  facts: ConnectionFacts | null = null;
  /** Why a file dialog failed. */
  error: ErrorDto | null = null;
  /** The path to focus; the view consumes it. */
  wanted: string | null = null;

  get connection(): Connection {
    return this.profile?.connection ?? { url: "" };
  }

  show(section?: Section): void {
    if (!this.profile) return;
    this.open = true;
    this.section = section ?? this.section;
    this.wanted = null;
    this.changed();
    void this.refresh();
    void this.#ask();
  }

  /** Opens the section that edits this path. */
  showAt(path: string): void {
    this.show(sectionOf(path));
    this.wanted = path;
    this.changed();
  }

  goTo(section: Section): void {
    this.section = section;
    this.changed();
  }

  // Edits of the open profile

  edit(change: (connection: Connection) => Connection): void {
    this.profiles.edit((profile) => withConnection(profile, change));
  }

  put<K extends keyof Connection>(key: K, value: Connection[K]): void {
    this.edit((connection) => withKey(connection, key, value));
  }

  patch<N extends GroupName>(name: N, patch: Partial<NonNullable<Connection[N]>>): void {
    this.edit((connection) => withGroup(connection, name, patch));
  }

  /** Trusts this certificate for this profile only. */
  pin(sha256: string): void {
    const pinned = this.connection.tls?.pinned ?? [];
    const plain = (pin: string) => pin.replaceAll(/[:\s]/g, "").toLowerCase();
    if (pinned.some((pin) => plain(pin) === plain(sha256))) return;
    this.patch("tls", { pinned: [...pinned, sha256] });
  }

  setVerify(verify: boolean): void {
    this.patch("tls", { verify: verify ? undefined : false });
  }

  async choose(kind: ConnectionFile): Promise<string | null> {
    this.error = null;
    const [name, error] = await outcome(this.host.chooseConnectionFile(kind, this.profiles.current?.id ?? null));
    this.error = error;
    this.changed();
    return name;
  }

  // Problems

  countIn(section: Section): number {
    return (
      this.check?.problems.filter(
        ({ path }) => path !== null && path !== "connection.url" && sectionOf(path) === section,
      ).length ?? 0
    );
  }

  protected override isSame(a: Profile, b: Profile): boolean {
    return a.connection === b.connection;
  }

  override async refresh(): Promise<void> {
    const { profile } = this;
    if (!profile || !this.open) return;
    const generation = ++this.generation;
    const before = this.checked?.connection.url;
    this.checked = profile;
    const check = await this.host.checkConnection(profile, this.profiles.current?.id ?? null).catch(() => null);
    if (generation !== this.generation) return;
    this.check = check;
    this.changed();
    if (before !== profile.connection.url) await this.#ask();
  }

  async #ask() {
    const facts = await this.host.connectionFacts(this.connection.url).catch(() => null);
    if (!this.open) return;
    this.facts = facts;
    this.changed();
  }
}
