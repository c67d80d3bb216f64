// Observable state. No DOM here or anywhere in model/.

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
