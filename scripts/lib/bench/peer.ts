import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare, type Figure, figure, median, milliseconds } from "./measure.ts";
import { machine, markdown, table } from "./page.ts";
import { byHand, commitAll, removeContainers } from "./push.ts";
import { checkout, writeSection } from "./sections.ts";
import { freePort, sshd } from "./sshd.ts";

const APP = "hokku-bench";
/** What people ask for all day; nothing here starts a container. */
const ASKED: readonly (readonly string[])[] = [
  ["version"],
  ["apps:list"],
  ["apps:report", APP],
  ["config:get", APP, "KEY"],
  ["config:set", "--no-restart", APP, "KEY=value"],
  ["domains:report", APP],
  ["ports:report", APP],
  ["ps:scale", APP],
  ["checks:report", APP],
  ["storage:list", APP],
  ["proxy:build-config", APP],
];
const COMMAND_LIMIT = 0.25;
const PUSH_LIMIT = 0.5;
const OVERHEAD_LIMIT = 0.2;
const PUSHES = 7;

/** A host that answers `ssh dokku@...`. */
interface Address {
  /** As ssh takes it. */
  readonly name: string;
  /** The words of an ssh client that reaches it; each of its calls is a connection of its own. */
  readonly client: readonly string[];
}

/**
 * Measures the same work on a Dokku host and on a throw-away host of ours, in turns: commands over a connection that is open already, pushes
 * with one of their own, as people do both, and how much longer a push takes than git, docker build and docker run by hand. Where both use this
 * machine's Docker, all of it is side by side. Writes it into docs/performance.md; exit code 1 where a limit is missed.
 */
export async function peer(theirs: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "hokku-bench-peer-"));
  const ours = `hokku-bench-peer-${process.pid}`;
  const hosts: Address[] = [];
  try {
    hosts.push(startOurs(ours, folder), { name: theirs, client: ["ssh", "-o", "BatchMode=yes"] });
    const [us, them] = hosts as [Address, Address];
    const versions = hosts.map((host) => asked(host, "version").replace(/^dokku version /, ""));
    const tree = sourceTree(folder);
    for (const host of hosts) {
      asked(host, "apps:create", APP);
      asked(host, "config:set", "--no-restart", APP, "KEY=value");
    }
    const pushes = await measuredPushes(us, them, tree, folder);
    const commands = ASKED.map((words) => {
      const [a, b] = [us, them].map((host, at) => ({ words: [...opened(host, join(folder, `open-${at}`)), ...words] }));
      if (!a || !b) throw new Error("two hosts are compared");
      return compare(words.join(" "), a, "the same on Dokku", b, COMMAND_LIMIT);
    });
    const figures = [...commands, ...pushes];
    process.stdout.write(table(figures));
    writeSection(
      "Beside Dokku",
      `\`scripts/bench --peer <ssh address of a Dokku host>\`: ${versions[0]} against Dokku ${versions[1]}, asked in turns by the same client, with one and the
same Docker. Commands come over a connection that is open already; a push opens its own. Overhead is what a push takes beyond \`git push\`,
\`docker build\`, \`docker run\` and waiting by hand. ${machine()}.

${markdown(figures)}`,
    );
    return figures.every(({ ok }) => ok) ? 0 : 1;
  } finally {
    for (const host of hosts) leave(host);
    removeContainers("hokku-bench-by-hand");
    machines(folder, "remove_host", ours);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A host of ours with the engine of this machine, and a key of its own. */
function startOurs(name: string, folder: string): Address {
  machines(folder, "start_neighbour", name);
  const key = join(folder, "key");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
  const address = execFileSync("docker", ["inspect", "--format", "{{.NetworkSettings.IPAddress}}", name], {
    encoding: "utf8",
  }).trim();
  execFileSync("docker", ["exec", "--interactive", name, "dokku", "ssh-keys:add", "bench"], {
    input: execFileSync("cat", [`${key}.pub`]),
    stdio: ["pipe", "ignore", "inherit"],
  });
  const options = [
    "-i",
    key,
    "-o",
    "StrictHostKeyChecking=no",
    "-o",
    "UserKnownHostsFile=/dev/null",
    "-o",
    "BatchMode=yes",
    "-q",
  ];
  return { name: `dokku@${address}`, client: ["ssh", "-F", "/dev/null", ...options] };
}

function machines(folder: string, ...words: string[]): void {
  execFileSync("bash", [join(checkout, "test/walks/machines.bash"), ...words], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, BATS_FILE_TMPDIR: join(folder, "machines") },
  });
}

function asked({ name, client: [program = "ssh", ...options] }: Address, ...words: string[]): string {
  return execFileSync(program, [...options, name, ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
}

/** The words of a client over a connection that stays open while the bench runs. */
function opened({ name, client }: Address, socket: string): string[] {
  return [...client, "-o", "ControlMaster=auto", "-o", `ControlPath=${socket}`, "-o", "ControlPersist=60", name];
}

/** Whatever happened before, the host is as it was. */
function leave(host: Address): void {
  try {
    asked(host, "apps:destroy", "--force", APP);
  } catch {
    process.stderr.write(` !     ${host.name} has an app ${APP} left: dokku apps:destroy ${APP}\n`);
  }
}

/** An app that needs no registry, whose check looks at once. */
function sourceTree(folder: string): string {
  const tree = join(folder, "tree");
  mkdirSync(tree);
  copyFileSync("/bin/busybox", join(tree, "busybox"));
  writeFileSync(
    join(tree, "Dockerfile"),
    `FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "--install", "/bin"]
RUN mkdir /www && echo hello >/www/index.html
CMD ["httpd", "-f", "-p", "5000", "-h", "/www"]
`,
  );
  const check = { type: "startup", name: "answers", path: "/", attempts: 20, wait: 1 };
  writeFileSync(join(tree, "app.json"), JSON.stringify({ healthchecks: { web: [check] } }));
  commitAll(tree);
  return tree;
}

async function measuredPushes(us: Address, them: Address, tree: string, folder: string): Promise<Figure[]> {
  const plain = await sshd(join(folder, "sshd"));
  const script = byHand(folder, plain.port, await freePort());
  const commit = () => void execFileSync("git", ["commit", "-q", "--allow-empty", "-m", "again"], { cwd: tree });
  const through = (client: readonly string[]) => ({ cwd: tree, env: { GIT_SSH_COMMAND: client.join(" ") } });
  const push = ({ name, client }: Address) => ({
    words: ["git", "push", "-q", `${name}:${APP}`, "HEAD:master"],
    ...through(client),
    before: commit,
  });
  const hand = { words: [script], ...through(plain.client), before: () => removeContainers("hokku-bench-by-hand") };
  const times: number[][] = [[], [], []];
  try {
    for (let round = -1; round < PUSHES; round++)
      for (const [at, program] of [push(us), push(them), hand].entries()) {
        const took = milliseconds(program);
        if (round >= 0) times[at]?.push(took);
      }
  } finally {
    plain.stop();
  }
  const [ours, theirs, byHandAlone] = times.map(median) as [number, number, number];
  return [
    figure("push of a cached one-file Dockerfile app", "the same on Dokku", "ms", ours, theirs, PUSH_LIMIT),
    figure(
      "overhead of that push over the work by hand",
      "Dokku's",
      "ms",
      ours - byHandAlone,
      theirs - byHandAlone,
      OVERHEAD_LIMIT,
    ),
  ];
}
