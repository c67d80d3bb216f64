import { FluentResource } from "@fluent/bundle";
import { describe, expect, it } from "vitest";
import { ERROR_CODES, type ErrorCode } from "../host/error-codes";
import { bundle, clock, LOCALES, locale, span, Text } from "./text";

const ids = (source: string) =>
  new FluentResource(source).body.flatMap((message) => [
    message.id,
    ...Object.keys(message.attributes).map((name) => `${message.id}.${name}`),
  ]);

describe("the locales", () => {
  it("have the same messages", () => {
    expect(ids(LOCALES["zh-CN"]).sort()).toEqual(ids(LOCALES.en).sort());
  });

  it.each(["en", "zh-CN"] as const)("%s translates every error code", (name) => {
    const made = bundle(name);
    for (const code of ERROR_CODES) {
      const id = code.replaceAll(".", "-");
      // What is wrong within a text has the same words as an error of its own.
      const said = made.hasMessage(`error-${id}`) || (code.includes(".") && made.hasMessage(`problem-${id}`));
      expect(said, code).toBe(true);
    }
  });

  it("parse to the last line", () => {
    for (const source of Object.values(LOCALES)) {
      const lines = source.split("\n").filter((line) => /^[a-z][A-Za-z0-9_-]* =/.test(line));
      expect(new FluentResource(source).body.length).toBe(lines.length);
    }
  });
});

describe("Text", () => {
  const text = new Text("en-US", "system");

  it("follows the system unless told otherwise", () => {
    expect(locale("system", "zh-Hans-CN")).toBe("zh-CN");
    expect(locale("", "de-DE")).toBe("en");
    expect(locale("en", "zh-CN")).toBe("en");
  });

  it("shows errors with advice, and the detail if an argument is missing", () => {
    const error = {
      code: "json_syntax" as const,
      args: { line: "2", column: "5", what: "expected a comma" },
      detail: "D",
      path: null,
    };
    expect(text.error(error).what).toBe("Not valid JSON: line 2, column 5: expected a comma");
    expect(text.error({ ...error, args: {} }).what).toBe("D");
    expect(text.error({ ...error, code: "unheard_of" as ErrorCode }).what).toBe("D");
    const refused = { ...error, code: "connect_refused" as const, args: { address: "127.0.0.1:1" } };
    expect(text.error(refused).what).toContain("127.0.0.1:1");
    expect(text.error(refused).help).toContain("Start the server");
  });

  it("formats numbers, sizes and delays for the language", () => {
    expect(text.number(1_000_412)).toBe("1,000,412");
    expect(text.bytes(34)).toBe("34 B");
    expect(text.bytes(61_200_000)).toBe("61.2 MB");
    expect(text.bytes(999_999)).toBe("1.0 MB");
    expect(text.delay(0.42)).toBe("0.42 ms");
    expect(text.delay(3.02)).toBe("3 ms");
    expect(text.delay(2400)).toBe("2.4 s");
    expect(clock(614_000)).toBe("00:10:14");
    expect([span(12_345_000), span(3_250_000_000), span(3_723_456_000_000), span(-1000)]).toEqual([
      "12.345 ms",
      "3.250 s",
      "1:02:03.456",
      "−0.001 ms",
    ]);
    expect(text.t("fresh", { count: 1234 })).toBe("1,234 new");
  });

  it("switches language at run time", () => {
    const other = new Text("en-US", "en");
    let told = 0;
    other.subscribe(() => told++);
    other.choose("zh-CN");
    expect(other.t("connect")).toBe("连接");
    expect(told).toBe(1);
  });
});
