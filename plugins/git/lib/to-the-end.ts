/** Does `work` to its end even when nobody is there to read what it says, as when a pusher's connection is cut. */
export async function toTheEnd<T>(work: () => Promise<T>): Promise<T> {
  const streams = [process.stdout, process.stderr];
  const before = streams.map((stream) => stream.listeners("error"));
  const ignore = () => {};
  for (const stream of streams) stream.removeAllListeners("error").on("error", ignore);
  process.on("SIGHUP", ignore);
  try {
    return await work();
  } finally {
    process.off("SIGHUP", ignore);
    streams.forEach((stream, at) => {
      for (const listener of before[at] ?? []) stream.on("error", listener as (error: Error) => void);
    });
  }
}
