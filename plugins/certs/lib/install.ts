import { Exit, type Io, step, trigger, trouble } from "hokku";
import { type Pair, warnings } from "./pair.ts";
import { hasPair, removePair, replacePair } from "./store.ts";

/**
 * Gives an app this certificate and lets everybody concerned know. If the proxy cannot use it, the one before comes back and
 * the refusal is thrown.
 */
export async function installPair(io: Io, app: string, pair: Pair, csr?: string, then = tell): Promise<void> {
  for (const warning of warnings(pair)) trouble(warning);
  const before = await replacePair(io, app, pair, csr);
  try {
    await trigger(io, "post-certs-update", app);
    await then(io, app);
  } catch (error) {
    if (before) await replacePair(io, app, before);
    else await takeAway(io, app);
    await tell({ ...io, stdout: () => {} }, app).catch(() => {});
    throw new Exit(
      1,
      `${error instanceof Error ? error.message : error}\n${before ? "The certificate before stays" : `${app} stays without a certificate`}`,
    );
  }
}

/** Removes an app's certificate and lets everybody concerned know. */
export async function uninstallPair(io: Io, app: string): Promise<void> {
  if (!hasPair(app, io.env)) throw new Exit(1, `An app-specific SSL endpoint is not defined for ${app}`);
  step(io, `Removing SSL endpoint from ${app}`);
  await takeAway(io, app);
  await tell(io, app);
}

async function takeAway(io: Io, app: string): Promise<void> {
  await removePair(io, app);
  await trigger(io, "post-certs-remove", app);
}

const tell = (io: Io, app: string): Promise<void> => trigger(io, "post-domains-update", app, "");
