import { expect, test } from "vitest";
import type { Host } from "../host/host";
import type { Preferences as Dto } from "../host/types";
import { PreferencesStore, stepped } from "./preferences";

test("a change is written immediately, and changes during a write are written together", async () => {
  const written: Dto[] = [];
  const done: (() => void)[] = [];
  const setPreferences = (value: Dto) => {
    written.push(value);
    return new Promise<void>((resolve) => done.push(resolve));
  };
  const value = { columns: {}, panes: {}, table: { order: [], shown: {}, time: "absolute" } } as unknown as Dto;
  const preferences = new PreferencesStore({ setPreferences } as unknown as Host, value);
  preferences.set({ theme: "dark" });
  expect(written).toHaveLength(1);
  for (let i = 1; i <= 100; i++) preferences.setPane("side", i);
  expect(written).toHaveLength(1);
  done[0]?.();
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
  expect(written).toHaveLength(2);
  expect(written[1]?.panes.side).toBe(100);
  expect(written[1]?.theme).toBe("dark");
});

test("the zoom moves in steps, stops at both ends and resets", () => {
  let zoom = 100;
  for (let i = 0; i < 20; i++) zoom = stepped(zoom, 1);
  expect(zoom).toBe(300);
  for (let i = 0; i < 20; i++) zoom = stepped(zoom, -1);
  expect(zoom).toBe(50);
  expect(stepped(zoom, 0)).toBe(100);
  expect(stepped(103, -1)).toBe(100);
});
