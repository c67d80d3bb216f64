// The built-in demo server's status.

import type { Host } from "../host/host";
import type { DemoDto } from "../host/types";
import { FallibleStore } from "./store";

export class DemoServer extends FallibleStore {
  running: DemoDto | null = null;

  constructor(private readonly host: Host) {
    super();
  }

  start(): Promise<boolean> {
    return this.attempt(async () => {
      this.running = await this.host.demoStart();
    });
  }

  async stop(): Promise<void> {
    await this.attempt(async () => {
      await this.host.demoStop();
      this.running = null;
    });
  }

  /** Takes the status that every pull answer carries. */
  update(running: DemoDto | null): void {
    if (JSON.stringify(running) === JSON.stringify(this.running)) return;
    this.running = running;
    this.changed();
  }
}
