import { join } from "node:path";
import { type Io, step, trouble } from "hokku";
import { output } from "hokku/run";

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

/** The checksum under which the package brought a file. */
async function packaged(io: Io, file: string): Promise<string> {
  const printed = await output(io, "dpkg-query", ["-W", "-f=${Conffiles}\n", "nginx-common", "nginx"]).catch((error: unknown) =>
    String(error),
  );
  const owned = new Map([...printed.matchAll(/^ (\S+) ([0-9a-f]{32})/gm)].map(([, path = "", sum = ""]) => [path, sum]));
  return owned.get(file) ?? "";
}
