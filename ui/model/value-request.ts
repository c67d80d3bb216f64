// Requests for values that a command needs: variables, or a secret.

import type { VariableValues } from "../host/host";
import type { ErrorDto } from "../host/types";
import type { Draft } from "./profiles";
import { serverOf } from "./server";

export interface ValueRequest {
  key: string;
  names: string[];
  /** The profile that asks, and the server that receives the values. */
  profile: string;
  server: string;
  /** The error that asked for a secret; absent if variables are wanted. */
  secret?: ErrorDto;
}

/** Builds the request from the host's `variable_missing`. */
export function wantedValues({ key, profile }: Draft, given: VariableValues, names: string): ValueRequest {
  return { key, names: names.split("\n"), profile: profile.name, server: serverOf(profile, given) };
}

/** Builds the request from the host's `secret_missing`. */
export function wantedSecret({ key, profile }: Draft, given: VariableValues, secret: ErrorDto): ValueRequest {
  const { connection } = profile;
  // A proxy's password goes to the proxy.
  const url = secret.path?.startsWith("connection.proxy.") ? (connection.proxy?.url ?? "") : connection.url;
  const server = serverOf({ ...profile, connection: { url } }, given);
  return { key, names: [secret.args.name ?? ""], profile: profile.name, server, secret };
}
