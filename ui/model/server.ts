// The server that a profile's URL refers to.

import type { VariableValues } from "../host/host";
import type { Profile } from "../host/types";
import { own } from "./own-property";

/**
 * Scheme, host and port with variables filled in; the text itself if it is not a URL. The browser's parser follows the
 * same standard as the one that connects.
 */
export function serverOf(profile: Profile, given: VariableValues): string {
  // Names are trimmed, as when they are filled in.
  const value = (whole: string, inside: string) => {
    const name = inside.trim();
    return String(own(given, name) ?? own(profile.variables, name) ?? whole);
  };
  const text = profile.connection.url.trim().replace(/\{\{([^{}]*)\}\}/g, value);
  try {
    const { protocol, host } = new URL(text);
    return `${protocol}//${host}`;
  } catch {
    return text;
  }
}
