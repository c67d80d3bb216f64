import { describe, expect, it } from "vitest";
import type { ErrorCode } from "../host/error-codes";
import { IDLE } from "../model/connection";
import { Text } from "../model/text";
import { stateAppearance } from "./connection-state";

const error = (code: ErrorCode, args: Record<string, string> = {}) => ({ code, args, detail: "", path: null });

describe("a connection that never opened", () => {
  it("shows a one-word reason and never a close code", () => {
    const close = { code: 1006, reason: "", by: "network", how: "broken", clean: false } as const;
    const words = (code: ErrorCode, args = {}) =>
      stateAppearance({ ...IDLE, name: "closed", close, error: error(code, args) }, new Text("en", "en")).word;
    expect(words("connect_refused")).toBe("Failed: refused");
    expect(words("upgrade_refused", { status: "403" })).toBe("Failed: HTTP 403");
    expect(words("tls_self_signed")).toBe("Failed: TLS");
    expect(words("connect_timeout")).toBe("Failed: timed out");
    expect(words("connection_lost")).toBe("Closed 1006");
  });
});
