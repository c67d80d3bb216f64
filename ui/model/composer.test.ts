import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Host } from "../host/host";
import { fakeHost } from "../test/fake-host";
import { Composer } from "./composer";
import { blank } from "./library";

let composer: Composer;
let host: Host;
const send = (text: string) => {
  composer.write(text);
  composer.sent();
};

beforeEach(() => {
  host = fakeHost();
  composer = new Composer(host, () => blank("x"));
});

describe("the history", () => {
  it("goes back and forward, and restores the unsent draft", () => {
    send("one");
    send("two");
    composer.write("half");
    expect(composer.recall(1)).toBe(true);
    expect(composer.text).toBe("two");
    composer.recall(1);
    expect(composer.text).toBe("one");
    expect(composer.recall(1)).toBe(false);
    composer.recall(-1);
    composer.recall(-1);
    expect(composer.text).toBe("half");
    expect(composer.recall(-1)).toBe(false);
  });

  it("keeps each message's type, and one of two equal messages", () => {
    composer.choose("hex");
    send("02 00");
    send("02 00");
    composer.choose("text");
    composer.write("");
    composer.recall(1);
    expect([composer.type, composer.text]).toEqual(["hex", "02 00"]);
    expect(composer.recall(1)).toBe(false);
  });

  it("restarts after an edit", () => {
    send("one");
    composer.recall(1);
    composer.write("one!");
    expect(composer.recalling).toBe(false);
    composer.recall(1);
    expect(composer.text).toBe("one");
    composer.recall(-1);
    expect(composer.text).toBe("one!");
  });
});

describe("the message", () => {
  it("has the switches of its type only", () => {
    composer.write("a\\n");
    composer.switchEscapes(true);
    composer.endWith("");
    expect(composer.message).toEqual({ name: "", type: "text", text: "a\\n", escapes: true, terminator: "" });
    composer.choose("json");
    composer.chooseStyle("typed");
    expect(composer.escapes).toBe(false);
    expect(composer.message).toEqual({ name: "", type: "json", text: "a\\n", style: "typed", terminator: "" });
    composer.choose("hex");
    expect(composer.message).toEqual({ name: "", type: "hex", text: "a\\n" });
    composer.choose("text");
    composer.switchEscapes(false);
    composer.endWith(undefined);
    expect(composer.message).toEqual({ name: "", type: "text", text: "a\\n" });
  });

  it("sends a chosen file", async () => {
    composer.choose("file");
    expect(composer.empty).toBe(true);
    expect(await composer.chooseFile()).toBe(true);
    expect(composer.message).toEqual({ name: "", type: "file", path: "payload.bin" });
    composer.endWith("");
    composer.edit({ as: "text" });
    expect(composer.message).toEqual({ name: "", type: "file", path: "payload.bin", as: "text", terminator: "" });
    composer.sent();
    composer.choose("text");
    composer.recall(1);
    expect(composer.type).toBe("file");
  });
});

describe("the preview", () => {
  it("shows size and errors", async () => {
    composer.write("你好");
    await composer.check();
    expect(composer.preview?.size).toBe(6);
    expect(composer.valid).toBe(true);
    composer.choose("hex");
    composer.write("0g");
    await composer.check();
    expect(composer.preview?.error?.code).toBe("hex_digit");
    expect(composer.valid).toBe(false);
  });

  it("drops an answer for outdated text", async () => {
    const answers: (() => void)[] = [];
    const size = (n: number) => ({
      kind: "text",
      size: n,
      hex: "",
      text: null,
      invisible: [],
      terminator: "",
      error: null,
      spans: [],
      notes: [],
      lines: [],
      faults: [],
      asked: [],
      python: null,
    });
    vi.spyOn(host, "previewMessage").mockImplementation(
      (_profile, _id, message) => new Promise((done) => answers.push(() => done(size(message.text?.length ?? 0)))),
    );
    composer.write("a");
    const first = composer.check();
    composer.write("abc");
    const second = composer.check();
    answers[1]?.();
    answers[0]?.();
    await Promise.all([first, second]);
    expect(composer.preview?.size).toBe(3);
  });
});
