// Tauri commands over reusable callback pairs. Tauri's `invoke` adds two callbacks to a Map for each call and deletes
// them after the answer. In JavaScriptCore such a Map leaves old tables behind (model/rows.ts), and a callback in one
// of them retains the answer: of a stream with 20 answers a second, a third stayed for minutes. Here a call borrows a
// pair of callbacks that stays in the Map.

/** The parts of Tauri's internals that are used. */
export interface TauriInternals {
  invoke(cmd: string, payload: Record<string, unknown>): Promise<unknown>;
  transformCallback(callback: (answer: unknown) => void): number;
  /** The function behind `invoke`; absent until its script has loaded. */
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

const ignore = (): void => {};

export function lines(tauri: TauriInternals): (cmd: string, payload?: Record<string, unknown>) => Promise<unknown> {
  const free: CommandLine[] = [];

  /** Creates a line. Each call has one answer, after which the line is free and retains nothing of it. */
  function createLine(): CommandLine {
    const line: CommandLine = { callback: 0, error: 0, resolve: ignore, reject: ignore };
    const end = (how: "resolve" | "reject") => (answer: unknown) => {
      const callback = line[how];
      Object.assign(line, { resolve: ignore, reject: ignore });
      free.push(line);
      callback(answer);
    };
    line.callback = tauri.transformCallback(end("resolve"));
    line.error = tauri.transformCallback(end("reject"));
    return line;
  }

  return (cmd, payload = {}) => {
    const ipc = tauri.ipc();
    if (ipc === undefined) return tauri.invoke(cmd, payload);
    return new Promise((resolve, reject) => {
      const line = free.pop() ?? createLine();
      Object.assign(line, { resolve, reject });
      ipc({ cmd, callback: line.callback, error: line.error, payload });
    });
  };
}
