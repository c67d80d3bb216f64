// Appearance of a connection state: label, tone and icon.

import type { StateDto } from "../host/types";
import { failure } from "../model/connect-failure";
import type { Text } from "../model/text";
import type { Icon } from "./icons";

interface StateAppearance {
  word: string;
  /** Detail that is dropped first if there is little room. */
  more?: string;
  tone: "good" | "bad" | "warn" | "plain";
  sign: Icon;
}

/** `since` is the age of the state in milliseconds, for countdowns. */
export function stateAppearance(state: StateDto, text: Text, since = 0): StateAppearance {
  const { retry } = state;
  switch (state.name) {
    case "waiting": {
      const seconds = Math.ceil(Math.max(0, (retry?.inMs ?? 0) - since) / 1000);
      return {
        word: text.t("state-waiting-for", { seconds }),
        ...attempt(state, text),
        tone: "warn",
        sign: "reconnect",
      };
    }
    case "idle":
      return { word: text.t("state-idle"), tone: "plain", sign: "off" };
    case "open":
      if (state.awaitingLogin) return { word: text.t("state-logging-in"), tone: "warn", sign: "spin" };
      return { word: text.t(state.loginSent ? "state-login-sent" : "state-open"), tone: "good", sign: "check" };
    case "loggedIn":
      return { word: text.t("state-loggedIn"), tone: "good", sign: "check" };
    case "closed":
      return closed(state, text);
    case "file":
      return { word: text.t("state-file"), tone: "plain", sign: "file" };
    default:
      return { word: text.t(`state-${state.name}`), ...attempt(state, text), tone: "warn", sign: "spin" };
  }
}

function attempt({ retry }: StateDto, text: Text): { more?: string } {
  return retry ? { more: text.t("state-attempt", { attempt: retry.attempt, of: retry.of }) } : {};
}

function closed({ close, error }: StateDto, text: Text): StateAppearance {
  const failed = failure(error);
  if (failed) return { word: text.t("state-failed-for", failed), tone: "bad", sign: "alert" };
  if (!close)
    return {
      word: text.t(error ? "state-failed" : "state-closed"),
      tone: error ? "bad" : "plain",
      sign: error ? "alert" : "off",
    };
  const word = text.t("state-closed-code", { code: String(close.code) });
  const bad = error !== null || !close.clean;
  return { word, tone: bad ? "bad" : "plain", sign: bad ? "alert" : "off" };
}
