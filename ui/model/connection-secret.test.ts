import { expect, it } from "vitest";
import type { Host } from "../host/host";
import { ConnectionModel } from "./connection";
import type { DemoServer } from "./demo-server";
import type { Draft } from "./profiles";
import { SessionSecrets } from "./session-secrets";

/** A host that connects once the header's secret is given. */
function host(asked: unknown[]): Host {
  return {
    connect: (_profile: unknown, _id: unknown, secrets: Record<string, string>) => {
      asked.push({ ...secrets });
      if (secrets.T) return Promise.resolve(7);
      const error = { code: "secret_missing", args: { name: "T" }, detail: "", path: "connection.headers[0].value" };
      return Promise.reject(error);
    },
    release: () => Promise.resolve(),
  } as unknown as Host;
}

const draft: Draft = {
  key: "a",
  id: null,
  path: "",
  saved: null,
  begun: null,
  profile: {
    wirelark: 1,
    name: "Prod",
    connection: { url: "wss://{{host}}/x", proxy: { mode: "manual", url: "http://gate:8080/" } },
    variables: { host: "prod.company" },
  },
};

it("hostile_13 the question names the profile and the server that receives the secret", async () => {
  const error = { code: "secret_missing", args: { name: "T" }, detail: "", path: "connection.auth.token" };
  const connect = () => Promise.reject(error);
  const connection = new ConnectionModel(
    { connect } as unknown as Host,
    new SessionSecrets(() => ""),
    {} as DemoServer,
  );
  await connection.connect(draft);
  expect(connection.wanted).toMatchObject({ profile: "Prod", server: "wss://prod.company" });
  connection.setGiven("a", { host: "evil" });
  await connection.connect(draft);
  expect(connection.wanted?.server).toBe("wss://evil");
  error.path = "connection.proxy.password";
  await connection.connect(draft);
  expect(connection.wanted?.server).toBe("http://gate:8080");
});

it("asks for a secret of the connection, and connects with the answer", async () => {
  const asked: unknown[] = [];
  const connection = new ConnectionModel(host(asked), new SessionSecrets(() => ""), {} as DemoServer);
  expect(await connection.connect(draft)).toBe(false);
  expect(connection.wanted?.names).toEqual(["T"]);
  expect(connection.wanted?.secret?.code).toBe("secret_missing");
  expect(connection.error).toBeNull();
  await connection.answer({ T: "x" });
  expect(asked).toEqual([{}, { T: "x" }]);
  expect(connection.id).toBe(7);
  expect(connection.secrets("a")).toEqual({ T: "x" });
});

it("names the missing secret if the question is dismissed", async () => {
  const connection = new ConnectionModel(host([]), new SessionSecrets(() => ""), {} as DemoServer);
  await connection.connect(draft);
  await connection.answer(null);
  expect(connection.wanted).toBeNull();
  expect(connection.error?.code).toBe("secret_missing");
});
