// Observable state. No DOM here or anywhere in model/.

import type { ErrorDto } from "../host/types";
import { outcome } from "./as-error";

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
    const [, error] = await outcome(job());
    this.error = error;
    this.changed();
    return error === null;
  }

  /** Like `attempt`, with the job's result; null if it failed. */
  protected async obtain<T>(job: () => Promise<T>): Promise<T | null> {
    let result: T | null = null;
    await this.attempt(async () => {
      result = await job();
    });
    return result;
  }
}
