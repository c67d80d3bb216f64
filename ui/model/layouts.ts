// The editor of a profile's decoding settings: the open section, its problems and the layout preview.

import type { Host } from "../host/host";
import type {
  Decoding,
  DecodingCheck,
  ErrorDto,
  Layout,
  LayoutField,
  LayoutPreview,
  LensDto,
  Profile,
  ProposalReason,
} from "../host/types";
import { outcome } from "./as-error";
import type { ConnectionModel } from "./connection";
import { decodingOf, type ItemOf, type ListName, withFormat, withList } from "./layout-edits";
import { lensOf } from "./lens";
import { freeName, inserted, moved, replaced, without } from "./list";
import type { Notices } from "./notices";
import { CHECK_AFTER_MS, ProfileEditor } from "./profile-editor";
import type { Profiles } from "./profiles";
import type { Rows } from "./rows";

export type LayoutsTab = "lens" | "layouts" | "rules" | "codes" | "latency" | "columns" | "sequences" | "protobuf";

/** The profile's keys that are edited here. */
const LISTS = [
  ...(["lens", "code", "codes", "layouts", "rules", "columns", "protobuf", "latency"] as const),
  ...(["sequences", "timestamps", "heartbeat_checks", "joined"] as const),
];

/** The message that a layout is previewed on. */
export type Source = { by: "newest" } | { by: "row"; row: number } | { by: "typed"; text: string };

/** Minimum time between previews: new messages arrive many times a second. */
const PREVIEW_EVERY_MS = 1_000;

export class Layouts extends ProfileEditor<DecodingCheck> {
  tab: LayoutsTab = "layouts";
  /** Index of the chosen layout. */
  index = 0;
  source: Source = { by: "newest" };
  preview: LayoutPreview | null = null;
  previewError: ErrorDto | null = null;
  /** Paths of fields in the newest messages. */
  seen: string[] = [];
  /** The layout that was proposed last, and why. */
  proposed: { name: string; reasons: ProposalReason[] } = { name: "", reasons: [] };
  /** Why a file could not be attached. */
  attachError: ErrorDto | null = null;
  readonly #spare = new Map<string, LayoutField[]>();
  #previewedAt = 0;

  constructor(
    host: Host,
    profiles: Profiles,
    private readonly connection: ConnectionModel,
    private readonly rows: Rows,
    private readonly notices: Notices,
    private readonly lenses: readonly LensDto[],
  ) {
    super(host, profiles);
    rows.subscribe(() => this.#scheduleRefresh());
  }

  #decoding(profile: Profile): Decoding {
    return decodingOf(profile, lensOf(this.lenses, profile)?.name);
  }

  get layouts(): Layout[] {
    return this.profile?.layouts ?? [];
  }

  /** The names of the named layouts. */
  get names(): string[] {
    return this.layouts.flatMap(({ name }) => name || []);
  }

  get layout(): Layout | null {
    return this.layouts[this.index] ?? null;
  }

  // Opening

  show(tab?: LayoutsTab): void {
    if (!this.profile) return;
    this.open = true;
    this.tab = tab ?? this.tab;
    this.index = Math.max(0, Math.min(this.index, this.layouts.length - 1));
    this.changed();
    void this.refresh();
  }

  /** Adds a layout to the profile and opens it; `row` is the message to preview it on. */
  openWith(layout: Layout, row: number | null = null): void {
    if (!this.profile) return;
    this.add("layouts", this.#named(layout));
    this.index = this.layouts.length - 1;
    this.source = row === null ? { by: "newest" } : { by: "row", row };
    this.show("layouts");
  }

  /** Opens an existing layout and previews it on this row. `reasons` are why it was proposed. */
  showOn(name: string, row: number, reasons: ProposalReason[] = []): void {
    this.proposed = { name, reasons };
    this.index = this.layouts.findIndex((layout) => layout.name === name);
    this.source = { by: "row", row };
    this.show("layouts");
  }

  choose(index: number): void {
    this.index = index;
    this.changed();
    void this.refresh();
  }

  goTo(tab: LayoutsTab): void {
    this.tab = tab;
    this.changed();
    void this.refresh();
  }

  // Edits of the open profile

  add<N extends ListName>(name: N, one: ItemOf<N>, at?: number): void {
    this.profiles.edit((profile) => withList(profile, name, (list) => inserted(list, at ?? list.length, one)));
  }

  put<N extends ListName>(name: N, index: number, one: ItemOf<N>): void {
    this.profiles.edit((profile) => withList(profile, name, (list) => replaced(list, index, one)));
  }

  move(name: ListName, from: number, to: number): void {
    this.profiles.edit((profile) => withList(profile, name, (list) => moved(list, from, to)));
    if (name !== "layouts") return;
    if (this.index === from) this.index = to;
    this.changed();
  }

  /** Removes an entry; a notice offers undo, even after another profile was opened. */
  remove<N extends ListName>(name: N, index: number, called: string): void {
    const { current } = this.profiles;
    const one = current?.profile[name]?.[index] as ItemOf<N> | undefined;
    if (!current || !one) return;
    const { key } = current;
    this.profiles.edit((profile) => withList(profile, name, (list) => without(list, index)));
    if (name === "layouts" && this.index >= index) this.index = Math.max(0, this.index - 1);
    this.changed();
    this.notices.say(`notice-removed-${name}`, { name: called }, () => void this.#back(key, name, index, one));
  }

  async #back<N extends ListName>(key: string, name: N, index: number, one: ItemOf<N>) {
    if (this.profiles.current?.key !== key && !(await this.profiles.select(key))) return;
    this.add(name, one, index);
    if (name === "layouts") this.choose(index);
  }

  /** Creates a layout and opens it. */
  create(name: string, format = "<i"): void {
    this.openWith({ name, format, fields: [{ name: "code" }] });
  }

  duplicate(index: number, name: (name: string) => string): void {
    const layout = this.layouts[index];
    if (!layout) return;
    this.add("layouts", this.#named({ ...structuredClone(layout), name: name(layout.name ?? "") }), index + 1);
    this.choose(index + 1);
  }

  #named(layout: Layout): Layout {
    return {
      ...layout,
      name: freeName(
        layout.name ?? "",
        this.layouts.map((one) => one.name ?? ""),
      ),
    };
  }

  /** Sets the format of the layout at a path; fields left over are kept until their values return. */
  reformat(path: string, layout: Layout, format: string): Layout {
    const place = `${this.profiles.current?.key} ${path}`;
    const [next, spare] = withFormat(layout, format, this.#spare.get(place) ?? []);
    this.#spare.set(place, spare);
    return next;
  }

  /** Renames what refers to the field at a path, which has its new name already. */
  async followRename(place: string, old: string): Promise<void> {
    const draft = this.profiles.current;
    if (!draft) return;
    const [renamed] = await outcome(this.host.followRename(draft.profile, place, old));
    const now = this.profiles.current;
    if (!renamed || now?.key !== draft.key) return;
    // Edited meanwhile: the references follow in what is there now.
    if (now.profile !== draft.profile) await this.followRename(place, old);
    else this.profiles.edit(() => renamed);
  }

  async attach(): Promise<void> {
    this.attachError = null;
    const [file, error] = await outcome(this.host.attachProtobuf());
    const same = this.profile?.protobuf?.findIndex((one) => one.name === file?.name) ?? -1;
    if (file && same >= 0) this.put("protobuf", same, file);
    else if (file) this.add("protobuf", file);
    this.attachError = error;
    this.changed();
  }

  // Problems

  /** Number of problems at or below a path. */
  countUnder(path: string): number {
    const below = ({ path: at }: ErrorDto) => at === path || at?.startsWith(`${path}.`) || at?.startsWith(`${path}[`);
    return this.check?.problems.filter(below).length ?? 0;
  }

  // Layout preview

  try(source: Source): void {
    this.source = source;
    this.changed();
    this.checking.start(source.by === "newest" ? 0 : CHECK_AFTER_MS);
  }

  protected override isSame(a: Profile, b: Profile): boolean {
    return LISTS.every((name) => a[name] === b[name]);
  }

  #scheduleRefresh() {
    if (!this.open || this.source.by !== "newest" || Date.now() - this.#previewedAt < PREVIEW_EVERY_MS) return;
    if (this.rows.total === 0) return;
    this.#previewedAt = Date.now();
    void this.#loadPreview();
  }

  /** Checks everything, then updates the preview; an answer for outdated text is dropped. */
  override async refresh(): Promise<void> {
    const { profile } = this;
    if (!profile || !this.open) return;
    const generation = ++this.generation;
    this.checked = profile;
    const check = await this.host.checkDecoding(this.#decoding(profile)).catch(() => null);
    if (generation !== this.generation) return;
    this.check = check;
    this.changed();
    await this.#loadPreview(generation);
    if (this.tab === "columns" || this.tab === "sequences")
      await this.#loadSeenFields(this.#decoding(profile), generation);
  }

  async #loadPreview(generation = this.generation) {
    const { profile, source, connection } = this;
    if (!profile) return;
    const layout = this.tab === "layouts" && this.layout ? this.index : null;
    const request = {
      layout,
      connection: connection.id,
      row: source.by === "row" ? source.row : null,
      bytes: source.by === "typed" ? source.text : null,
    };
    const [preview, error] = await outcome(this.host.tryLayout(this.#decoding(profile), request));
    if (generation !== this.generation) return;
    this.#previewedAt = Date.now();
    this.previewError = error;
    this.preview = preview;
    this.changed();
  }

  async #loadSeenFields(decoding: Decoding, generation: number) {
    const { id } = this.connection;
    const fields = id === null ? [] : await this.host.seenFields(decoding, id).catch(() => []);
    if (generation !== this.generation) return;
    this.seen = fields;
    this.changed();
  }
}
