import { describe, expect, it } from "vitest";
import type { HistoryEntryDto } from "../host/types";
import { fieldsOf, pairWith } from "./transcript-comparison";

const past = (id: string, profile: string): HistoryEntryDto => ({
  id,
  title: null,
  name: profile,
  profile,
  url: "",
  begun: null,
  pinned: false,
  bytes: 0,
  open: false,
  keep: "all",
  counted: null,
  error: null,
});

describe("the default pair", () => {
  const list = [past("4", "x"), past("3", "y"), past("2", "x"), past("1", "x")];

  it("is the chosen one and its profile's previous one, older first", () => {
    expect(pairWith(list, "4")).toEqual(["2", "4"]);
    expect(pairWith(list, "2")).toEqual(["1", "2"]);
  });

  it("is the oldest and its successor", () => {
    expect(pairWith(list, "1")).toEqual(["1", "2"]);
  });

  it("spans profiles if there is no other", () => {
    expect(pairWith(list, "3")).toEqual(["2", "3"]);
    expect(pairWith([past("1", "x")], "1")).toEqual(["1", ""]);
    expect(pairWith([], "")).toEqual(["", ""]);
  });
});

describe("ignored fields", () => {
  it("are separated by commas, spaces or lines", () => {
    expect(fieldsOf(" seq, tail.time\nitems[0].id，x ")).toEqual(["seq", "tail.time", "items[0].id", "x"]);
    expect(fieldsOf("")).toEqual([]);
  });
});
