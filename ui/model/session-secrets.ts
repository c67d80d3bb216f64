// Secrets and variable values typed in this session; never written to disk. A secret belongs to the server it was typed
// for: another server asks again.

import type { Secrets, VariableValues } from "../host/host";
import { Store } from "./store";

export class SessionSecrets extends Store {
  /** By profile key, then by server. */
  readonly #secrets = new Map<string, Map<string, Secrets>>();
  readonly #given = new Map<string, VariableValues>();

  /** `server` returns the server that a profile's URL refers to now. */
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

  /** Variable values that were asked for; kept until the window closes. */
  given(key: string): VariableValues {
    return this.#given.get(key) ?? {};
  }

  setGiven(key: string, given: VariableValues): void {
    this.#given.set(key, given);
    this.changed();
  }

  /** Moves a saved profile's values to its new key, replacing what another profile had there. */
  rekey(from: string, to: string): void {
    const [secrets, given] = [this.#secrets.get(from), this.#given.get(from)];
    this.forget(from);
    this.forget(to);
    if (secrets) this.#secrets.set(to, secrets);
    if (given) this.#given.set(to, given);
    this.changed();
  }

  /** Drops the values of a profile that is gone or replaced. */
  forget(key: string): void {
    this.#secrets.delete(key);
    this.#given.delete(key);
    this.changed();
  }
}
