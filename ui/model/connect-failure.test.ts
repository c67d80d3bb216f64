import { describe, expect, it } from "vitest";
import type { ErrorCode } from "../host/error-codes";
import { betterUrl, failure } from "./connect-failure";

const error = (code: ErrorCode, args: Record<string, string> = {}) => ({ code, args, detail: "", path: null });

describe("why a connection never opened", () => {
  it("has no reason for an error on an open connection", () => {
    expect(failure(error("message_too_big"))).toBeNull();
    expect(failure(null)).toBeNull();
  });

  it("includes redirects, followed or not", () => {
    expect(failure(error("redirect_refused"))?.why).toBe("redirect");
    expect(failure(error("redirect_host"))?.why).toBe("redirect");
  });
});

describe("a better URL", () => {
  it("is offered for an obvious mistake", () => {
    const better = (code: ErrorCode, url: string, args = {}) => betterUrl(error(code, args), url);
    expect(better("url_invalid", "example.com:9")).toBe("ws://example.com:9");
    expect(better("url_scheme", " localhost:9000/a?b=1 ")).toBe("ws://localhost:9000/a?b=1");
    expect(better("url_invalid", "[::1]:9000")).toBe("ws://[::1]:9000");
    expect(better("url_scheme", "http://h/a")).toBe("ws://h/a");
    expect(better("url_scheme", "HTTPS://h:8443/a")).toBe("wss://h:8443/a");
    expect(better("tls_not_tls", "wss://h:9000/x")).toBe("ws://h:9000/x");
    expect(better("tls_not_tls", "wss://h/x")).toBe("ws://h:443/x");
    expect(better("upgrade_not_http", "ws://h:1", { speaks: "tls" })).toBe("wss://h:1");
  });

  it("is not guessed", () => {
    const better = (code: ErrorCode, url: string, args = {}) => betterUrl(error(code, args), url);
    expect(better("url_invalid", "not a url")).toBeNull();
    expect(better("url_scheme", "ftp://h/")).toBeNull();
    expect(better("url_scheme", "constructor://h/")).toBeNull();
    expect(better("upgrade_not_http", "ws://h:1", { speaks: "other" })).toBeNull();
    expect(better("connect_refused", "ws://h:1")).toBeNull();
  });
});
