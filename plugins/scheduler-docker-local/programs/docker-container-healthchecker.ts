import { Exit, type Io, trouble } from "hokku";
import { inspected } from "hokku/engine";
import { readText, replaceFile } from "hokku/files";
import { type Asked, type ProgramCommand, runProgram } from "hokku/program";
import { checkContainer } from "../lib/check.ts";
import { appJsonOfChecks } from "../lib/checks-file.ts";
import { type Healthcheck, healthchecksOf } from "../lib/healthchecks.ts";

/** `docker-container-healthchecker`, as schedulers of others call it. Contract: dokku/docker-container-healthchecker. */
const io: Io = { env: process.env, cwd: process.cwd(), stdin: "inherit", stdout: "inherit" };

type Json = Record<string, unknown>;

const PLACE = { "app-json": { type: "value" } } as const;
const WRITTEN = { "in-place": { type: "switch" }, pretty: { type: "switch" }, ...PLACE } as const;

const commands: Record<string, ProgramCommand> = {
  add: {
    summary: "Adds a healthcheck to a process type",
    words: ["[process-type]"],
    flags: {
      ...WRITTEN,
      "if-empty": { type: "switch" },
      "listening-check": { type: "switch" },
      name: { type: "value" },
      port: { type: "value" },
      type: { type: "value" },
      uptime: { type: "value" },
      "warn-only": { type: "switch" },
    },
    run: (asked) => {
      const type = asked.words[0] || "web";
      const appJson = appJsonOf(asked, "{}");
      const known = checksOf(appJson, type);
      if (!known.length || !asked.isOn("if-empty")) put(appJson, type, [...known, added(asked)]);
      write(asked, appJson);
    },
  },
  check: {
    summary: "Checks a container",
    words: ["container-id"],
    flags: {
      ...PLACE,
      header: { type: "value" },
      "ip-address": { type: "value" },
      network: { type: "value" },
      port: { type: "value" },
      "process-type": { type: "value" },
      type: { type: "value" },
    },
    run: check,
  },
  convert: {
    summary: "Shows a CHECKS file as app.json",
    words: ["check-file"],
    flags: WRITTEN,
    run: (asked) => {
      const text = readText(asked.words[0] ?? "");
      if (text === undefined) throw new Exit(1, `There is no file ${asked.words[0]}`);
      const appJson = asked.last("app-json") ? appJsonOf(asked) : {};
      put(appJson, "web", appJsonOfChecks(text, {}).healthchecks.web);
      write(asked, appJson);
    },
  },
  exists: {
    summary: "Says by its exit code whether a process type has healthchecks",
    words: ["process-type"],
    flags: PLACE,
    run: (asked) => {
      const [type = ""] = asked.words;
      if (!checksOf(appJsonOf(asked, "{}"), type).length)
        throw new Exit(1, `No healthchecks found in app.json for ${type} process type`);
      return 0;
    },
  },
};

function appJsonOf(asked: Asked, otherwise?: string): Json {
  const path = asked.last("app-json", "app.json");
  const text = readText(path) ?? otherwise;
  if (text === undefined) throw new Exit(1, `There is no file ${path}`);
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch (error) {
    throw new Exit(1, `${path}: ${error instanceof Error ? error.message : error}`);
  }
  throw new Exit(1, `${path} has to hold an object`);
}

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

function checksOf({ healthchecks }: Json, type: string): unknown[] {
  const list = isObject(healthchecks) ? healthchecks[type] : undefined;
  return Array.isArray(list) ? list : [];
}

function put(appJson: Json, type: string, checks: readonly unknown[]): void {
  appJson.healthchecks = { ...(isObject(appJson.healthchecks) ? appJson.healthchecks : {}), [type]: checks };
}

function added(asked: Asked): Json {
  const looks = asked.isOn("listening-check") ? { listening: true, port: number(asked, "port", "5000") } : {};
  const stays = asked.isOn("listening-check") ? {} : { uptime: number(asked, "uptime", "1") };
  const warns = asked.isOn("warn-only") ? { warn: true } : {};
  return { name: asked.last("name") || "default", type: asked.last("type", "startup"), ...looks, ...stays, ...warns };
}

function number(asked: Asked, flag: string, otherwise: string): number {
  const text = asked.last(flag, otherwise);
  if (!/^\d{1,9}$/.test(text)) throw new Exit(1, `invalid argument "${text}" for --${flag}: it takes a number`);
  return Number(text);
}

/** With the keys of every object in the order of the alphabet, as the original prints them. */
const inOrder = (_key: string, value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value;

function write(asked: Asked, appJson: Json): void {
  const text = JSON.stringify(appJson, inOrder, asked.isOn("pretty") ? 2 : undefined);
  if (asked.isOn("in-place")) replaceFile(asked.last("app-json", "app.json"), text);
  else process.stdout.write(`${text}\n`);
}

interface Inspected {
  readonly Id: string;
  readonly RestartCount: number;
  readonly State: { readonly Running: boolean; readonly Status: string; readonly Pid: number; readonly StartedAt: string };
  readonly Config: { readonly Labels: Readonly<Record<string, string>> | null };
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
}

async function check(asked: Asked): Promise<number> {
  const [name = ""] = asked.words;
  const type = asked.last("process-type", "web");
  const moment = asked.last("type", "startup");
  const found = healthchecksOf(appJsonOf(asked), type, moment);
  const stays = { healthchecks: { [type]: [{ type: moment, name: "autogenerated", uptime: 10 }] } };
  const checks = found.length ? found : healthchecksOf(stays, type, moment);
  const container = await running(name);
  say(`=====> Executing ${checks.length} healthchecks`);
  const all = await Promise.all(checks.map((one) => failure(asked, container, one, type)));
  return all.filter(Boolean).length;
}

async function running(name: string): Promise<Inspected> {
  const container = await inspected<Inspected>(io, "container", name);
  if (!container) throw new Exit(1, `No such container: ${name}`);
  if (!container.State.Running) throw new Exit(1, `Container state: ${container.State.Status}`);
  return container;
}

async function failure(asked: Asked, { Id, State, Config, NetworkSettings }: Inspected, one: Healthcheck, type: string) {
  const network = asked.last("network", "bridge");
  const ip = asked.last("ip-address") || NetworkSettings.Networks[network]?.IPAddress;
  if (!ip && one.kind === "path") throw new Exit(1, `container '${Id}' not connected to network '${network}'`);
  const port = number(asked, "port", "5000");
  const container = { id: Id, pid: State.Pid, ip: ip || "127.0.0.1", port, started: Date.parse(State.StartedAt), type, index: 1 };
  const herokuish = Boolean(Config.Labels?.["com.gliderlabs.herokuish/stack"]);
  const patience = new AbortController().signal;
  const checked = { ...container, herokuish, headers: headers(asked) };
  const limits = { boot: one.attempts * one.timeout, uptime: 1 };
  const why = (await checkContainer(io, checked, [one], limits, patience)) ?? (await ended(Id));
  if (why) trouble(`Failure in name='${one.name}': ${why}`);
  else say(`       Healthcheck succeeded name='${one.name}'`);
  return why;
}

async function ended(id: string): Promise<string | undefined> {
  const now = await inspected<Inspected>(io, "container", id);
  if (!now?.State.Running) return "container state is not running";
  return now.RestartCount > 0 ? `container has restarted ${now.RestartCount} times` : undefined;
}

function headers(asked: Asked): Record<string, string> {
  const all = asked.all("header").map((text): [string, string] => {
    const [, name, value = ""] = /^([^:]+):(.*)$/.exec(text) ?? [];
    if (!name) throw new Exit(1, `invalid header, must be delimited by ':' (colon) character: '${text}'`);
    return [name.trim(), value.trim()];
  });
  return Object.fromEntries(all);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

process.exitCode = await runProgram(
  { name: "docker-container-healthchecker", version: "0.16.0", commands },
  process.argv.slice(2),
);
