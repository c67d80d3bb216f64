// What was typed for a profile and is never written: secrets, and values of variables that something asked for.

import type { Given, Secrets } from "../host/host";
import { Store } from "./store";

export class Vault extends Store {
  readonly #secrets = new Map<string, Secrets>();
  readonly #given = new Map<string, Given>();

  secrets(key: string): Secrets {
    return this.#secrets.get(key) ?? {};
  }

  setSecret(key: string, name: string, value: string): void {
    this.#secrets.set(key, { ...this.secrets(key), [name]: value });
    this.changed();
  }

  /** Values of variables, asked for and remembered until the window is closed. */
  given(key: string): Given {
    return this.#given.get(key) ?? {};
  }

  setGiven(key: string, given: Given): void {
    this.#given.set(key, given);
    this.changed();
  }

  /** A profile got its file, and with it another key. */
  rekey(from: string, to: string): void {
    this.#secrets.set(to, { ...this.secrets(from), ...this.secrets(to) });
    this.#given.set(to, { ...this.given(from), ...this.given(to) });
    this.changed();
  }
}
