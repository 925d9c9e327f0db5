// slow: sends hundreds of random lines through two servers, each of which starts programs
import { readdirSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { Client, type ConnectConfig } from "ssh2";
import t, { type Test } from "tap";
import { type Sshd, sshd } from "../../../scripts/lib/bench/sshd.ts";
import { checkout, type Root } from "../../lib/root.ts";
import { openServer } from "./open-server.ts";

/** How many lines go through each of the two servers: 10,000 for docs/security.md. */
const COUNT = Number(process.env.HOKKU_LINES ?? 250);

t.test(`${COUNT} random command lines over sshd and over our own server run nothing but what they name`, async (t) => {
  const seed = Number(process.env.HOKKU_SEED ?? Date.now() % 1_000_000);
  t.comment(`seed ${seed}`);
  const made = openServer(t);
  made.put("lib/plugins/enabled/show/plugin.toml", '[plugin]\ndescription = "shows"\n');
  made.put("lib/plugins/enabled/show/subcommands/words", `#!/usr/bin/env bash\nprintf '<%s>' "\${@:2}"\n`);
  const real = await throughSshd(t, made);
  for (const [server, username, port, key] of [
    ["sshd", userInfo().username, real.port, real.key],
    ["our own", "dokku", made.port, made.key],
  ] as const) {
    const client = await connected(t, { host: "127.0.0.1", username, port, privateKey: readFileSync(key) });
    const lines = randomLines(seed, made.path);
    const wrong: string[] = [];
    const work = async () => {
      for (let one = lines.next(); !one.done; one = lines.next()) {
        const { line, out: wanted } = one.value;
        const { out, code } = await answer(client, line);
        if (wanted !== undefined && out !== wanted) wrong.push(`${JSON.stringify(line)}: ${code} ${out} instead of ${wanted}`);
        if (code === undefined) wrong.push(`${JSON.stringify(line)}: no exit code`);
      }
    };
    await Promise.all([work(), work(), work(), work()]);
    t.same(wrong, [], `over ${server} every quoted word arrives as it is`);
    t.notMatch(readdirSync(made.path).join(" "), /owned/, `over ${server} nothing else was run`);
  }
});

/** The real sshd, with the line that sshcommand writes. */
async function throughSshd(t: Test, { path, env }: Root): Promise<Sshd> {
  const settings = Object.entries(env).filter(([name]) => name.startsWith("DOKKU_"));
  const line = [...settings.map(([name, value]) => `${name}=${value}`), "NAME=tester", join(checkout, "core/dokku")].join(" ");
  const server = await sshd(join(path, "sshd"), line);
  t.teardown(server.stop);
  return server;
}

function connected(t: Test, to: ConnectConfig): Promise<Client> {
  const client = new Client();
  t.teardown(() => client.end());
  return new Promise((resolve, reject) =>
    client
      .on("ready", () => resolve(client))
      .on("error", reject)
      .connect(to),
  );
}

/** What a line prints, and its exit code. */
function answer(client: Client, line: string): Promise<{ readonly out: string; readonly code?: number }> {
  return new Promise((resolve, reject) =>
    client.exec(line, (error, channel) => {
      if (error) return reject(error);
      const printed: Buffer[] = [];
      let ended: number | undefined;
      channel.on("data", (chunk: Buffer) => void printed.push(chunk)).stderr.resume();
      channel.on("exit", (code: number | null) => {
        ended = code ?? undefined;
      });
      channel.on("close", () => resolve({ out: Buffer.concat(printed).toString(), ...(ended !== undefined && { code: ended }) }));
    }),
  );
}

interface Line {
  readonly line: string;
  /** What it prints, where that is known. */
  readonly out?: string;
}

/** Half of them words that were quoted in one way or another, half of them pieces of shell as they come. */
function* randomLines(seed: number, root: string): Generator<Line> {
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const one = <T>(of: readonly T[]): T => of[random(of.length)] as T;
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: 1 + random(most) }, make);
  const pieces = PIECES(root);
  for (let count = 0; count < COUNT; count++) {
    if (count % 2) {
      yield { line: some(8, () => one(pieces)).join(one(["", " "])) };
      continue;
    }
    const words = some(5, () => `w${some(6, () => one(random(2) ? pieces : CHARACTERS)).join("")}`);
    const quoted = words.map((word) => one(QUOTES)(word));
    yield { line: `show:words ${quoted.join(one([" ", "  ", "\t"]))}`, out: words.map((word) => `<${word}>`).join("") };
  }
}

const CHARACTERS = [..." \t\n'\"\\$`;|&<>*?~#![]{}()=%@^abcé→\u0001\u007f"];

/** What a shell would make something of, and names of ours that look for what is behind them. */
const PIECES = (root: string): readonly string[] => [
  `touch ${root}/owned`,
  `$(touch ${root}/owned)`,
  `\`touch ${root}/owned\``,
  `;touch ${root}/owned;`,
  `&& touch ${root}/owned`,
  `|tee ${root}/owned`,
  `>${root}/owned`,
  `apps:../../../../bin/touch ${root}/owned`,
  `../../../bin/touch ${root}/owned`,
  `git-upload-pack --upload-pack="touch ${root}/owned"`,
  `git-receive-pack '$(touch ${root}/owned)'`,
  "show:words",
  "apps:list",
  "config:get",
  "help",
  "--quiet",
  "--app",
  "\n",
  "'",
  '"',
  "\\",
  "$IFS",
  "é",
];

/** The ways to write a word down in a shell. */
const QUOTES: readonly ((word: string) => string)[] = [
  (word) => `'${word.replaceAll("'", "'\\''")}'`,
  (word) => `"${word.replace(/["\\$`]/g, "\\$&")}"`,
  (word) => word.replace(/[^\w\n]/gu, "\\$&").replaceAll("\n", "'\n'"),
];
