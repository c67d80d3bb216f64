// Observable state. No DOM here or anywhere in model/.

import type { ErrorDto } from "../host/types";
import { asError } from "./as-error";

export class Store {
  readonly #listeners = new Set<() => void>();

  /** Calls `listener` after each change; the returned function unsubscribes. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** A store whose jobs can fail. */
export class FallibleStore extends Store {
  /** Why the last job failed. */
  error: ErrorDto | null = null;

  dismiss(): void {
    this.error = null;
    this.changed();
  }

  /** Runs a job, keeps its error and notifies; false if it failed. */
  protected async attempt(job: () => Promise<unknown>): Promise<boolean> {
    this.error = null;
    try {
      await job();
    } catch (thrown) {
      this.error = asError(thrown);
    }
    this.changed();
    return this.error === null;
  }
}
