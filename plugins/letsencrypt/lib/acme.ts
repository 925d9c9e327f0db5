import { createHash } from "node:crypto";
import { join } from "node:path";
import * as acme from "acme-client";
import { detail, Exit, type Io } from "hokku";
import { readText, replaceFile } from "hokku/files";
import { whileLocked } from "hokku/lock";
import { whileServed } from "./http-01.ts";
import type { Pair } from "./state.ts";
import type { Wanted } from "./wanted.ts";

const { mkdirSync } = process.getBuiltinModule("node:fs");

/** How long one answer of an authority may take, in milliseconds. */
acme.axios.defaults.timeout = 30_000;

/** Gets a certificate of an authority, the app's domains proved by http. */
export async function issue(io: Io, app: string, asked: Wanted): Promise<Pair> {
  const client = await clientOf(asked, io.env);
  const [key, csr] = await acme.crypto.createCsr({ altNames: [...asked.domains] });
  const crt = await whileServed(io, app, async (prove) => {
    const order = await client.createOrder({ identifiers: asked.domains.map((value) => ({ type: "dns", value })) });
    for (const authorization of await client.getAuthorizations(order)) {
      const domain = authorization.identifier.value;
      detail(io, ` - Domain '${domain}'`);
      if (authorization.status === "valid") continue;
      const challenge = authorization.challenges.find(({ type }) => type === "http-01");
      if (!challenge) throw new Exit(1, `The authority does not offer to prove ${domain} by http; see: dns-provider`);
      prove(challenge.token, await client.getChallengeKeyAuthorization(challenge));
      await client.completeChallenge(challenge);
      await client.waitForValidStatus(challenge).catch((error: unknown) => {
        throw new Exit(1, `${domain} was not proved: ${reason(error)}\nIt has to lead to this server, at port 80`);
      });
    }
    return client.getCertificate(await client.finalizeOrder(order, csr));
  }).catch((error: unknown) => Promise.reject(explained(error, asked)));
  return { crt, key: key.toString() };
}

/** Has the authority take a certificate back. */
export async function revoke(asked: Wanted, crt: string, env: Io["env"]): Promise<void> {
  const client = await clientOf(asked, env);
  await client.revokeCertificate(crt).catch((error: unknown) => Promise.reject(explained(error, asked)));
}

/** A client with the account of this host at that authority, which is made where there is none. */
async function clientOf({ server, email }: Wanted, env: Io["env"]): Promise<acme.Client> {
  const folder = join(env.DOKKU_LIB_ROOT ?? "", "data/letsencrypt/--global/accounts");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${createHash("sha1").update(`${server} ${email}`).digest("hex")}.key`);
  return whileLocked(join(folder, ".lock"), 60, async () => {
    const known = readText(file);
    const key = known ?? (await acme.crypto.createPrivateEcdsaKey()).toString();
    const client = new acme.Client({
      directoryUrl: server,
      accountKey: key,
      backoffAttempts: 20,
      backoffMin: 500,
      backoffMax: 5_000,
    });
    await client
      .createAccount({ termsOfServiceAgreed: true, contact: [`mailto:${email}`] })
      .catch((error: unknown) => Promise.reject(explained(error, { server })));
    if (!known) replaceFile(file, key, 0o600);
    return client;
  });
}

/** What an authority said, in a sentence that says what to do. */
function explained(error: unknown, { server }: Pick<Wanted, "server">): Exit {
  if (error instanceof Exit) return error;
  const why = reason(error);
  if (/rateLimited|too many/i.test(why))
    return new Exit(
      1,
      `Let's Encrypt rate-limited this request.\n${why}\nSee https://letsencrypt.org/docs/rate-limits/; while trying things out: dokku letsencrypt:set <app> server staging`,
    );
  if (/ECONN|ENOTFOUND|EAI_AGAIN|timeout|ETIMEDOUT/.test(why))
    return new Exit(1, `${server} does not answer: ${why}; try again later`);
  return new Exit(1, `${server} refused: ${why}`);
}

const reason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]?.slice(0, 500) ?? "";
