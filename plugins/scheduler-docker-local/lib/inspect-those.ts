import { execFile } from "node:child_process";
import { Exit, type Io } from "hokku";
import { dockerBin } from "./docker.ts";

/** A container, as far as it is needed where its output is kept. */
export interface Found {
  readonly id: string;
  readonly name: string;
  /** RFC 3339. */
  readonly created: string;
  /** `web.1`. */
  readonly place: string;
  /** `deploy`, `run` or `cron`. */
  readonly kind: string;
}

/** Those of the containers that exist. One docker command, however many there are. */
export async function inspectThose(io: Io, ids: readonly string[]): Promise<Found[]> {
  const label = (name: string) => `{{index .Config.Labels "com.dokku.${name}"}}`;
  const rows = await inspectedRows(io, ["{{.Id}}", "{{.Name}}", "{{.Created}}", label("dyno"), label("container-type")], ids);
  return rows.map(([id = "", name = "", created = "", place = "", kind = ""]) => ({
    id,
    name: name.slice(1),
    created,
    place,
    kind,
  }));
}

/**
 * What `docker inspect` says of each container. It ends with 1 where one of many is missing, and prints the others all the same. An engine that has
 * died tells of none, which is thrown.
 */
export function inspectedRows(io: Io, columns: readonly string[], ids: readonly string[]): Promise<string[][]> {
  const words = ["container", "inspect", `--format=${columns.join(" ")}`, ...ids];
  return new Promise((resolve, reject) => {
    execFile(dockerBin(io), words, { env: io.env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const isKnown = stderr.split("\n").every((line) => !line || /No such container/i.test(line));
      if (error && !isKnown) return reject(new Exit(1, stderr.trim()));
      const lines = stdout.split("\n").filter(Boolean);
      resolve(lines.map((line) => line.split(" ")));
    });
  });
}
