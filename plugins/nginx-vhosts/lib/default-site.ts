import { isIP } from "node:net";
import { dirname, join } from "node:path";
import { answer, type Io, step, trouble } from "hokku";
import { readText } from "hokku/files";
import { output } from "hokku/run";
import { nginxPlaces } from "./program.ts";

const { existsSync, readFileSync, rmSync } = process.getBuiltinModule("node:fs");

/**
 * Takes away the page that Debian's nginx shows for every name, if it is as the package brought it: it would answer for names
 * that nobody owns. One that somebody changed stays, and is named.
 */
export async function removeDefaultSite(io: Io, nginxRoot: string): Promise<void> {
  const enabled = join(nginxRoot, "sites-enabled", "default");
  const available = join(nginxRoot, "sites-available", "default");
  if (!existsSync(enabled)) return;
  const known = await packaged(io, available);
  const now = process.getBuiltinModule("node:crypto").createHash("md5").update(readFileSync(enabled)).digest("hex");
  if (known !== now)
    return trouble(
      `${enabled} is not as Debian brought it and stays: it answers for names that no app owns; remove it if it is not needed`,
    );
  rmSync(enabled);
  step(io, `Removed ${enabled}, which answered for names that no app owns`);
}

/** Warns whose app, or whose host's apps, are called by an address that this page answers for. Contract: the words are Dokku's. */
export async function warnOfDefaultSite(io: Io, app: string): Promise<void> {
  if (!existsSync(join(dirname(nginxPlaces(io.env).conf), "sites-enabled", "default"))) return;
  const hosts = readText(join(io.env.DOKKU_ROOT ?? "", "VHOST")) ?? "";
  const address = `${await answer(io, "domains-list", app)}\n${hosts}`.split(/\s+/).find((name) => isIP(name));
  if (!address) return;
  trouble(`Detected IPv${isIP(address)} domain name with nginx proxy enabled.`);
  trouble("Ensure the default nginx site is removed before continuing.");
}

/** The checksum under which the package brought a file. */
async function packaged(io: Io, file: string): Promise<string> {
  const printed = await output(io, "dpkg-query", ["-W", "-f=${Conffiles}\n", "nginx-common", "nginx"]).catch((error: unknown) =>
    String(error),
  );
  const owned = new Map([...printed.matchAll(/^ (\S+) ([0-9a-f]{32})/gm)].map(([, path = "", sum = ""]) => [path, sum]));
  return owned.get(file) ?? "";
}
