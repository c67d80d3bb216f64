// Consent to the risky settings of an untrusted profile before it connects.

import type { ErrorDto } from "../host/types";
import type { Draft } from "./profiles";

/** The settings that decide which server is trusted, and the token to agree to them with. */
export interface TrustQuestions {
  key: string;
  name: string;
  token: number;
  server: string;
  risks: { kind: string; values: string[] }[];
}

/** Builds the questions from the host's `trust_unconfirmed`. */
export function unconfirmed(draft: Draft, { args }: ErrorDto): TrustQuestions {
  const risks = JSON.parse(args.risks ?? "[]") as TrustQuestions["risks"];
  return { key: draft.key, name: draft.profile.name, token: Number(args.token), server: args.server ?? "", risks };
}
