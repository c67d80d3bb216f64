// State that tells who looks at it that it changed. No DOM here or anywhere in model/.

export class Store {
  readonly #listeners = new Set<() => void>();

  /** Calls back after each change; the returned function ends that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
