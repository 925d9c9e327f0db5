/** Services with the real Docker: Redis of Debian's package, in the manner of the official image. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { until } from "../lib/patience.ts";
import { checkout, type Root, ran } from "../lib/root.ts";
import { rows } from "../lib/rows.ts";
import { serviceHost } from "../lib/service-host.ts";

const IMAGE = "hokku/test-service-redis";
const plugin = `redis-${process.pid}`;
const variable = plugin.toUpperCase().replace("-", "_");
const env = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "/" };
const docker = (...words: string[]) => ran("docker", words, { env });
const containers = () => docker("container", "ls", "--all", "--quiet", "--filter", `label=dokku.service=${plugin}`).out.trim();

/** The client by a path, which is taken for one that may speak to another engine, so that nothing is asked on the socket. */
const clientPath = () => spawnSync("bash", ["-c", "type -P docker"], { encoding: "utf8" }).stdout.trim();

t.before(() => {
  const make = `"$1/scripts/build-stack" --suite bookworm --only-base >&2 && docker build --quiet --tag "$2" "$1/test/fixtures/service-redis"`;
  const { status, stderr } = spawnSync("bash", ["-c", make, "bash", checkout, IMAGE], { encoding: "utf8" });
  if (status !== 0) throw new Error(`no image: ${stderr}`);
});

/** A root whose services are redis; all their containers end with the test. */
function host(t: Parameters<typeof serviceHost>[0]): Root & { readonly root: (name: string) => string } {
  const made = serviceHost(t, "redis", plugin);
  const more = { [`${variable}_IMAGE`]: IMAGE, [`${variable}_IMAGE_VERSION`]: "latest" };
  t.teardown(() => {
    for (const id of containers().split("\n").filter(Boolean)) docker("container", "rm", "--force", "--volumes", id);
  });
  const dokku: Root["dokku"] = (words, given) => made.dokku(words, { ...given, env: { ...more, ...given?.env } });
  return { ...made, env: { ...made.env, ...more }, dokku, root: (name) => join(made.path, "lib/services", plugin, name) };
}

t.test("create, use, save, bring back, clone, stop, start, destroy", async (t) => {
  const made = host(t);
  const say = (words: string, service = "l") => ({ words: `${plugin}:connect ${service}`, input: `${words}\n` });
  rows(t, made, [
    {
      words: `${plugin}:create l --memory 256 --custom-env A=1;B=2`,
      out: /container created: l\n=====> l redis-\d+ service information/,
    },
    { ...say("SET a 1"), out: "OK\n" },
    { words: `${plugin}:info l --status`, out: "running\n" },
    { words: `${plugin}:enter l printenv B`, out: /\n2\n$/ },
    { words: `${plugin}:logs l`, out: /Ready to accept connections/ },
    { words: `${plugin}:clone l m`, out: /Copying data from l to m\n=====> Done/ },
    { ...say("GET a", "m"), out: "1\n" },
  ]);
  const { Config, HostConfig } = JSON.parse(docker("container", "inspect", `dokku.${plugin}.l`).out)[0];
  t.equal(HostConfig.Memory, 256 * 1024 * 1024);
  t.equal(HostConfig.RestartPolicy.Name, "always");
  t.match(Config, { Hostname: `dokku.${plugin}.l`, Labels: { dokku: "service", "dokku.service": plugin } });

  const { stdout: dump } = spawnSync(join(checkout, "core/dokku"), [`${plugin}:export`, "l"], { env: made.env });
  t.equal(dump.subarray(0, 5).toString(), "REDIS", "a dump as it is");
  rows(t, made, [{ ...say("SET a 2"), out: "OK\n" }]);
  const half = made.dokku([`${plugin}:import`, "l"], { input: dump.subarray(0, dump.length - 20) });
  t.match(half, { code: 1, err: /could not be read into l to its end/ }, "half a dump is refused");
  rows(t, made, [{ ...say("GET a"), out: "2\n" }]);
  t.equal(made.dokku([`${plugin}:import`, "l"], { input: dump }).code, 0);
  rows(t, made, [
    { ...say("GET a"), out: "1\n" },
    { words: `${plugin}:stop l`, out: /Removing container/ },
    { words: `${plugin}:info l --status`, out: "missing\n" },
    { words: `${plugin}:export l`, code: 1, err: /Service container does not exist/ },
    { words: `${plugin}:start l`, out: /container created: l/ },
    { words: `${plugin}:start l`, err: /Service is already started/ },
    { ...say("GET a"), out: "1\n" },
    {
      words: `${plugin}:expose l 127.0.0.1:0`,
      env: { PLUGIN_AMBASSADOR_IMAGE: "hokku/no-such-image" },
      code: 1,
      err: /pull failed\n ! {5}Service l could not be exposed/,
    },
    { words: `${plugin}:info l --exposed-ports`, out: "-\n" },
    {
      words: `${plugin}:backup l bucket --use-iam`,
      env: { PLUGIN_S3BACKUP_IMAGE: "hokku/no-such-image" },
      code: 1,
      err: /l could not be backed up: that image is what copies to a bucket/,
    },
    { words: `${plugin}:pause l`, out: /Container paused/ },
    { words: `${plugin}:restart l`, out: /Container started/ },
    { words: `${plugin}:destroy l`, code: 1, err: /Confirmation did not match l/, input: "no\n" },
    { words: `${plugin}:destroy l`, out: /container deleted: l/, err: /To proceed, type "l"/, input: "l\n" },
    { words: `${plugin}:destroy m --force`, out: /container deleted: m/ },
    { words: `${plugin}:list`, err: /There are no Redis services/ },
  ]);
  t.notOk(existsSync(made.root("l")));
  t.equal(containers(), "");
});

t.test("the socket and the client make the same container", async (t) => {
  const made = host(t);
  const network = `hokku-service-${process.pid}-same`;
  docker("network", "create", network);
  t.teardown(() => {
    for (const name of ["s", "c"]) docker("container", "rm", "--force", `dokku.${plugin}.${name}`);
    docker("network", "rm", network);
  });
  const words = ["--memory", "256", "--shm-size", "1.5m", "--custom-env", "A=1;B= x y ", "--initial-network", network];
  const create = (name: string, more = {}) =>
    made.dokku([`${plugin}:create`, name, ...words, "--config-options", "--save '60 1'"], { env: more });
  t.equal(create("s").code, 0);
  t.equal(create("c", { DOCKER_BIN: clientPath() }).code, 0);
  const of = (name: string) => {
    const { Config, HostConfig, NetworkSettings } = JSON.parse(docker("container", "inspect", `dokku.${plugin}.${name}`).out)[0];
    // In no order: the client keeps its volumes in a map, the engine its variables.
    const { Hostname, Env, Labels, Cmd, Image } = Config;
    const { Binds, Memory, MemorySwap, ShmSize, RestartPolicy, NetworkMode } = HostConfig;
    const aliases = NetworkSettings.Networks[network].Aliases.filter((alias: string) => alias.startsWith("dokku-"));
    const text = JSON.stringify([
      Hostname,
      Env.sort(),
      Labels,
      Cmd,
      Image,
      Memory,
      MemorySwap,
      ShmSize,
      RestartPolicy,
      NetworkMode,
      aliases,
      Binds.sort(),
    ]);
    return JSON.parse(
      text.replaceAll(`${plugin}.${name}`, "it").replaceAll(`${plugin}-${name}`, "it").replaceAll(`${plugin}/${name}/`, "it/"),
    );
  };
  t.same(of("s"), of("c"));
  t.match(JSON.stringify(of("s")), /"B= x y "/);
});

t.test("networks, before the start and behind it", async (t) => {
  const made = host(t);
  const networks = [1, 2].map((at) => `hokku-service-${process.pid}-${at}`);
  const [first = "", second = ""] = networks;
  for (const network of networks) docker("network", "create", network);
  t.teardown(() => {
    for (const name of ["n", "o"]) docker("container", "rm", "--force", `dokku.${plugin}.${name}`);
    for (const network of networks) docker("network", "rm", network);
  });
  const of = (name: string) =>
    Object.keys(JSON.parse(docker("container", "inspect", `dokku.${plugin}.${name}`).out)[0].NetworkSettings.Networks).sort();
  rows(t, made, [
    { words: `${plugin}:create n --initial-network ${first} --post-start-network ${second}`, out: /created: n/ },
    { words: `${plugin}:create o --post-create-network ${first},${second}`, out: /created: o/ },
    { words: `${plugin}:info n --initial-network`, out: `${first}\n` },
  ]);
  t.same(of("n"), networks);
  t.same(of("o"), ["bridge", ...networks]);
});

t.test("what cannot come up leaves nothing, and its words are shown", async (t) => {
  const made = host(t);
  rows(t, made, [
    {
      words: `${plugin}:create bad --config-options --no-such-option`,
      code: 1,
      err: /no-such-option[\s\S]*service creation failed/,
    },
    { words: `${plugin}:create bad --image hokku/no-such-image`, code: 1, err: /pull failed[\s\S]*service creation failed/ },
    {
      words: `${plugin}:create bad --image hokku/no-such-image`,
      env: { [`${variable}_DISABLE_PULL`]: "true" },
      code: 1,
      err: /Not running pull command/,
    },
  ]);
  t.notOk(existsSync(made.root("bad")));
  t.equal(containers(), "");
});

/** A creation that is under way: its container is there, and it is not finished. */
async function begun(made: ReturnType<typeof host>, name: string) {
  // The port that is waited for is another's, so that it goes on until it is killed.
  const words = [`${plugin}:create`, name, "--config-options", "--port 7000"];
  const child = spawn(join(checkout, "core/dokku"), words, { env: made.env, stdio: "ignore", detached: true });
  await until(() => docker("container", "inspect", `dokku.${plugin}.${name}`).code === 0);
  return { kill: () => process.kill(-(child.pid ?? 0), "SIGKILL"), over: new Promise((done) => child.on("close", done)) };
}

t.test("killed in the middle, it can be created again, or destroyed; two at once are one", async (t) => {
  const made = host(t);
  const one = await begun(made, "k");
  rows(t, made, [
    { words: `${plugin}:create k`, code: 1, err: /is being created by another command, process \d+/ },
    { words: `${plugin}:destroy k --force`, code: 1, err: /is being created by another command/ },
    { words: `${plugin}:info k`, code: 1, err: /is not finished/ },
  ]);
  one.kill();
  await one.over;
  rows(t, made, [
    { words: `${plugin}:info k`, code: 1, err: /then run dokku redis-\d+:create k again/ },
    { words: `${plugin}:create k`, out: /container created: k/ },
    { words: `${plugin}:create k`, code: 1, err: /already exists/ },
  ]);
  const two = await begun(made, "q");
  two.kill();
  await two.over;
  rows(t, made, [{ words: `${plugin}:destroy q --force`, out: /container deleted: q/ }]);
  t.notOk(existsSync(made.root("q")));
});
