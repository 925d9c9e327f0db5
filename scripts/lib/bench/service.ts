import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeServiceCommands } from "../../../plugins/common/lib/service-commands.ts";
import { checkout, dokku, type Host, host } from "./host.ts";
import { compare, type Figure } from "./measure.ts";
import { removeContainers, sourceTree, startByHand } from "./push.ts";
import { freePort } from "./sshd.ts";

const IMAGE = "hokku/test-service-redis";
const MINE = "hokku-bench-by-hand";

/** A Redis of docs/examples made, and linked to an app that runs, against `docker run` of both, each waited for by hand. */
export async function service(): Promise<Figure[]> {
  const made = host();
  const { root } = made;
  const env = { ...made.env, REDIS_IMAGE: IMAGE, REDIS_IMAGE_VERSION: "latest" };
  const ask = (...words: string[]) =>
    void execFileSync(dokku, words, { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe"] });
  try {
    execFileSync(join(checkout, "scripts/build-stack"), ["--suite", "bookworm", "--only-base"], { stdio: "ignore" });
    execFileSync("docker", ["build", "--quiet", "--tag", IMAGE, join(checkout, "test/fixtures/service-redis")], {
      stdio: "ignore",
    });
    runningApp(made);
    const [redis, web] = [await freePort(), await freePort()];
    const byHand = { before: () => removeContainers(MINE) };
    const away = () => {
      for (const words of [
        ["redis:unlink", "l", "web", "--no-restart"],
        ["--force", "redis:destroy", "l"],
      ])
        spawnSync(dokku, words, { env: { ...process.env, ...env } }); // there is neither the first time
    };
    const anew = () => {
      away();
      ask("redis:create", "l");
    };
    return [
      compare(
        "redis:create",
        { words: [dokku, "redis:create", "l"], env, before: away },
        "docker run of Redis, wait for its answer by hand",
        { words: ["bash", "-c", redisByHand(root, redis)], ...byHand },
        1.1,
        7,
      ),
      compare(
        "redis:link to a running app",
        { words: [dokku, "redis:link", "l", "web"], env, before: anew },
        "docker run of the app with the variable, wait for the port by hand",
        { words: ["bash", "-c", startByHand(web, "dokku/web:latest", "--env REDIS_URL=redis://l")], ...byHand },
        1.1,
        7,
      ),
    ];
  } finally {
    removeContainers(MINE);
    removeContainers("dokku.service=redis");
    ask("--force", "apps:destroy", "web");
    ask("port-proxy:stop");
    made.remove();
  }
}

/** Makes the host one with the plugin, and an app that is deployed. */
function runningApp({ root, env }: Host): void {
  const folder = join(root, "lib/plugins/available/redis");
  cpSync(join(checkout, "docs/examples/redis"), folder, { recursive: true });
  writeServiceCommands("redis", folder);
  symlinkSync("../available/redis", join(root, "lib/plugins/enabled/redis"));
  const type = join(root, "lib/config/proxy/--global");
  mkdirSync(type, { recursive: true });
  writeFileSync(join(type, "type"), "port-proxy");
  const archive = execFileSync("git", ["archive", "HEAD"], { cwd: sourceTree(root) });
  const given = { ...process.env, ...env };
  execFileSync(dokku, ["apps:create", "web"], { env: given, stdio: "ignore" });
  execFileSync(dokku, ["git:from-archive", "web", "--archive-type", "tar", "--", "-"], { env: given, input: archive });
}

/** What `redis:create` does, as a person would type it: until Redis asks for its password. */
const redisByHand = (root: string, port: number): string => `
mkdir -p '${root}/redis/config' '${root}/redis/data'
echo "requirepass $(head -c 32 /dev/urandom | base64 -w 0)" >'${root}/redis/config/redis.conf'
docker run -d --label ${MINE} -p 127.0.0.1:${port}:6379 -v '${root}/redis/data:/data' -v '${root}/redis/config:/usr/local/etc/redis' \
  ${IMAGE} redis-server /usr/local/etc/redis/redis.conf --bind 0.0.0.0 >/dev/null
answers() (
  exec 3<>/dev/tcp/127.0.0.1/${port} && printf 'PING\\r\\n' >&3 && read -r line <&3 && [[ $line == *NOAUTH* ]]
)
for ((n = 0; n < 1000; n++)); do
  if answers 2>/dev/null; then exit 0; fi
  sleep 0.01
done
exit 1
`;
