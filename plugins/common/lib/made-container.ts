import type { Io } from "../../../core/execute.ts";
import { clientConfig } from "./endpoint.ts";
import { engine } from "./engine.ts";
import { readText } from "./files.ts";
import { output } from "./run.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** What is read out of the words, word by word. */
interface Draft {
  name: string;
  readonly config: Record<string, unknown>;
  readonly host: Record<string, unknown>;
  /** Name and `NAME=value`; a name alone takes the image's variable away. */
  readonly env: Map<string, string>;
  readonly labels: Map<string, string>;
  readonly binds: string[];
  readonly ports: Record<string, object[]>;
  readonly logs: Map<string, string>;
  readonly aliases: string[];
}

/**
 * Makes a container of the words that come behind `docker container create`, and answers its ID; a failure is thrown with Docker's own words.
 * The engine itself is asked where each of the words is known here, as a start of the client takes a deploy 50 ms; whatever has others, or
 * has an image that would have to be pulled, goes to the client. `env` has the variables that the words say by name only.
 */
export async function madeContainer(
  io: Io,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const otherwise = ["container", "create", ...words];
  const client = () => output(io, io.env.DOCKER_BIN ?? "docker", otherwise, { env });
  const request = containerRequest(words, { ...io.env, ...env });
  if (!request) return lastLine(await client());
  const path = `/containers/create?name=${encodeURIComponent(request.name)}`;
  const answer = await engine(io, "POST", path, otherwise, { json: request.json, env }).catch((error: unknown) => {
    if (error instanceof Error && /no such image/i.test(error.message)) return client();
    throw error;
  });
  if (!answer.startsWith("{")) return lastLine(answer);
  const { Id, Warnings }: { Id: string; Warnings?: string[] | null } = JSON.parse(answer);
  for (const warning of Warnings ?? []) process.stderr.write(`WARNING: ${warning}\n`);
  return Id;
}

const lastLine = (text: string): string => text.split("\n").at(-1) ?? "";

/**
 * What the client would send the engine for these words; undefined where one of them is not known here, or where the client's own settings have a say.
 * Contract: docker's `container create`, whose later words count above earlier ones.
 */
export function containerRequest(words: readonly string[], env: Io["env"]): { name: string; json: unknown } | undefined {
  if (env.DOCKER_DEFAULT_PLATFORM || env.DOCKER_CONTENT_TRUST || clientConfig(env).proxies) return undefined;
  const draft: Draft = {
    name: "",
    config: {},
    host: { RestartPolicy: { Name: "no", MaximumRetryCount: 0 } },
    env: new Map(),
    labels: new Map(),
    binds: [],
    ports: {},
    logs: new Map(),
    aliases: [],
  };
  let at = 0;
  for (; words[at]?.startsWith("-"); at++) {
    const [, flag = "", joined] = /^([^=]+)(?:=(.*))?$/s.exec(words[at] ?? "") ?? [];
    const [turn, take] = [SWITCHES[flag], VALUES[flag]];
    if (turn && joined === undefined) turn(draft);
    else if (!take?.(draft, joined ?? words[++at] ?? "", env)) return undefined;
  }
  const [image, ...command] = words.slice(at);
  if (!image) return undefined;
  const { name, config, host, binds: Binds, ports, aliases: Aliases } = draft;
  const network = String(host.NetworkMode ?? "");
  const isTheirs = network && !ENGINES_OWN.test(network);
  if (Aliases.length && !isTheirs) return undefined; // the client says what is wrong with that
  const [Labels, Config] = [Object.fromEntries(draft.labels), Object.fromEntries(draft.logs)];
  const json = {
    ...{ AttachStdout: true, AttachStderr: true, Image: image, Env: [...draft.env.values()], Labels, ...config },
    ...(command.length > 0 && { Cmd: command }),
    ExposedPorts: Object.fromEntries(Object.keys(ports).map((port) => [port, {}])),
    HostConfig: { ...(Binds.length > 0 && { Binds }), PortBindings: ports, LogConfig: { Type: "", Config }, ...host },
    ...(isTheirs && { NetworkingConfig: { EndpointsConfig: { [network]: { ...(Aliases.length > 0 && { Aliases }) } } } }),
  };
  return { name, json };
}

/** Networks that are there without being made. */
const ENGINES_OWN = /^(default|bridge|host|none)$/;

/** What a word says, written into the draft; false where the value is not of the kinds known here. */
type Take = (draft: Draft, value: string, env: Io["env"]) => boolean;

const variable: Take = ({ env }, value, given) => {
  const [name = ""] = value.split("=", 1);
  const own = given[name];
  env.set(name, value === name && own !== undefined ? `${name}=${own}` : value);
  return /^\S+$/.test(name);
};

/** Contract: the client takes blanks before a name away, and lines that begin with `#`; a name that it has no value for says nothing. */
const variablesOf: Take = (draft, path, given) => {
  const lines = (readText(path) ?? "").split(/\r?\n/).map((line) => line.trimStart());
  const said = lines.filter((line) => line && !line.startsWith("#") && (line.includes("=") || given[line.trim()] !== undefined));
  return (
    path.startsWith("/") &&
    existsSync(path) &&
    said.every((line) => variable(draft, line.includes("=") ? line : line.trim(), given))
  );
};

/** `name=value`, into one of the draft's maps; a name alone has the value "". */
const pair =
  (into: (draft: Draft) => Map<string, string>): Take =>
  (draft, value) => {
    const [name = ""] = value.split("=", 1);
    into(draft).set(name, value.slice(name.length + 1));
    return name !== "";
  };

/** `127.0.0.1:20001:5000`, `20001:5000`. */
const publish: Take = ({ ports }, value) => {
  const [, HostIp = "", HostPort = "", port] = /^(?:(\d+\.\d+\.\d+\.\d+):)?(\d+):(\d+)$/.exec(value) ?? [];
  if (!port) return false;
  ports[`${port}/tcp`] = [...(ports[`${port}/tcp`] ?? []), { HostIp, HostPort }];
  return true;
};

/** `/folder:/place`, `volume:/place:ro`; a place alone, or one that starts at where the client stands, is the client's matter. */
const volume: Take = ({ binds }, value) => {
  binds.push(value);
  return /^[^:.~][^:]*:\/[^:]*(:[a-zA-Z,]+)?$/.test(value);
};

const restart: Take = ({ host }, value) => {
  const [, Name, times = "0"] = /^(no|always|unless-stopped|on-failure)(?::(\d+))?$/.exec(value) ?? [];
  host.RestartPolicy = { Name, MaximumRetryCount: Number(times) };
  return Name !== undefined && (Name === "on-failure" || times === "0");
};

/** `max-size=10m`. */
const logging: Take = (draft, value) => value.includes("=") && pair(({ logs }) => logs)(draft, value, {});

/** A size in bytes, such as `64m`, as the engine's field of that name. */
const size =
  (field: string): Take =>
  ({ host }, value) => {
    const [, number = "", unit = ""] = /^(\d+)([bkmg]?)$/i.exec(value) ?? [];
    host[field] = Number(number) * 1024 ** Math.max(0, "bkmg".indexOf(unit.toLowerCase() || "b"));
    return number !== "";
  };

const network: Take = ({ host }, value) => {
  const isFirst = host.NetworkMode === undefined;
  host.NetworkMode = value;
  return isFirst && /^[A-Za-z0-9][\w.-]*$/.test(value);
};

const SWITCHES: Readonly<Record<string, (draft: Draft) => unknown>> = {
  "--init": ({ host }) => (host.Init = true),
  "--rm": ({ host }) => (host.AutoRemove = true),
  "--tty": ({ config }) => (config.Tty = true),
  "--interactive": ({ config }) => Object.assign(config, { OpenStdin: true, StdinOnce: true, AttachStdin: true }),
};

const VALUES: Readonly<Record<string, Take>> = {
  "--env": variable,
  "-e": variable,
  "--env-file": variablesOf,
  "--label": pair(({ labels }) => labels),
  "-l": pair(({ labels }) => labels),
  "--publish": publish,
  "-p": publish,
  "--volume": volume,
  "-v": volume,
  "--restart": restart,
  "--log-opt": logging,
  "--memory": size("Memory"),
  "-m": size("Memory"),
  "--memory-reservation": size("MemoryReservation"),
  "--shm-size": size("ShmSize"),
  "--network": network,
  "--network-alias": ({ aliases }, value) => aliases.push(value) > 0 && value !== "",
  "--hostname": ({ config }, value) => {
    config.Hostname = value;
    return value !== "";
  },
  "--name": (draft, value) => {
    draft.name = value;
    return value !== "";
  },
};
