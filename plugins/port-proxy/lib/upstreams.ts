import { join } from "node:path";

const { readdirSync, readFileSync } = process.getBuiltinModule("node:fs");

/** Where an app's web processes answer. */
export interface Upstream {
  readonly host: string;
  readonly port: number;
}

/**
 * Reads where an app answers right now, in the order of its containers. Asked for every connection: what is read is what
 * the last switch wrote, so nothing can go stale. Contract: in the app's folder `LISTEN.web.<n>`, where the host publishes it, else
 * `IP.web.<n>` and `PORT.web.<n>`.
 */
export function upstreams(root: string, app: string): Upstream[] {
  const folder = join(root, app);
  return names(folder)
    .sort((a, b) => a - b)
    .flatMap((index) => {
      const [, host = "", listen = ""] = /^(.+):(\d+)$/.exec(line(join(folder, `LISTEN.web.${index}`))) ?? [];
      const port = Number(listen || line(join(folder, `PORT.web.${index}`)));
      return port ? [{ host: host || line(join(folder, `IP.web.${index}`)) || "127.0.0.1", port }] : [];
    });
}

function names(folder: string): number[] {
  try {
    return readdirSync(folder).flatMap((name) => Number(/^PORT\.web\.(\d+)$/.exec(name)?.[1] ?? 0) || []);
  } catch {
    return [];
  }
}

function line(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}
