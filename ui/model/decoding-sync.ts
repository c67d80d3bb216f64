// Keeps the connection's decoding in step with the open profile as it is edited.

import type { Host } from "../host/host";
import type { LensDto, Profile } from "../host/types";
import type { ConnectionModel } from "./connection";
import { lensOf } from "./lens";
import type { Profiles } from "./profiles";

const WAIT_MS = 150;
/** The profile's keys that affect decoding. */
const PARTS = [
  ...(["lens", "code", "codes", "layouts", "rules", "columns", "protobuf", "latency", "highlights"] as const),
  ...(["sequences", "timestamps", "heartbeat_checks", "joined"] as const),
];

export class DecodingSync {
  #id: number | null = null;
  #sent: Profile | null = null;
  #lens: LensDto | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: Host,
    private readonly connection: ConnectionModel,
    private readonly profiles: Profiles,
    private readonly lenses: readonly LensDto[],
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
    const lens = lensOf(this.lenses, profile);
    const isSame = lens === this.#lens && PARTS.every((part) => this.#sent?.[part] === profile[part]);
    if (this.#sent && isSame) return;
    this.#sent = profile;
    this.#lens = lens;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // A connection that is gone has no rows to decode.
      void this.host.setDecoding(id, profile).catch(() => {});
    }, WAIT_MS);
  }
}
