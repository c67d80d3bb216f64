import { describe, expect, it } from "vitest";
import { translated } from "./phrases";
import { bundle, Text } from "./text";

const chinese = bundle("zh-CN");
const HAN = /\p{Script=Han}/u;

describe("the core's phrases", () => {
  it("are translated to Chinese with their arguments", () => {
    expect(translated("aborted: no Close", chinese)).toBe("已中止：没有关闭帧");
    expect(translated("3 more pings sent, 24 bytes", chinese)).toBe("又发送 3 个 ping，共 24 字节");
    expect(translated("misbehaving on purpose: reserved opcode 5", chinese)).toBe("故意违反协议：保留操作码 5");
  });

  it("may be nested", () => {
    expect(translated("its answer cannot be used: it ends within its head", chinese)).toBe(
      "其响应无法使用：响应头不完整",
    );
    const again =
      "connection 2: attempt 1 of 5, after 1006: the connection was reset: Connection reset by peer (os error 104)";
    const said = translated(again, chinese);
    expect(said).toBe(
      "第 2 次连接：第 1 次尝试，共 5 次；上次以 1006：连接被重置：Connection reset by peer (os error 104) 结束",
    );
  });

  it("leave other text unchanged", () => {
    for (const text of ["", "hello", "price: 12", "connection", `'${"x".repeat(2000)}' was not offered`])
      expect(translated(text, chinese)).toBe(text);
    expect(new Text("en", "en").phrase("aborted: no Close")).toBe("aborted: no Close");
  });

  it("are translated in an error's reason", () => {
    const text = new Text("zh", "zh-CN");
    const error = {
      code: "upgrade_malformed" as const,
      args: { what: "it has no 'Upgrade: websocket'" },
      detail: "D",
      path: null,
    };
    const { what, help } = text.error(error);
    expect(what).toMatch(HAN);
    expect(help).toContain("缺少“Upgrade: websocket”");
  });
});
