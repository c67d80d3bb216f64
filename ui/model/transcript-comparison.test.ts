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

describe("which two are compared", () => {
  const list = [past("4", "x"), past("3", "y"), past("2", "x"), past("1", "x")];

  it("are the one chosen and the one of its profile before it, the older first", () => {
    expect(pairWith(list, "4")).toEqual(["2", "4"]);
    expect(pairWith(list, "2")).toEqual(["1", "2"]);
  });

  it("are the oldest and the one after it", () => {
    expect(pairWith(list, "1")).toEqual(["1", "2"]);
  });

  it("may be of different profiles where there is no other", () => {
    expect(pairWith(list, "3")).toEqual(["2", "3"]);
    expect(pairWith([past("1", "x")], "1")).toEqual(["1", ""]);
    expect(pairWith([], "")).toEqual(["", ""]);
  });
});

describe("fields that may differ", () => {
  it("have commas, spaces or lines between them", () => {
    expect(fieldsOf(" seq, tail.time\nitems[0].id，x ")).toEqual(["seq", "tail.time", "items[0].id", "x"]);
    expect(fieldsOf("")).toEqual([]);
  });
});
