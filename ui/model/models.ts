// Creates and wires the models of the window and of each tab.

import type { Host } from "../host/host";
import type { AppInfo } from "../host/types";
import { Actions } from "./actions";
import { Automatic } from "./automatic";
import { Charts } from "./charts";
import { Composer } from "./composer";
import { ConnectionModel } from "./connection";
import { DecodingSync } from "./decoding-sync";
import { DemoServer } from "./demo-server";
import { Drafts } from "./drafts";
import { Exporting } from "./exports";
import { FieldActions } from "./field-actions";
import { FieldColumns } from "./field-columns";
import { Filtering } from "./filter";
import { Finding } from "./find";
import { Handshakes } from "./handshakes";
import { History } from "./history";
import { Inspection } from "./inspection";
import { Layouts } from "./layouts";
import { Library } from "./library";
import { MisbehaveModel } from "./misbehave";
import { Notices } from "./notices";
import { Payload } from "./payload";
import { Feed } from "./poll";
import { PreferencesStore } from "./preferences";
import { Profiles } from "./profiles";
import { RowActions } from "./row-actions";
import { RowComparison } from "./row-comparison";
import { Rows } from "./rows";
import { Selection } from "./selection";
import { Anchor } from "./selection-anchor";
import { serverOf } from "./server";
import { SessionSecrets } from "./session-secrets";
import { Settings } from "./settings";
import { TabOpener } from "./tab-opener";
import { TableColumns } from "./table-columns";
import { Tabs } from "./tabs";
import { Text } from "./text";
import { Comparing } from "./transcript-comparison";

/** Models shared by all tabs. */
export interface Shared {
  host: Host;
  info: AppInfo;
  text: Text;
  preferences: PreferencesStore;
  notices: Notices;
  library: Library;
  sessionSecrets: SessionSecrets;
  demo: DemoServer;
  history: History;
  comparing: Comparing;
  tabs: Tabs;
  opening: TabOpener;
  drafts: Drafts;
}

/** Models of one tab, and the shared ones. */
export interface Models extends Shared {
  profiles: Profiles;
  connection: ConnectionModel;
  rows: Rows;
  feed: Feed;
  selection: Selection;
  payload: Payload;
  composer: Composer;
  automatic: Automatic;
  layouts: Layouts;
  misbehaving: MisbehaveModel;
  settings: Settings;
  handshakes: Handshakes;
  columns: FieldColumns;
  table: TableColumns;
  rowComparison: RowComparison;
  rowActions: RowActions;
  inspection: Inspection;
  fields: FieldActions;
  filtering: Filtering;
  finding: Finding;
  exporting: Exporting;
  charts: Charts;
  anchor: Anchor;
  actions: Actions;
  /** Ends the tab: releases its connection and its subscriptions. */
  end: () => void;
}

/** Creates the window's models with one blank tab. */
export function makeWindow(
  host: Host,
  info: AppInfo,
  hidden: () => boolean,
  overBox: (x: number, y: number) => boolean = () => false,
): Shared {
  const preferences = new PreferencesStore(host, info.preferences);
  const text = new Text(info.systemLanguage, info.preferences.language);
  const notices = new Notices();
  const library = new Library(host);
  const sessionSecrets: SessionSecrets = new SessionSecrets((key) => {
    const profile = library.draft(key)?.profile;
    return profile ? serverOf(profile, sessionSecrets.given(key)) : "";
  });
  const demo = new DemoServer(host);
  const tabs = new Tabs((active) => makeModels(shared, () => hidden() || !active()));
  const drafts = new Drafts({ host, library, tabs, notices });
  const opening = new TabOpener({
    host,
    library,
    tabs,
    preferences,
    notices,
    drafts,
    text,
    uncover: () => {
      history.hide();
      comparing.hide();
    },
    overBox,
  });
  const history = new History(host, notices, preferences, (id, row) => opening.pastConnection(id, row));
  const comparing = new Comparing(host, history);
  const shared: Shared = {
    host,
    info,
    text,
    preferences,
    notices,
    library,
    sessionSecrets,
    demo,
    history,
    comparing,
    tabs,
    opening,
    drafts,
  };
  const follow = () => {
    text.choose(preferences.value.language);
    text.showUtc(preferences.value.utc);
  };
  preferences.subscribe(follow);
  follow();
  library.onRekey.add((from, to) => sessionSecrets.rekey(from, to));
  library.onGone.add((key) => sessionSecrets.forget(key));
  tabs.create();
  return shared;
}

function makeModels(shared: Shared, hidden: () => boolean): Models {
  const { host, info, text, preferences, notices, library, sessionSecrets, demo, opening } = shared;
  const profiles = new Profiles(library);
  const connection = new ConnectionModel(host, sessionSecrets, demo);
  const rows = new Rows();
  const feed = new Feed(host, connection, rows, hidden);
  const selection = new Selection();
  const payload = new Payload(host);
  const composer = new Composer(
    host,
    () => profiles.current?.profile ?? null,
    () => connection.given(profiles.current?.key ?? ""),
    () => profiles.current?.id ?? null,
  );
  const layouts = new Layouts(host, profiles, connection, rows, notices, info.lenses);
  const settings = new Settings(host, profiles);
  const automatic = new Automatic(host, profiles, connection, notices);
  const handshakes = new Handshakes(host, connection);
  const columns = new FieldColumns(profiles, connection, rows, notices);
  const inspection = new Inspection(host, payload);
  const table = new TableColumns(preferences, rows);
  const rowComparison = new RowComparison(host, connection, rows, selection);
  const rowActions = new RowActions({ host, connection, profiles, rows, selection, payload, notices, text });
  const fields = new FieldActions({ host, payload, inspection, columns, profiles, notices, layouts, selection });
  const filtering = new Filtering(host, connection, profiles, notices, info.lenses);
  const finding = new Finding(host, connection, rows, selection, notices);
  const exporting = new Exporting(host, connection, (id) => void opening.file(id));
  const charts = new Charts(host, connection, hidden);
  const anchor = new Anchor(host, connection, rows, selection, payload);
  new DecodingSync(host, connection, profiles, info.lenses);
  const parts = {
    ...shared,
    profiles,
    connection,
    rows,
    feed,
    selection,
    payload,
    composer,
    automatic,
    layouts,
    misbehaving: new MisbehaveModel(host),
    settings,
    handshakes,
    columns,
    table,
    rowComparison,
    rowActions,
    inspection,
    fields,
    filtering,
    finding,
    exporting,
    charts,
    anchor,
  };
  follow(rows, selection, payload, connection, anchor);
  redecode(rows, selection, payload, inspection);
  const stops = join(parts);
  const end = () => {
    for (const stop of stops) stop();
    charts.hide();
    connection.end();
  };
  return { ...parts, actions: new Actions(parts), end };
}

/** Subscribes a tab to the window's models; the returned function unsubscribes. */
function join({ profiles, connection, composer, table, ...shared }: Omit<Models, "actions" | "end">): (() => void)[] {
  const { library, sessionSecrets, preferences, drafts } = shared;
  const rekey = (from: string, to: string) => {
    profiles.rekey(from, to);
    connection.rekey(from, to);
    composer.rekey(from, to);
  };
  library.onRekey.add(rekey);
  return [
    () => library.onRekey.delete(rekey),
    library.subscribe(() => profiles.follow()),
    sessionSecrets.subscribe(() => connection.changed()),
    preferences.subscribe(() => table.follow()),
    composer.subscribe(() => drafts.changed()),
  ];
}

/** Shows the active row in the details once it is loaded; the anchor keeps it while the view changes. */
function follow(rows: Rows, selection: Selection, payload: Payload, connection: ConnectionModel, anchor: Anchor) {
  let wanted = -1;
  let changing = false;
  const show = () => {
    if (wanted < 0) return;
    const row = rows.get(wanted);
    if (!row) return;
    wanted = -1;
    payload.show(connection.id, row);
  };
  selection.subscribe(() => {
    wanted = selection.active;
    if (!changing) anchor.release();
    if (wanted < 0 && !anchor.holds) payload.show(null, null);
    show();
  });
  rows.subscribe(() => {
    changing = true;
    anchor.follow();
    changing = false;
    show();
  });
}

/** Decodes the details again when layouts change. */
function redecode(rows: Rows, selection: Selection, payload: Payload, inspection: Inspection) {
  let decoding = 0;
  rows.subscribe(() => {
    const row = rows.get(selection.active);
    if (row) payload.refresh(row);
    if (decoding === rows.decoding) return;
    decoding = rows.decoding;
    void inspection.decode();
  });
}
