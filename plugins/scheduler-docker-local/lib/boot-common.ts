import { availableParallelism } from "node:os";
import { answer, type Io } from "hokku";
import { certificateFolder } from "hokku/certificate";
import { appEnvironment } from "hokku/environment";
import { globalArgs } from "hokku/global-args";
import checks from "hokku/settings/checks";
import network from "hokku/settings/network";
import ps from "hokku/settings/ps";
import type { Limits } from "./check.ts";
import type { Recipe } from "./container-words.ts";
import type { Deaths } from "./deaths.ts";
import type { Plan } from "./plan.ts";
import dockerLocal from "./settings.ts";
import { startupChecks } from "./startup-checks.ts";

/** What all containers of one deploy have in common. */
export interface Boot {
  readonly io: Io;
  readonly app: string;
  readonly plan: Plan;
  readonly shared: Pick<Recipe, "app" | "image" | "startCommand" | "init" | "isOpen" | "common" | "variables" | "trace">;
  readonly deaths: Deaths;
  readonly limits: Limits;
  readonly appJson: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Looks up what is the same for all of them. */
export async function commonOf(io: Io, app: string, plan: Plan, deaths: Deaths, signal: AbortSignal): Promise<Boot> {
  const init = dockerLocal.chosen(app, "init-process", io.env);
  const variables = appEnvironment(app, io.env);
  return {
    io,
    app,
    plan,
    shared: {
      app,
      image: plan.image,
      startCommand: startCommand(io, app, plan.image.kind === "herokuish" ? "start-cmd" : "dockerfile-start-cmd", variables),
      // Images of linuxserver.io bring an init of their own that has to be process 1.
      init: init ? init !== "false" : plan.image.labels["org.opencontainers.image.vendor"] !== "linuxserver.io",
      isOpen: network.of(app, "bind-all-interfaces", io.env) === "true",
      common: globalArgs(io, "run"),
      variables,
      trace: Boolean(io.env.DOKKU_TRACE),
    },
    deaths,
    limits: limitsOf(io, app),
    appJson: await startupChecks(io, app),
    headers: await requestHeaders(io, app),
    signal,
  };
}

/** What an app runs in place of its Procfile: the property, or the variable that it was before Dokku 0.38, which clients still set. */
export const startCommand = (
  { env }: Io,
  app: string,
  key: "start-cmd" | "dockerfile-start-cmd",
  variables: Readonly<Record<string, string>>,
): string => ps.own(app, key, env) || variables[`DOKKU_${key.toUpperCase().replaceAll("-", "_")}`] || "";

/** How long the app may take. */
export const limitsOf = ({ env }: Io, app: string): Limits => ({
  boot: Number(checks.of(app, "boot-timeout", env)),
  uptime: Number(checks.of(app, "default-wait", env)),
});

/** How many containers may boot at once: property `parallel-schedule-count`, else one per processor and two at least. */
export const bootsAtOnce = (io: Io, app: string): number =>
  Number(dockerLocal.chosen(app, "parallel-schedule-count", io.env)) || Math.max(2, availableParallelism());

/** What requests of checks carry: the app's first domain, and whether it has a certificate. */
export async function requestHeaders(io: Io, app: string): Promise<Record<string, string>> {
  const domains = (await answer(io, "domains-list", app).catch(() => "")).split(/\s+/);
  const host = domains.find((domain) => domain && domain !== "localhost" && !domain.includes("*"));
  const tls = (await certificateFolder(io, app)) !== undefined;
  return { ...(host && { Host: host }), ...(tls && { "X-Forwarded-Proto": "https" }) };
}
