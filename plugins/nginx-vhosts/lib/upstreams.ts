import { join } from "node:path";
import { answer, type Io, trouble } from "hokku";
import { appRoot } from "hokku/apps";
import { readText } from "hokku/files";
import { output } from "hokku/run";

/** Stands for a web process while a template is rendered: templates join it with a container's port as they like. */
const STAND_IN = /web-(\d+)\.hokku\.invalid(?::(\d+))?/g;

/** Where an app's web processes answer, seen from nginx. */
export interface Upstreams {
  /** What templates get as listeners: one stand-in for each process, with the first port, as `ip:port`. */
  readonly listeners: string;
  /** Puts addresses where stand-ins are. */
  readonly resolve: (text: string) => string;
}

/**
 * Finds the address for each port of each web process. Dokku's templates reach containers by their own address, which changes
 * with every restart; ours is a port of 127.0.0.1 that stays. As templates write `<ip>:<container port>`, they get stand-ins
 * and `resolve` puts the address in.
 */
export async function upstreamsOf(io: Io, app: string, ports: readonly string[]): Promise<Upstreams> {
  const found = (await answer(io, "network-get-listeners", app, "web")).split(/\s+/).filter(Boolean);
  const listeners = found.filter((listener) => {
    const fine = /^([\w.-]+|\[[\da-f:.]+\]):\d{1,5}$/i.test(listener);
    if (!fine) trouble(`${JSON.stringify(listener)} is no address of ${app} and is left out`);
    return fine;
  });
  const first = ports[0] ?? "5000";
  const published = ports.length > 1 ? await publishedPorts(io, app, listeners.length) : [];
  const address = (at: number, port: string): string => published[at]?.get(port) ?? listeners[at] ?? "127.0.0.1:1";
  return {
    listeners: listeners.map((_, at) => `web-${at + 1}.hokku.invalid:${first}`).join(" "),
    resolve: (text) =>
      text.replace(STAND_IN, (_, index: string, port?: string) =>
        port ? address(Number(index) - 1, port) : address(Number(index) - 1, first).replace(/:\d+$/, ""),
      ),
  };
}

/** For each web process, the address of each container port. An app with several ports is the only one docker is asked about. */
async function publishedPorts(io: Io, app: string, count: number): Promise<Map<string, string>[]> {
  const ids = Array.from({ length: count }, (_, at) =>
    (readText(join(appRoot(app, io.env), `CONTAINER.web.${at + 1}`)) ?? "").trim(),
  );
  if (!count || ids.some((id) => !/^[0-9a-f]{12,64}$/.test(id))) return [];
  const format = "{{json .HostConfig.PortBindings}} {{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}";
  const printed = await output(io, io.env.DOCKER_BIN ?? "docker", ["container", "inspect", `--format=${format}`, ...ids]).catch(
    () => "",
  );
  return printed.split("\n").filter(Boolean).map(addresses);
}

function addresses(line: string): Map<string, string> {
  const json = /^(\{.*\}|null|map\[\]) ?/.exec(line)?.[1] ?? "null";
  const bindings: Record<string, readonly { HostIp?: string; HostPort?: string }[] | null> | null = JSON.parse(json);
  const ports = Object.entries(bindings ?? {}).flatMap(([port, all]): [string, string][] =>
    all?.[0]?.HostPort ? [[port.replace(/\/.*/, ""), `127.0.0.1:${all[0].HostPort}`]] : [],
  );
  return new Map(ports);
}
