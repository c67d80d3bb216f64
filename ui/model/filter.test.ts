import { expect, test, vi } from "vitest";
import type { Profile } from "../host/types";
import { fakeHost } from "../test/fake-host";
import { ConnectionModel } from "./connection";
import { DemoServer } from "./demo-server";
import { Filtering, heartbeats } from "./filter";
import { blank, Library } from "./library";
import { Notices } from "./notices";
import { Profiles } from "./profiles";
import { SessionSecrets } from "./session-secrets";

async function made() {
  const host = fakeHost({ rows: 60, rate: 0 });
  const profiles = new Profiles(new Library(host));
  profiles.show(profiles.library.create(blank("one", "ws://127.0.0.1:1/")));
  const connection = new ConnectionModel(host, new SessionSecrets(() => ""), new DemoServer(host));
  const filtering = new Filtering(host, connection, profiles, new Notices(), []);
  if (profiles.current) await connection.connect(profiles.current);
  return { host, profiles, connection, filtering };
}

test("an invalid filter shows its position and leaves the previous one applied", async () => {
  const { host, filtering } = await made();
  const asked = vi.spyOn(host, "filter");
  await filtering.apply("code:1");
  expect(filtering.error).toBeNull();
  await filtering.apply("code:1 size:viel");
  expect(filtering.error?.code).toBe("filter_value");
  expect(filtering.error?.args.column).toBe("13");
  await filtering.apply("code:1");
  expect(filtering.error).toBeNull();
  expect(asked).toHaveBeenCalledTimes(3);
});

test("a click on a cell edits the filter text", async () => {
  const { filtering } = await made();
  await filtering.click(2, { what: "code" }, false);
  expect(filtering.text).toBe("code:1");
  await filtering.click(2, { what: "direction" }, true);
  expect(filtering.text).toBe("code:1 -dir:received");
});

test("heartbeats are hidden and shown again", async () => {
  const { filtering } = await made();
  await filtering.apply("first");
  await filtering.toggleHeartbeats();
  expect(filtering.text).toBe("first -kind:ping,pong");
  await filtering.toggleHeartbeats();
  expect(filtering.text).toBe("first");
});

test("heartbeats are the codes that the profile names so", () => {
  const code = (code: number, name: string) => ({ code, name, tone: "neutral" as const });
  const codes = [
    code(9, "KEEP_ALIVE"),
    code(3, "SHOPPING"),
    code(-1, "Heartbeat"),
    code(9, "pong_reply"),
    code(4, "PING"),
  ];
  const profile = { ...blank("x"), codes } as Profile;
  expect(heartbeats(profile)).toEqual(["-kind:ping,pong", "-code:-1,4,9"]);
  expect(heartbeats(null)).toEqual(["-kind:ping,pong"]);
  const lens = { name: "stomp", preset: blank("STOMP 1.2") };
  expect(heartbeats(profile, lens)).toEqual(["-kind:ping,pong", "-code:-1,4,9", "-is:heartbeat"]);
});

test("a filter is saved under a name, overwritten and deleted with undo", async () => {
  const { filtering, profiles } = await made();
  await filtering.apply("code:1");
  filtering.save("logins");
  await filtering.apply("code:2");
  filtering.save("logins");
  expect(profiles.current?.profile.filters).toEqual([{ name: "logins", filter: "code:2" }]);
  await filtering.apply("size:viel");
  filtering.save("wrong");
  filtering.remove(0);
  expect(filtering.saved).toEqual([]);
});
