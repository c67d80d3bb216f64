// All models of the window, wired to each other.

import type { Host } from "../host/host";
import type { AppInfo } from "../host/types";
import { Actions } from "./actions";
import { Charts } from "./charts";
import { FieldColumns } from "./columns";
import { Comparing } from "./comparing";
import { Composer } from "./composer";
import { Connection } from "./connection";
import { Decoding } from "./decoding";
import { Exporting } from "./exporting";
import { Feed } from "./feed";
import { FieldActions } from "./field-actions";
import { Filtering } from "./filtering";
import { Finding } from "./finding";
import { Inspection } from "./inspection";
import { Layouts } from "./layouts";
import { Misbehaving } from "./misbehave";
import { Notices } from "./notices";
import { Pair } from "./pair";
import { Past } from "./past";
import { Payload } from "./payload";
import { Preferences } from "./preferences";
import { Profiles } from "./profiles";
import { RowActions } from "./row-actions";
import { Rows } from "./rows";
import { Selection } from "./selection";
import { TableColumns } from "./table";
import { Text } from "./text";

export interface Models {
  host: Host;
  info: AppInfo;
  text: Text;
  preferences: Preferences;
  profiles: Profiles;
  connection: Connection;
  rows: Rows;
  feed: Feed;
  selection: Selection;
  payload: Payload;
  composer: Composer;
  layouts: Layouts;
  misbehaving: Misbehaving;
  notices: Notices;
  columns: FieldColumns;
  table: TableColumns;
  pair: Pair;
  rowActions: RowActions;
  inspection: Inspection;
  fields: FieldActions;
  filtering: Filtering;
  finding: Finding;
  past: Past;
  exporting: Exporting;
  charts: Charts;
  comparing: Comparing;
  actions: Actions;
}

export function makeModels(host: Host, info: AppInfo, hidden: () => boolean): Models {
  const preferences = new Preferences(host, info.preferences);
  const text = new Text(info.systemLanguage, info.preferences.language);
  const profiles = new Profiles(host);
  const connection = new Connection(host);
  const rows = new Rows();
  const feed = new Feed(host, connection, rows, hidden);
  const selection = new Selection();
  const payload = new Payload(host);
  const composer = new Composer(
    host,
    () => profiles.current?.profile ?? null,
    () => connection.given(profiles.current?.key ?? ""),
  );
  const notices = new Notices();
  const layouts = new Layouts(host, profiles, connection, rows, notices);
  const columns = new FieldColumns(profiles, connection, rows, notices);
  const inspection = new Inspection(host, payload);
  const table = new TableColumns(preferences, rows);
  const pair = new Pair(host, connection, rows, selection);
  const rowActions = new RowActions({ host, connection, profiles, rows, selection, payload, notices, text });
  const fields = new FieldActions({ host, payload, inspection, columns, profiles, notices, layouts });
  const filtering = new Filtering(host, connection, profiles, notices);
  const finding = new Finding(host, connection, rows, selection, notices);
  const past = new Past(host, { connection, rows, selection, notices, preferences });
  const exporting = new Exporting(host, connection);
  const charts = new Charts(host, connection);
  const comparing = new Comparing(host, past);
  new Decoding(host, connection, profiles);
  const parts = {
    host,
    info,
    text,
    preferences,
    profiles,
    connection,
    rows,
    feed,
    selection,
    payload,
    composer,
    layouts,
    misbehaving: new Misbehaving(host),
    notices,
    columns,
    table,
    pair,
    rowActions,
    inspection,
    fields,
    filtering,
    finding,
    past,
    exporting,
    charts,
    comparing,
  };
  preferences.subscribe(() => text.choose(preferences.value.language));
  follow(rows, selection, payload, connection);
  redecode(rows, selection, payload, inspection);
  return { ...parts, actions: new Actions(parts) };
}

/** The details show the active row as soon as it is here; a new view ends the selection. */
function follow(rows: Rows, selection: Selection, payload: Payload, connection: Connection): void {
  let generation = rows.generation;
  let wanted = -1;
  const show = () => {
    if (wanted < 0) return;
    const row = rows.get(wanted);
    if (!row) return;
    wanted = -1;
    payload.show(connection.id, row);
  };
  selection.subscribe(() => {
    wanted = selection.active;
    if (wanted < 0) payload.show(null, null);
    show();
  });
  rows.subscribe(() => {
    if (generation !== rows.generation) {
      generation = rows.generation;
      selection.clear();
    }
    show();
  });
}

/** Layouts that changed are seen at once in the details too. */
function redecode(rows: Rows, selection: Selection, payload: Payload, inspection: Inspection): void {
  let decoding = 0;
  rows.subscribe(() => {
    const row = rows.get(selection.active);
    if (row) payload.refresh(row);
    if (decoding === rows.decoding) return;
    decoding = rows.decoding;
    void inspection.decode();
  });
}
