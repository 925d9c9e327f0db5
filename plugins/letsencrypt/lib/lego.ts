import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { providerVariables } from "hokku/dns-provider";
import { run } from "hokku/run";
import { GLOBAL } from "hokku/scope";
import letsencrypt from "./settings.ts";
import type { Pair } from "./state.ts";
import type { Wanted } from "./wanted.ts";

const { mkdirSync, mkdtempSync, readFileSync, rmSync } = process.getBuiltinModule("node:fs");

/** Gets a certificate, the domains proved by DNS, with the program lego, which knows 150 providers. */
export async function issueByDns(io: Io, app: string, asked: Wanted): Promise<Pair> {
  const room = join(io.env.DOKKU_LIB_ROOT ?? "", "data/letsencrypt");
  mkdirSync(room, { recursive: true });
  const folder = mkdtempSync(join(room, ".lego-"));
  try {
    const words = [
      ...["--accept-tos", "--path", folder, "--server", asked.server, "--email", asked.email, "--dns", asked.dns ?? ""],
      ...asked.domains.flatMap((domain) => ["--domains", domain]),
      ...letsencrypt.of(app, "lego-args", io.env).split(/\s+/).filter(Boolean),
    ];
    const code = await run(io, "lego", [...words, "run"], { input: "", env: variables(app, io.env) }).catch((error: unknown) => {
      const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
      throw isMissing ? new Exit(1, "Domains are proved by DNS with lego, which is not here: apt-get install lego") : error;
    });
    if (code !== 0) throw new Exit(1, "lego got no certificate; the reason is above");
    const name = asked.domains[0]?.replace("*", "_") ?? "";
    const read = (end: string) => readFileSync(join(folder, "certificates", `${name}.${end}`), "utf8");
    return { crt: read("crt"), key: read("key") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is set for an app goes before what is set for all. */
const variables = (app: string, env: Io["env"]): Record<string, string> => ({
  ...providerVariables("letsencrypt", GLOBAL, env),
  ...providerVariables("letsencrypt", app, env),
});
