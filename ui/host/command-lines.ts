// How a command reaches the host, on a line that is used again.
//
// Tauri's `invoke` puts two callbacks into a Map for each call and deletes them when the answer is there. In JavaScriptCore such a
// Map leaves tables behind (model/rows.ts), and a callback in one of them has the answer: of a stream with 20 answers a second,
// a third could stay for minutes. Here a call takes a pair of callbacks that stays in the Map, and gives it back.

/** What of Tauri it takes. */
export interface TauriInternals {
  invoke(cmd: string, payload: Record<string, unknown>): Promise<unknown>;
  transformCallback(callback: (answer: unknown) => void): number;
  /** What `invoke` itself calls; absent where its script has not come yet. */
  ipc(): ((message: ChannelMessage) => void) | undefined;
}

export interface ChannelMessage {
  cmd: string;
  callback: number;
  error: number;
  payload: Record<string, unknown>;
}

interface CommandLine {
  callback: number;
  error: number;
  resolve: (answer: unknown) => void;
  reject: (refusal: unknown) => void;
}

const nobody = (): void => {};

export function lines(tauri: TauriInternals): (cmd: string, payload?: Record<string, unknown>) => Promise<unknown> {
  const free: CommandLine[] = [];

  /** A call has one answer: the line is free then, and holds nothing of it. */
  function lay(): CommandLine {
    const line: CommandLine = { callback: 0, error: 0, resolve: nobody, reject: nobody };
    const end = (how: "resolve" | "reject") => (answer: unknown) => {
      const told = line[how];
      Object.assign(line, { resolve: nobody, reject: nobody });
      free.push(line);
      told(answer);
    };
    line.callback = tauri.transformCallback(end("resolve"));
    line.error = tauri.transformCallback(end("reject"));
    return line;
  }

  return (cmd, payload = {}) => {
    const ipc = tauri.ipc();
    if (ipc === undefined) return tauri.invoke(cmd, payload);
    return new Promise((resolve, reject) => {
      const line = free.pop() ?? lay();
      Object.assign(line, { resolve, reject });
      ipc({ cmd, callback: line.callback, error: line.error, payload });
    });
  };
}
