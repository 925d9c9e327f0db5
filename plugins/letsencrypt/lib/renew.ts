import { detail, Exit, headline, type Io, step, trouble } from "hokku";
import { apps } from "hokku/apps";
import { properties } from "hokku/properties";
import { duration } from "./duration.ts";
import { enable, leftToRenewal } from "./enable.ts";
import { isActive } from "./state.ts";

const HOUR = 60 * 60;

/** What became of a renewal. */
export interface Renewal {
  readonly app: string;
  readonly renewed: boolean;
  /** Seconds until it is due. */
  readonly left: number;
  readonly failed?: string;
}

/** Renews one app's certificate where it is due. */
export async function renewOne(io: Io, app: string): Promise<Renewal> {
  if (!isActive(app, io.env)) {
    step(io, `Letsencrypt not enabled for ${app}`);
    return { app, renewed: false, left: 0 };
  }
  const left = await leftToRenewal(app, io.env);
  if (left > 0) {
    detail(io, `${app} still has ${duration(left)} left before renewal`);
    return { app, renewed: false, left };
  }
  headline(io, `Auto-renew ${app}...`);
  return { app, renewed: await enable(io, app), left };
}

/** Renews what is due, what ends first first, as an authority may have enough at some point. One that fails does not hold up the others. */
export async function renewAll(io: Io): Promise<Renewal[]> {
  headline(io, "Auto-renewing all apps...");
  const active = apps(io.env).filter((app) => isActive(app, io.env));
  const due = await Promise.all(active.map(async (app) => ({ app, left: await leftToRenewal(app, io.env) })));
  const done: Renewal[] = [];
  for (const { app, left } of due.sort((a, b) => a.left - b.left)) done.push(await tried(io, app, left));
  headline(io, "Finished auto-renewal");
  return done;
}

/** After a failure it is tried again in two hours, then four, then eight, up to a week: whoever asks each time is not let in at all. */
async function tried(io: Io, app: string, left: number): Promise<Renewal> {
  const own = properties("letsencrypt", io.env);
  const [count = 0, at = 0] = own.get(app, "failures").split(" ").map(Number);
  const wait = count ? at + Math.min(2 ** count * HOUR, 7 * 24 * HOUR) - Math.floor(Date.now() / 1000) : 0;
  if (left > 0 || wait > 0) {
    if (left > 0) detail(io, `${app} still has ${duration(left)} left before renewal`);
    else
      trouble(
        `${app} has failed ${count} times, and is tried again in ${duration(wait)}; at once: dokku letsencrypt:enable ${app}`,
      );
    return { app, renewed: false, left };
  }
  step(io, `${app} needs renewal`);
  try {
    return { app, renewed: await enable(io, app), left };
  } catch (error) {
    own.set(app, "failures", `${count + 1} ${Math.floor(Date.now() / 1000)}`);
    const failed = error instanceof Exit || error instanceof Error ? error.message : String(error);
    trouble(failed);
    return { app, renewed: false, left, failed };
  }
}
