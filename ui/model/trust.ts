// What a person is asked before a profile from elsewhere connects.

import type { ErrorDto } from "../host/types";
import type { Draft } from "./profiles";

/** The settings that decide who the other side is, and the number by which they are agreed to. */
export interface TrustQuestions {
  key: string;
  name: string;
  token: number;
  server: string;
  risks: { kind: string; values: string[] }[];
}

/** From the host's `trust_unconfirmed`. */
export function unconfirmed(draft: Draft, { args }: ErrorDto): TrustQuestions {
  const risks = JSON.parse(args.risks ?? "[]") as TrustQuestions["risks"];
  return { key: draft.key, name: draft.profile.name, token: Number(args.token), server: args.server ?? "", risks };
}
