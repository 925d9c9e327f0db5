import { join } from "node:path";
import { type Io, trouble } from "hokku";
import { apps } from "hokku/apps";
import { engineSocket, SOCKET } from "hokku/endpoint";
import { exclusively } from "hokku/exclusive";
import { replaceFile } from "hokku/files";
import { globalArgs } from "hokku/global-args";
import { properties } from "hokku/properties";
import { mustRun, output, run } from "hokku/run";
import logs, { networkNames } from "./settings.ts";
import { notASink } from "./sink.ts";
import { type Alias, type Shipped, vectorConfig } from "./vector-config.ts";

const { mkdirSync } = process.getBuiltinModule("node:fs");

/** Contract: Dokku's name for the container of Vector, which sends the logs of apps to their sinks. */
const NAME = "vector";

const docker = ({ env }: Io): string => env.DOCKER_BIN ?? "docker";

/** Where what Vector is to send is written. */
export const vectorConfigPath = ({ DOKKU_LIB_ROOT = "" }: Io["env"]): string => join(DOKKU_LIB_ROOT, "data/logs/vector.json");

/** Writes what Vector is to send where. It watches the file, so that a change counts at once. Sinks hold passwords. */
export function writeVectorConfig(io: Io): Promise<void> {
  return exclusively(io, "logs", "--global", () => {
    const config = vectorConfig([...apps(io.env), "--global"].flatMap((app) => shipped(app, io.env)));
    replaceFile(vectorConfigPath(io.env), `${JSON.stringify(config, null, 2)}\n`, 0o600);
  });
}

function shipped(app: string, env: Io["env"]): Shipped[] {
  const own = properties("logs", env);
  const [sink = "", cronSink = ""] = (["vector-sink", "vector-cron-sink"] as const).map((key) => {
    const address = own.get(app, key);
    const wrong = address && notASink(address);
    if (wrong) trouble(`The ${key} of ${app} is left out: ${wrong}`);
    return wrong ? "" : address;
  });
  if (!sink && !cronSink) return [];
  const alias = logs.of(app, "app-label-alias", env);
  return [{ app, sink, cronSink, alias, ...(app === "--global" && { aliases: otherAliases(alias, env) }) }];
}

function otherAliases(global: string, env: Io["env"]): Alias[] {
  const all = apps(env).map((app) => ({ app, alias: logs.of(app, "app-label-alias", env) }));
  return all.filter(({ alias }) => alias !== global);
}

/** The words that start Vector. */
export function startWords(image: string, networks: readonly string[], { env }: Io): string[] {
  const lib = env.DOKKU_LIB_HOST_ROOT ?? env.DOKKU_LIB_ROOT ?? "";
  return [
    ...["container", "run", "--detach", `--name=${NAME}`, ...globalArgs({ env }, "run")],
    ...["--restart=unless-stopped", `--network=${networks[0] ?? "bridge"}`],
    `--volume=${lib}/data/logs:/etc/vector`,
    `--volume=${engineSocket(env) ?? SOCKET}:${SOCKET}:ro`,
    `--volume=${env.DOKKU_LOGS_DIR}/apps:/var/log/dokku/apps`,
    ...[image, "--config", "/etc/vector/vector.json", "--watch-config"],
  ];
}

/** Starts Vector anew, in the networks it was given. */
export async function startVector(io: Io, image: string): Promise<void> {
  const networks = networkNames(properties("logs", io.env).get("--global", "vector-networks")).filter(Boolean);
  await writeVectorConfig(io);
  mkdirSync(join(io.env.DOKKU_LOGS_DIR ?? "", "apps"), { recursive: true });
  await removeVector(io);
  await output(io, docker(io), startWords(image, networks, io));
  for (const network of networks.slice(1))
    await mustRun(io, docker(io), ["network", "connect", network, NAME], `Vector could not join the network ${network}`);
}

/** Stops and removes Vector; answers whether it was there. */
export async function removeVector(io: Io): Promise<boolean> {
  const there = await hasVector(io);
  if (there) await output(io, docker(io), ["container", "stop", NAME]);
  if (there) await output(io, docker(io), ["container", "rm", "--force", "--volumes", NAME]);
  return there;
}

export async function hasVector(io: Io): Promise<boolean> {
  return (await output(io, docker(io), ["container", "ls", "--all", "--quiet", `--filter=name=^/${NAME}$`])) !== "";
}

/** Shows what Vector itself has printed; answers docker's exit code. */
export const vectorLogs = (io: Io, num: number, tail: boolean): Promise<number> =>
  run(io, docker(io), ["container", "logs", `--tail=${num}`, ...(tail ? ["--follow"] : []), NAME]);
