import { beforeEach, describe, expect, it } from "vitest";
import { fakeHost } from "../test/fake-host";
import { blank, Library } from "./library";
import { Profiles } from "./profiles";

let library: Library;
let profiles: Profiles;
beforeEach(async () => {
  library = new Library(fakeHost());
  profiles = new Profiles(library);
  library.onRekey.add((from, to) => profiles.rekey(from, to));
  await library.load();
});

const entry = (name: string) => library.entries.find((one) => one.name === name);
const rename = (name: string) => profiles.edit((profile) => ({ ...profile, connection: { url: name } }));

describe("Profiles", () => {
  it("keeps an unsaved edit while another profile is open", async () => {
    await profiles.select("Quotes feed");
    rename("ws://changed/");
    expect(entry("Quotes feed")?.dirty).toBe(true);
    await profiles.select("Original script");
    expect(profiles.current?.profile.connection.url).not.toBe("ws://changed/");
    await profiles.select("Quotes feed");
    expect(profiles.current?.profile.connection.url).toBe("ws://changed/");
  });

  it("real_server_06 keeps a file's unknown keys, also after a save", async () => {
    const host = fakeHost();
    const unknown = ["conection", "messages[0].hex"];
    const [read, save] = [host.openProfile, host.saveProfile];
    host.openProfile = async (id) => ({ ...(await read.call(host, id)), unknown });
    host.saveProfile = async (...saved) => ({ ...(await save.apply(host, saved)), unknown });
    const own = new Library(host);
    const draft = await own.open("Quotes feed");
    expect(draft?.unknown).toEqual(unknown);
    expect(draft && (await own.save(draft))?.unknown).toEqual(unknown);
    expect(own.create(blank("Mine")).unknown ?? []).toEqual([]);
  });

  it("is clean after a save and after an edit is reverted", async () => {
    await profiles.select("Quotes feed");
    const url = profiles.current?.profile.connection.url ?? "";
    rename("ws://changed/");
    rename(url);
    expect(entry("Quotes feed")?.dirty).toBe(false);
    rename("ws://changed/");
    expect(await profiles.save()).toBe(true);
    expect(entry("Quotes feed")?.dirty).toBe(false);
  });

  it("creates a new profile's file on the first save", async () => {
    profiles.show(library.create(blank("Mine", "ws://mine/")));
    expect(entry("Mine")?.saved).toBe(false);
    await profiles.save();
    expect(profiles.current?.id).toBe("Mine");
    expect(library.entries.filter((one) => one.name === "Mine")).toHaveLength(1);
  });

  it("writes only the name when renaming", async () => {
    await profiles.select("Quotes feed");
    rename("ws://changed/");
    await library.rename("Quotes feed", "Quotes");
    expect(entry("Quotes")?.dirty).toBe(true);
    expect(profiles.current?.profile.connection.url).toBe("ws://changed/");
  });

  it("undoes a delete including edits", async () => {
    await profiles.select("Quotes feed");
    rename("ws://changed/");
    const undo = await library.remove("Quotes feed");
    expect(entry("Quotes feed")).toBeUndefined();
    expect(profiles.current).toBeNull();
    await undo?.();
    expect(entry("Quotes feed")?.dirty).toBe(true);
    expect(profiles.current?.key).toBe("Quotes feed");
  });

  it("reports a damaged file and keeps the open profile", async () => {
    await profiles.select("Quotes feed");
    expect(await profiles.select("broken")).toBe(false);
    expect(library.error?.code).toBe("profile_damaged");
    expect(profiles.current?.key).toBe("Quotes feed");
  });

  it("share edits across tabs", async () => {
    const other = new Profiles(library);
    await profiles.select("Quotes feed");
    await other.select("Quotes feed");
    let told = 0;
    other.subscribe(() => told++);
    library.subscribe(() => other.follow());
    rename("ws://changed/");
    expect([other.current?.profile.connection.url, told]).toEqual(["ws://changed/", 1]);
  });
});

describe("the example", () => {
  it("keeps its edits when requested again", async () => {
    profiles.show(await library.example(false));
    profiles.edit((profile) => ({ ...profile, name: "Mine now" }));
    await profiles.select("Quotes feed");
    profiles.show(await library.example(false));
    expect(profiles.current?.profile.name).toBe("Mine now");
    expect(library.entries.filter((one) => one.key === "example")).toHaveLength(1);
  });
});
