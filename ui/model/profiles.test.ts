import { beforeEach, describe, expect, it } from "vitest";
import { memoryHost } from "../host/memory";
import { blank, Profiles } from "./profiles";

let profiles: Profiles;
beforeEach(async () => {
  profiles = new Profiles(memoryHost(new URLSearchParams()));
  await profiles.load();
});

const entry = (name: string) => profiles.entries.find((one) => one.name === name);
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

  it("is clean after a save, and clean again when an edit is taken back", async () => {
    await profiles.select("Quotes feed");
    const url = profiles.current?.profile.connection.url ?? "";
    rename("ws://changed/");
    rename(url);
    expect(entry("Quotes feed")?.dirty).toBe(false);
    rename("ws://changed/");
    expect(await profiles.save()).toBe(true);
    expect(entry("Quotes feed")?.dirty).toBe(false);
  });

  it("gives a new profile its file at the first save", async () => {
    profiles.create(blank("Mine", "ws://mine/"));
    expect(entry("Mine")?.saved).toBe(false);
    await profiles.save();
    expect(profiles.current?.id).toBe("Mine");
    expect(profiles.entries.filter((one) => one.name === "Mine")).toHaveLength(1);
  });

  it("writes the name alone when renaming", async () => {
    await profiles.select("Quotes feed");
    rename("ws://changed/");
    await profiles.rename("Quotes feed", "Quotes");
    expect(entry("Quotes")?.dirty).toBe(true);
    expect(profiles.current?.profile.connection.url).toBe("ws://changed/");
  });

  it("undoes a delete, edits included", async () => {
    await profiles.select("Quotes feed");
    rename("ws://changed/");
    const undo = await profiles.remove("Quotes feed");
    expect(entry("Quotes feed")).toBeUndefined();
    expect(profiles.current).toBeNull();
    await undo?.();
    expect(entry("Quotes feed")?.dirty).toBe(true);
    expect(profiles.current?.key).toBe("Quotes feed");
  });

  it("says why a damaged file cannot be opened, and keeps what was open", async () => {
    await profiles.select("Quotes feed");
    expect(await profiles.select("broken")).toBe(false);
    expect(profiles.error?.code).toBe("profile_damaged");
    expect(profiles.current?.key).toBe("Quotes feed");
  });
});

describe("the example", () => {
  it("keeps what was typed into it when it is asked for again", async () => {
    await profiles.example();
    profiles.edit((profile) => ({ ...profile, name: "Mine now" }));
    await profiles.select("Quotes feed");
    await profiles.example();
    expect(profiles.current?.profile.name).toBe("Mine now");
    expect(profiles.entries.filter((one) => one.key === "example")).toHaveLength(1);
  });
});
