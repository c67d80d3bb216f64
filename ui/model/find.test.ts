import { expect, test } from "vitest";
import { fakeHost } from "../test/fake-host";
import { ConnectionModel } from "./connection";
import { DemoServer } from "./demo-server";
import { Finding } from "./find";
import { blank, Library } from "./library";
import { Notices } from "./notices";
import { Profiles } from "./profiles";
import { Rows } from "./rows";
import { Selection } from "./selection";
import { SessionSecrets } from "./session-secrets";

async function made() {
  const host = fakeHost({ rows: 60, rate: 0 });
  const profiles = new Profiles(new Library(host));
  profiles.show(profiles.library.create(blank("one", "ws://127.0.0.1:1/")));
  const connection = new ConnectionModel(host, new SessionSecrets(() => ""), new DemoServer(host));
  const [rows, selection, notices] = [new Rows(), new Selection(), new Notices()];
  const finding = new Finding(host, connection, rows, selection, notices);
  if (profiles.current) await connection.connect(profiles.current);
  let total = 0;
  while (total < 60) {
    const id = connection.id ?? 0;
    total = (await host.pull({ connection: id, rev: 0, first: 0, count: 0, minMs: 20, maxMs: 0, wants: [] })).total;
  }
  return { finding, selection, rows, notices };
}

test("next and previous select a match and report wrapping", async () => {
  const { finding, selection, rows } = await made();
  const shown: number[] = [];
  finding.onShow = (position) => shown.push(position);
  finding.type("x");
  await finding.next(true);
  expect([selection.active, finding.outcome, rows.following]).toEqual([0, "found", false]);
  await finding.next(true);
  await finding.next(false);
  await finding.next(false);
  expect([selection.active, finding.outcome]).toEqual([56, "wrapped-up"]);
  await finding.next(true);
  expect([selection.active, finding.outcome]).toEqual([0, "wrapped-down"]);
  expect(shown).toEqual([0, 7, 0, 56, 0]);
});

test("no match and an invalid query are reported", async () => {
  const { finding, selection } = await made();
  finding.type("nothing");
  await finding.next(true);
  expect([finding.outcome, selection.active]).toEqual(["nothing", -1]);
  finding.type("size:viel");
  await finding.next(true);
  expect([finding.outcome, finding.error?.code]).toEqual(["none", "filter_value"]);
});

test("a newer search replaces the older one", async () => {
  const { finding, selection } = await made();
  finding.type("nothing");
  const first = finding.next(true);
  finding.type("x");
  await Promise.all([first, finding.next(true)]);
  expect([finding.outcome, selection.active]).toEqual(["found", 0]);
});

test("a missing row and an invalid place are reported", async () => {
  const { finding, selection, notices } = await made();
  expect(await finding.goTo("12")).toBeNull();
  expect([selection.active, notices.list.length]).toEqual([11, 0]);
  expect(await finding.goTo("100")).toBeNull();
  expect([selection.active, notices.list.length]).toEqual([59, 1]);
  expect((await finding.goTo("soon"))?.code).toBe("place_invalid");
});
