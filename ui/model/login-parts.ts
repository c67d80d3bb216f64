// The parts of a login of several messages: each sends a message, waits for a reply, or both. Pure.

import type { LoginPart, Message, MessageRef } from "../host/types";

export interface Exchange {
  send: MessageRef | undefined;
  expect: string | undefined;
  within: string | undefined;
  /** Keys that this version does not know. */
  rest: object;
}

function isMessage(part: Exclude<LoginPart, string>): part is Message {
  return "type" in part;
}

/** A part's message and the reply that it waits for. */
export function exchangeOf(part: LoginPart): Exchange {
  if (typeof part === "string" || isMessage(part))
    return { send: part, expect: undefined, within: undefined, rest: {} };
  const { send, expect, within, ...rest } = part;
  return { send, expect, within, rest };
}

/** A part as the profile writes it: only the message, where no reply is waited for. */
export function partOf({ send, expect, within, rest }: Exchange): LoginPart {
  if (expect === undefined && send !== undefined) return send;
  return {
    ...(send === undefined ? {} : { send }),
    ...(expect === undefined ? {} : { expect }),
    ...(within === undefined ? {} : { within }),
    ...rest,
  };
}
