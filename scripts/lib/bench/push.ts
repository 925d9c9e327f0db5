import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dokku, type Host, host } from "./host.ts";
import { compare, type Figure, figure } from "./measure.ts";
import { freePort, type Sshd, sshd } from "./sshd.ts";

/** A push of a cached one-file Dockerfile app, against `git push`, `docker build`, `docker run` and waiting by hand, and a rollback of it. */
export async function push(): Promise<Figure[]> {
  const made = host();
  const { root, env } = made;
  const type = join(root, "lib/config/proxy/--global"); // the nginx of this machine is not ours
  mkdirSync(type, { recursive: true });
  writeFileSync(join(type, "type"), "port-proxy");
  const gate = join(root, "gate");
  const settings = Object.entries(env).map(([name, value]) => `export ${name}='${value}'\n`);
  writeFileSync(gate, `#!/usr/bin/env bash\n${settings.join("")}exec '${dokku}'\n`, { mode: 0o755 });
  const [ours, plain] = [await sshd(join(root, "sshd-ours"), gate), await sshd(join(root, "sshd-plain"))];
  const tree = sourceTree(root);
  const port = await freePort();
  const script = byHand(root, plain.port, port);
  const commit = () => void execFileSync("git", ["commit", "-q", "--allow-empty", "-m", "again"], { cwd: tree });
  const pushTo = (server: Sshd) => ({ GIT_SSH_COMMAND: server.client.slice(0, -2).join(" ") });
  try {
    return [
      compare(
        "push of a cached one-file Dockerfile app",
        {
          words: ["git", "push", "-q", `ssh://root@127.0.0.1:${ours.port}/web`, "HEAD:master"],
          cwd: tree,
          env: { ...env, ...pushTo(ours) },
          before: commit,
        },
        "git push, docker build, docker run, wait for the port by hand",
        { words: [script], cwd: tree, env: pushTo(plain), before: () => removeContainers("hokku-bench-by-hand") },
        1.4,
        7,
      ),
      compare(
        "rollback of that app to its first release",
        { words: [dokku, "releases:rollback", "web", "v1"], env },
        "docker run of its image, wait for the port by hand",
        { words: ["bash", "-c", startByHand(port)], before: () => removeContainers("hokku-bench-by-hand") },
        1.2,
        7,
      ),
    ];
  } finally {
    for (const server of [ours, plain]) server.stop();
    execFileSync(dokku, ["--force", "apps:destroy", "web"], { env: { ...process.env, ...env }, stdio: "ignore" });
    execFileSync(dokku, ["port-proxy:stop"], { env: { ...process.env, ...env }, stdio: "ignore" });
    removeContainers("hokku-bench-by-hand");
    made.remove();
  }
}

/** An app that needs no registry, in a repository of its own. */
export function sourceTree(root: string): string {
  const tree = join(root, "tree");
  mkdirSync(tree);
  const busybox = readFileSync("/bin/busybox");
  const image = join(root, "image");
  mkdirSync(join(image, "bin"), { recursive: true });
  writeFileSync(join(image, "bin/busybox"), busybox, { mode: 0o755 });
  execFileSync("bash", [
    "-c",
    `tar -C "$1" -c . | docker import --change 'ENV PATH=/bin' - hokku/bench-busybox >/dev/null`,
    "bash",
    image,
  ]);
  const lines = [
    "FROM hokku/bench-busybox",
    'RUN ["/bin/busybox", "--install", "/bin"]',
    "RUN mkdir /www && echo hello >/www/index.html",
    'CMD ["httpd", "-f", "-p", "5000", "-h", "/www"]',
  ];
  writeFileSync(join(tree, "Dockerfile"), `${lines.join("\n")}\n`);
  commitAll(tree);
  return tree;
}

/** Makes a repository of a folder, with all its files in a first commit. */
export function commitAll(folder: string): void {
  for (const words of [
    ["init", "-q", "-b", "master"],
    ["config", "user.email", "bench@localhost"],
    ["config", "user.name", "bench"],
    ["add", "."],
    ["commit", "-qm", "first"],
  ])
    execFileSync("git", words, { cwd: folder });
}

/** What a person would type, as one script: its steps are those of a deploy, without anything around them. */
export function byHand(root: string, sshPort: number, port: number): string {
  execFileSync("git", ["init", "-q", "--bare", join(root, "plain.git")]);
  const script = join(root, "by-hand");
  writeFileSync(
    script,
    `#!/usr/bin/env bash
set -e
git push -q ssh://root@127.0.0.1:${sshPort}${root}/plain.git HEAD:master
docker build -q -t hokku-bench-by-hand . >/dev/null
${startByHand(port)}`,
    { mode: 0o755 },
  );
  return script;
}

/** The last of these steps: a container starts and answers. */
export const startByHand = (port: number, image = "hokku-bench-by-hand", flags = ""): string => `
docker run -d --label hokku-bench-by-hand -p 127.0.0.1:${port}:5000 ${flags} ${image} >/dev/null
answers() (
  exec 3<>/dev/tcp/127.0.0.1/${port} && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *200* ]]
)
for ((n = 0; n < 1000; n++)); do
  if answers 2>/dev/null; then exit 0; fi
  sleep 0.01
done
exit 1
`;

export function removeContainers(label: string): void {
  const ids = execFileSync("docker", ["ps", "-aq", "--filter", `label=${label}`], { encoding: "utf8" })
    .split("\n")
    .filter(Boolean);
  if (ids.length) execFileSync("docker", ["rm", "-f", ...ids], { stdio: "ignore" });
}

/** Programs started by an app's deletion with all our plugins, against one per plugin: it must not grow with them. */
export function deletion(): Figure[] {
  const made = host();
  const plugins = execFileSync("ls", [join(made.root, "lib/plugins/enabled")], { encoding: "utf8" })
    .trim()
    .split("\n").length;
  const started = startedBy(made, ["--force", "apps:destroy", "web"]);
  made.remove();
  return [figure("programs started by an app's deletion", `one per plugin (${plugins})`, "processes", started, plugins, 0.5)];
}

function startedBy({ root, env }: Host, words: string[]): number {
  mkdirSync(join(env.DOKKU_ROOT ?? "", "web"));
  const log = join(root, "strace");
  execFileSync("strace", ["-f", "-qq", "-e", "trace=execve", "-o", log, dokku, ...words], {
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  return readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => / = 0$/.test(line)).length;
}
