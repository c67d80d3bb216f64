import { expect, test } from "vitest";
import type { Profile } from "../host/types";
import { automaticCount, hasAutomatic, newItem } from "./automatic";

const profile = (more: Partial<Profile>): Profile => ({
  wirelark: 1,
  name: "x",
  connection: { url: "ws://h/" },
  ...more,
});

test("a profile is checked if it has replies, heartbeats or filters of a login", () => {
  const fields: never[] = [];
  expect(hasAutomatic(profile({ login: { fields, reply: { code: 1, within: "10s" } } }))).toBe(false);
  expect(hasAutomatic(profile({ login: { fields, reply: { filter: "a", within: "10s" } } }))).toBe(true);
  expect(hasAutomatic(profile({ login: { fields, messages: ["a"] } }))).toBe(true);
  expect(hasAutomatic(profile({ heartbeats: [{ send: "a", every: "5s" }] }))).toBe(true);
});

test("what is switched off is not counted", () => {
  const replies = [
    { when: "a", send: "m" },
    { when: "b", send: "m", off: true },
  ];
  expect(automaticCount(profile({ replies, heartbeats: [{ send: "m", every: "5s" }] }))).toBe(2);
});

test("a new entry sends a saved message, or one to be written", () => {
  const messages = [{ name: "pong", type: "text" as const, text: "PONG" }];
  expect(newItem("replies", profile({ messages }))).toEqual({ when: "", send: "pong" });
  expect(newItem("heartbeats", profile({}))).toEqual({ send: { name: "", type: "text", text: "" }, every: "30s" });
});
