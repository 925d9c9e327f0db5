import { answer, detail, type Io, step, trigger, trouble } from "hokku";
import { asWritten } from "hokku/deploy/as-written";
import { appImage, type Image, inspectImage } from "hokku/image";
import { properties } from "hokku/properties";
import type { Place } from "./state.ts";

/** One process type of the release that is to run. */
export interface ProcessType {
  readonly type: string;
  readonly count: number;
  /** Its line of the Procfile, "" where the image's own command runs. */
  readonly line: string;
  /** Zero downtime is off: the old containers stop before the new ones start, and nothing is checked. */
  readonly disabled: boolean;
  /** The new containers are not checked. */
  readonly skipped: boolean;
  /** How many of its containers may boot at once; 0 is "as many as the app as a whole may". */
  readonly parallel: number;
}

/** What one deploy is to start. */
export interface Plan {
  readonly image: Image;
  readonly tag: string;
  readonly types: readonly ProcessType[];
  /** Ports the web process listens on; the first is its PORT. */
  readonly ports: readonly number[];
  /** Whether the deploy is for the whole app, or the one process type. */
  readonly only: string | undefined;
}

/** Asks everybody concerned what is to run. Contract: `ps-current-scale`, `procfile-get-command`, `ports-get`. */
export async function plan(io: Io, app: string, tag: string, only?: string): Promise<Plan> {
  const { name, tag: chosen } = await appImage(io, app, tag);
  const asked = inspectImage(io, name);
  asked.catch(() => {});
  const ports = await containerPorts(io, app);
  const scale = parseScale(await answer(io, "ps-current-scale", app));
  if (!scale.length && !only) scale.push(["web", 1]);
  if (only && !scale.some(([type]) => type === only)) scale.push([only, 0]);
  const hasProcfile = await trigger(io, "procfile-exists", app).then(
    () => true,
    () => false,
  );
  const types: ProcessType[] = [];
  for (const [type, count] of scale) {
    if (only && type !== only) continue;
    const line = count ? await answer(asWritten(io), "procfile-get-command", app, type, String(ports[0])).catch(() => "") : "";
    if (count && hasProcfile && !line) trouble(`Skipping ${type} as it is missing from the current Procfile`);
    else types.push({ type, count, line, ...(await checksOf(io, app, type)) });
  }
  if (hasProcfile && !only && !scale.some(([type]) => type === "web"))
    detail(io, "Skipping web as it is missing from the current Procfile");
  return { image: await asked, tag: chosen, types, ports, only };
}

/** `web=2` lines. */
export function parseScale(text: string): [string, number][] {
  return text.split("\n").flatMap((line) => {
    const [, type, count] = /^([A-Za-z0-9_-]+)=(\d+)$/.exec(line.trim()) ?? [];
    return type ? [[type, Number(count)] as [string, number]] : [];
  });
}

/** Whether the process type is in one of Dokku's comma-separated lists, where `_all_` is everybody. */
export const isListed = (type: string, list: string): boolean =>
  list.split(",").some((item) => item === type || item === "_all_");

/** Every place of the plan, in the order they start. */
export const places = ({ types }: Plan): (Place & { of: ProcessType })[] =>
  types.flatMap((of) => Array.from({ length: of.count }, (_, at) => ({ type: of.type, index: at + 1, of })));

async function checksOf(io: Io, app: string, type: string): Promise<Pick<ProcessType, "disabled" | "skipped" | "parallel">> {
  const checks = properties("checks", io.env);
  const parallel = Number(await answer(io, "app-json-process-deploy-parallelism", app, type).catch(() => "0"));
  const disabled = isListed(type, checks.get(app, "disabled"));
  return { disabled, skipped: disabled || isListed(type, checks.get(app, "skipped")), parallel };
}

async function containerPorts(io: Io, app: string): Promise<number[]> {
  const lines = (await answer(io, "ports-get", app, "stdout")).split("\n").map((line) => line.split(":"));
  const ports = lines.flatMap(([scheme, , port]) => (port && scheme !== "udp" ? Number(port) : []));
  return ports.length ? [...new Set(ports)] : [5000];
}

/** Says what is about to happen, as Dokku does; types that neither run nor are to run go without saying. */
export function announce(io: Io, { types }: Plan, running: ReadonlySet<string>): void {
  for (const { type, count, disabled } of types) {
    if (count || running.has(type)) step(io, `Deploying ${type} (count=${count})`);
    if (disabled && running.has(type)) detail(io, `Zero downtime is disabled, stopping currently running containers (${type})`);
  }
}
