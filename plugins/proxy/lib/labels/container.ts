import { join } from "node:path";
import { Exit, type Io, trouble } from "hokku";
import { globalArgs } from "hokku/global-args";
import { properties } from "hokku/properties";
import { output, run } from "hokku/run";
import { GLOBAL } from "hokku/scope";
import type { LabelProxy } from "../label-proxy.ts";
import { type Compose, composed, runWords } from "./compose.ts";

const { mkdirSync, readFileSync } = process.getBuiltinModule("node:fs");

/** Contract: as `docker compose` calls the one container of the project. */
export const containerOf = (name: string): string => `${name}-${name}-1`;

const docker = ({ env }: Io): string => env.DOCKER_BIN ?? "docker";

/** A proxy's container as it is to be: as it declares, or as somebody's template says. */
export async function serviceOf<K extends string>(of: LabelProxy<K>, io: Io): Promise<Compose> {
  const template = await of.template?.(io);
  if (!template) return of.compose(io);
  const { render } = await import("hokku/sigil");
  return composed(of.name, render(readFileSync(template, "utf8"), variables(of, io.env), { name: template }), template);
}

/** What such a template is filled in with. Contract: Dokku's, as `CADDY_LOG_LEVEL` and `CADDY_DATA_DIR`. */
function variables<K extends string>({ name, settings }: LabelProxy<K>, env: Io["env"]): Record<string, string> {
  const keys = Object.keys(settings.known) as (keyof typeof settings.known)[];
  const values = keys.map((key) => [String(key), settings.of(GLOBAL, key, env)] as const);
  const all = [...values, ["data-dir", dataFolder(name, env)] as const];
  return Object.fromEntries(all.map(([key, value]) => [`${name}-${key}`.replaceAll("-", "_").toUpperCase(), value]));
}

/** Where a proxy keeps certificates, as the engine's host sees it. */
export const dataFolder = (name: string, { DOKKU_LIB_HOST_ROOT, DOKKU_LIB_ROOT = "" }: Io["env"]): string =>
  join(DOKKU_LIB_HOST_ROOT ?? DOKKU_LIB_ROOT, "data", name);

/** Starts a proxy anew, and from then on with the host. */
export async function start<K extends string>(of: LabelProxy<K>, io: Io): Promise<string> {
  const [container, service] = [containerOf(of.name), await serviceOf(of, io)];
  mkdirSync(join(io.env.DOKKU_LIB_ROOT ?? "", "data", of.name), { recursive: true });
  await output(io, docker(io), ["container", "rm", "--force", container]).catch(() => {});
  await output(io, docker(io), ["container", "run", ...globalArgs(io, "run"), ...runWords(container, service)]).catch(
    async (error: unknown) => {
      await output(io, docker(io), ["container", "rm", "--force", container]).catch(() => {});
      throw explained(of.name, error);
    },
  );
  properties(of.name, io.env).set(GLOBAL, "proxy-status", "started");
  return container;
}

function explained(name: string, error: unknown): unknown {
  if (!(error instanceof Exit) || !/already (in use|allocated)/.test(error.message)) return error;
  return new Exit(1, `${name} cannot listen, as somebody else does; where that is nginx: dokku nginx:stop\n${error.message}`);
}

/** Stops a proxy for good; answers whether it was there. */
export async function stop<K extends string>({ name }: LabelProxy<K>, io: Io): Promise<boolean> {
  properties(name, io.env).set(GLOBAL, "proxy-status", "stopped");
  const container = containerOf(name);
  const there = (await output(io, docker(io), ["container", "ls", "--all", "--quiet", `--filter=name=^/${container}$`])) !== "";
  if (there) await output(io, docker(io), ["container", "stop", container]);
  if (there) await output(io, docker(io), ["container", "rm", "--force", container]);
  return there;
}

/** Shows what it has printed; answers docker's exit code. */
export const logs = (name: string, io: Io, num: number, tail: boolean): Promise<number> =>
  run(io, docker(io), ["container", "logs", `--tail=${num}`, ...(tail ? ["--follow"] : []), containerOf(name)]);

/** Starts it before the apps, where it was started before the host went down. */
export async function restored<K extends string>(of: LabelProxy<K>, io: Io): Promise<void> {
  if (properties(of.name, io.env).get(GLOBAL, "proxy-status") !== "started") return;
  await start(of, io).catch((error: unknown) => {
    trouble(`${of.name} did not start, requests may not reach its apps: ${error instanceof Error ? error.message : error}`);
  });
}
