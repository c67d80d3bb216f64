// The built-in demo server's status.

import type { Host } from "../host/host";
import type { DemoDto, ErrorDto } from "../host/types";
import { asError } from "./errors";
import { Store } from "./store";

export class DemoServer extends Store {
  running: DemoDto | null = null;
  error: ErrorDto | null = null;

  constructor(private readonly host: Host) {
    super();
  }

  async start(): Promise<boolean> {
    this.error = null;
    try {
      this.running = await this.host.demoStart();
    } catch (thrown) {
      this.error = asError(thrown);
    }
    this.changed();
    return this.error === null;
  }

  async stop(): Promise<void> {
    try {
      await this.host.demoStop();
      this.running = null;
    } catch (thrown) {
      this.error = asError(thrown);
    }
    this.changed();
  }

  /** Takes the status that every pull answer carries. */
  update(running: DemoDto | null): void {
    if (JSON.stringify(running) === JSON.stringify(this.running)) return;
    this.running = running;
    this.changed();
  }
}
