import { describe, expect, it } from "vitest";
import { type ChannelMessage, lines } from "./command-lines";

const callbacks = new Map<number, (answer: unknown) => void>();
const asked: ChannelMessage[] = [];

/** Builds lines like Tauri's own script. */
const ask = lines({
  invoke: () => Promise.reject(new Error("not this way")),
  transformCallback(callback) {
    callbacks.set(callbacks.size + 1, callback);
    return callbacks.size;
  },
  ipc: () => (message) => asked.push(message),
});

const answer = (message: ChannelMessage | undefined, how: "callback" | "error", what: unknown) =>
  callbacks.get(message?.[how] ?? 0)?.(what);

describe("host calls", () => {
  it("hostile_08 register no more callbacks than there are concurrent calls", async () => {
    for (let i = 0; i < 1_000; i++) {
      const [one, two] = [ask("pull", { i }), ask("statistics")];
      expect(asked.map(({ cmd }) => cmd)).toEqual(["pull", "statistics"]);
      expect(asked[0]?.payload).toEqual({ i });
      answer(asked[1], "callback", `statistics ${i}`);
      answer(asked[0], "callback", `pull ${i}`);
      expect([await one, await two]).toEqual([`pull ${i}`, `statistics ${i}`]);
      asked.length = 0;
    }
    expect(callbacks.size).toBe(4);
  });

  it("free their line when they fail", async () => {
    const refused = ask("connect");
    answer(asked[0], "error", { code: "refused" });
    await expect(refused).rejects.toEqual({ code: "refused" });
    const next = ask("connect");
    answer(asked[1], "callback", 7);
    expect(await next).toBe(7);
    expect(callbacks.size).toBe(4);
  });
});
