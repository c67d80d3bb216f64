// What was typed for a profile and is never written: secrets, and values of variables that something asked for.
//
// A secret belongs to the server that it was typed for: at another one it is asked for again.

import type { Secrets, VariableValues } from "../host/host";
import { Store } from "./store";

export class SessionSecrets extends Store {
  /** By profile, then by server. */
  readonly #secrets = new Map<string, Map<string, Secrets>>();
  readonly #given = new Map<string, VariableValues>();

  /** `server` names the server that a profile goes to now. */
  constructor(private readonly server: (key: string) => string) {
    super();
  }

  secrets(key: string): Secrets {
    return this.#secrets.get(key)?.get(this.server(key)) ?? {};
  }

  setSecret(key: string, name: string, value: string): void {
    const own = this.#secrets.get(key) ?? new Map<string, Secrets>();
    own.set(this.server(key), { ...this.secrets(key), [name]: value });
    this.#secrets.set(key, own);
    this.changed();
  }

  /** Values of variables, asked for and remembered until the window is closed. */
  given(key: string): VariableValues {
    return this.#given.get(key) ?? {};
  }

  setGiven(key: string, given: VariableValues): void {
    this.#given.set(key, given);
    this.changed();
  }

  /** A profile got its file, and with it another key; what another profile had under that key does not hold for it. */
  rekey(from: string, to: string): void {
    const [secrets, given] = [this.#secrets.get(from), this.#given.get(from)];
    this.forget(from);
    this.forget(to);
    if (secrets) this.#secrets.set(to, secrets);
    if (given) this.#given.set(to, given);
    this.changed();
  }

  /** The profile is gone, or another one has its key. */
  forget(key: string): void {
    this.#secrets.delete(key);
    this.#given.delete(key);
    this.changed();
  }
}
