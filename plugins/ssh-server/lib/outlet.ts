import type { ServerChannel } from "ssh2";

/** Sends what a command prints, one chunk after the other. */
export interface Outlet {
  /** Resolves when the client has room for more; at once after `close`. */
  readonly write: (to: "stdout" | "stderr", chunk: Buffer | string) => Promise<void>;
  /** The client is gone: whatever waits is let go, and everything else is thrown away. */
  readonly close: () => void;
  readonly isClosed: () => boolean;
}

/**
 * Stdout and stderr take turns, because in ssh2 1.17 they share one "waiting for the window" mark and a chunk that has
 * waited is never forgotten: it would be sent again when the other stream waits, or the other would wait for ever.
 */
export function outlet(channel: ServerChannel, hasRoom: () => Promise<void>): Outlet {
  let turn = Promise.resolve();
  let closed = false;
  let letGo = () => {};
  const send = async (to: "stdout" | "stderr", chunk: Buffer | string) => {
    if (closed) return;
    await new Promise<void>((resolve) => {
      letGo = resolve;
      (to === "stdout" ? channel : channel.stderr).write(chunk, () => resolve());
    });
    forget(channel);
    if (!closed) await hasRoom();
  };
  return {
    write: (to, chunk) => {
      turn = turn.then(() => send(to, chunk));
      return turn;
    },
    close: () => {
      closed = true;
      letGo();
    },
    isClosed: () => closed,
  };
}

function forget(channel: ServerChannel): void {
  Object.assign(channel, { _chunk: undefined, _chunkcb: undefined, _chunkErr: undefined, _chunkcbErr: undefined });
}
