// The handshake page: the recorded opening handshakes of the connection.

import type { ErrorCode } from "../host/error-codes";
import type { Host } from "../host/host";
import type { ErrorDto, Handshake, Hop } from "../host/types";
import { outcome } from "./as-error";
import type { ConnectionModel } from "./connection";
import { Store } from "./store";

/** Certificate errors that the user may override after inspection. A revoked certificate is not among them. */
const TRUSTABLE: readonly ErrorCode[] = [
  "tls_self_signed",
  "tls_unknown_issuer",
  "tls_incomplete_chain",
  "tls_expired",
  "tls_not_yet_valid",
  "tls_wrong_host",
  "tls_wrong_purpose",
];

export class Handshakes extends Store {
  open = false;
  list: Handshake[] = [];
  /** Index of the shown handshake; the last is the current one. */
  index = 0;
  loaded = false;
  error: ErrorDto | null = null;
  /** Whether to scroll to the certificates on opening. */
  toCertificate = false;
  #stamp = "";
  #generation = 0;

  constructor(
    private readonly host: Host,
    private readonly connection: ConnectionModel,
  ) {
    super();
    connection.subscribe(() => this.#follow());
  }

  show(toCertificate = false): void {
    this.open = true;
    this.toCertificate = toCertificate;
    this.list = [];
    this.loaded = false;
    this.changed();
    void this.load();
  }

  hide(): void {
    if (!this.open) return;
    this.open = false;
    this.changed();
  }

  choose(index: number): void {
    this.index = index;
    this.changed();
  }

  get shown(): Handshake | null {
    return this.list[this.index] ?? null;
  }

  /** Whether the shown handshake is the connection's current one. */
  get isNow(): boolean {
    return this.index === this.list.length - 1 && this.connection.state.name !== "file";
  }

  /** SHA-256 of the refused certificate that can be trusted now that its chain is shown. */
  get trustable(): string | null {
    const { error } = this.connection.state;
    const hop = this.shown?.hops.at(-1);
    if (!this.isNow || !error || !TRUSTABLE.includes(error.code) || !hop) return null;
    return refused(hop);
  }

  async load(): Promise<void> {
    const { id } = this.connection;
    const generation = ++this.#generation;
    this.#stamp = this.#now();
    this.error = null;
    const [list, error] = await outcome(id === null ? Promise.resolve([]) : this.host.handshakes(id));
    if (generation !== this.#generation) return;
    if (list) {
      const wasLast = this.index >= this.list.length - 1 || !this.loaded;
      this.list = list;
      if (wasLast) this.index = Math.max(0, list.length - 1);
    }
    this.error = error;
    this.loaded = true;
    this.changed();
  }

  #now() {
    const { id, state } = this.connection;
    return JSON.stringify([id, state.name, state.error?.code]);
  }

  #follow() {
    if (this.open && this.#stamp !== this.#now()) void this.load();
  }
}

/** Whether an error is about a certificate that the server showed. */
export function hasCertificate(code: ErrorCode): boolean {
  return TRUSTABLE.includes(code) || code === "tls_revoked";
}

function refused({ tls }: Hop): string | null {
  return tls && tls.trust === null ? (tls.chain[0]?.sha256 ?? null) : null;
}
