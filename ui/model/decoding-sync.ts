// Keeps the connection's decoding in step with the open profile as it is edited.

import type { Host } from "../host/host";
import type { Profile } from "../host/types";
import type { ConnectionModel } from "./connection";
import type { Profiles } from "./profiles";

const WAIT_MS = 150;
/** The profile's keys that affect decoding. */
const PARTS = [
  ...(["code", "codes", "layouts", "rules", "columns", "protobuf", "latency", "highlights"] as const),
  ...(["sequences", "timestamps", "heartbeat_checks", "joined"] as const),
];

export class DecodingSync {
  #id: number | null = null;
  #sent: Profile | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: Host,
    private readonly connection: ConnectionModel,
    private readonly profiles: Profiles,
  ) {
    profiles.subscribe(() => this.#sync());
    connection.subscribe(() => this.#sync());
  }

  #sync() {
    const { id, key } = this.connection;
    const draft = this.profiles.current;
    if (id !== this.#id) {
      this.#id = id;
      // Edits made while connecting may not have reached the connection.
      this.#sent = null;
    }
    if (id === null || draft === null || draft.key !== key) return;
    const { profile } = draft;
    if (this.#sent && PARTS.every((part) => this.#sent?.[part] === profile[part])) return;
    this.#sent = profile;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // A connection that is gone has no rows to decode.
      void this.host.setDecoding(id, profile).catch(() => {});
    }, WAIT_MS);
  }
}
