/**
 * Draws docs/terminal.svg, the recording in README: `core/node scripts/lib/record.ts`. The commands are run for real, by an ordinary user of
 * a bare Debian with Docker; each line appears when it was printed, but nobody is kept waiting for more than a second.
 */
import { execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const checkout = join(import.meta.dirname, "../..");
const MACHINE = `hokku-record-${process.pid}`;
const LONGEST_PAUSE = 1000;

/** As the reader types them. What quickstart's own push says is left out, as the next one says it again, and what follows an empty line. */
const COMMANDS = [
  "cd hokku && scripts/quickstart",
  "cd ~/web && git remote add dokku ssh://dokku@127.0.0.1:2222/web",
  "git push dokku main",
  "ssh -p 2222 dokku@127.0.0.1 ps:scale web web=2",
  `curl --silent "$(dokku url web)"`,
];

/** An app of one's own, made before the recording begins. */
const PREPARE = `git config --global user.name Ada && git config --global user.email ada@example.com
mkdir ~/web && cd ~/web && git init --quiet --initial-branch main
echo 'require("node:http").createServer((_, response) => response.end("hello from web\\n")).listen(process.env.PORT)' >server.js
printf 'FROM hokku/node:26\\nCOPY . /app\\nCMD ["node", "server.js"]\\n' >Dockerfile
git add . && git commit --quiet --message first`;

interface Line {
  /** Milliseconds since the line before. */
  readonly after: number;
  readonly text: string;
  readonly typed: boolean;
}

const bash = (...words: string[]) =>
  execFileSync("bash", [join(checkout, "test/walks/machines.bash"), ...words], {
    env: { ...process.env, BATS_FILE_TMPDIR: `/tmp/${MACHINE}` },
    stdio: ["ignore", "inherit", "inherit"],
  });

try {
  bash("start_desk", MACHINE);
  await run(PREPARE);
  const lines: Line[] = [];
  for (const [at, command] of COMMANDS.entries()) {
    lines.push({ after: LONGEST_PAUSE, text: command, typed: true });
    lines.push(...(await run(`${at > 1 ? "cd ~/web; " : ""}${command}`)));
  }
  writeFileSync(join(checkout, "docs/terminal.svg"), picture(lines));
} finally {
  bash("remove_host", MACHINE);
}

/** The lines that a command prints in a login shell of the reader's, until one that is empty. */
async function run(script: string): Promise<Line[]> {
  const child = spawn("docker", ["exec", MACHINE, "su", "--login", "ada", "-c", `{ ${script}\n} 2>&1`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: Line[] = [];
  let last = Date.now();
  let ended = false;
  createInterface(child.stdout).on("line", (text) => {
    ended ||= text === "";
    if (ended || /^ {7}(remote:|To| \*|still)/.test(text)) return;
    lines.push({ after: Math.min(Date.now() - last, LONGEST_PAUSE), text: text.trimEnd(), typed: false });
    last = Date.now();
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`exit code ${code}: ${script}\n${lines.map(({ text }) => text).join("\n")}`);
  return lines;
}

/** Where the reader wants less motion, or the viewer knows none, all lines are there from the beginning. */
function picture(lines: readonly Line[]): string {
  let time = 0;
  const rows = lines.map(({ after, text, typed }, at) => {
    time += after;
    const prompt = typed ? '<tspan class="prompt">$ </tspan>' : "";
    return `<text x="16" y="${32 + at * 18}" style="animation-delay:${(time / 1000).toFixed(1)}s">${prompt}${plain(text)}</text>`;
  });
  const height = 32 + lines.length * 18;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 ${height}" role="img" aria-label="A terminal: from scripts/quickstart to an app that answers">
<style>
rect { fill: #1d1f21 }
text { font: 13px ui-monospace, monospace; fill: #d5d8d6; white-space: pre }
.prompt { fill: #8fbf7f }
@media (prefers-reduced-motion: no-preference) { text { animation: show 1ms backwards } @keyframes show { from { opacity: 0 } } }
</style>
<rect width="860" height="${height}" rx="8"/>
${rows.join("\n")}
</svg>
`;
}

function plain(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll("/home/ada lovelace", "~");
}
