/**
 * Docker options, limits, networks, storage and registry with the real Docker. No image is pulled: the base is made of
 * static busybox. The registry is Debian's `docker-registry`, on a port of its own on loopback, with a password.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import t from "tap";
import { splitWords } from "../../hooks/words.ts";
import { until } from "../lib/patience.ts";
import { type Root, ran } from "../lib/root.ts";
import { fire, rows } from "../lib/rows.ts";
import { somePlugins } from "../lib/some-plugins.ts";

const unique = `hokku-options-${process.pid}`;
const IMAGE = `hokku/test-busybox:${unique}`;
const env = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "/" };
const docker = (...words: string[]) => ran("docker", words, { env });
const inspect = (id: string) => JSON.parse(docker("container", "inspect", id).out)[0];

t.before(() => {
  const make = `set -eo pipefail; d=$(mktemp -d); trap 'rm -r "$d"' EXIT; chmod 755 "$d"; mkdir -p "$d/bin" "$d/tmp"
    cp "$(command -v busybox)" "$d/bin/busybox"
    for name in sh cat ls id sleep touch; do ln -s busybox "$d/bin/$name"; done
    tar -C "$d" -c . | docker import - "$1"`;
  const { status, stderr } = spawnSync("bash", ["-c", make, "bash", IMAGE], { encoding: "utf8" });
  if (status !== 0) throw new Error(`no base image: ${stderr}; is busybox-static installed?`);
});
t.teardown(() => void docker("image", "rm", IMAGE));

const made = (t: Parameters<typeof somePlugins>[0]): Root => {
  const root = somePlugins(t, "docker-options", "resource", "network", "storage", "registry", "common");
  mkdirSync(`${root.path}/home/web`);
  return root;
};

/** The words all plugins want, as the scheduler asks for them. */
const options = (root: Root, type: string) =>
  [
    ["docker-args-deploy", "web", "latest", type, "1"],
    ["docker-args-process-deploy", "web", "dockerfile", "latest", type, "1"],
  ].flatMap((words) => splitWords(fire(root, ...words).out));

/** Makes a container that ends with the test. */
function create(t: Parameters<typeof somePlugins>[0], words: string[], command = ["sleep", "600"]): string {
  const { code, out, err } = docker("container", "create", ...words, IMAGE, ...command);
  t.equal(code, 0, `docker takes ${words.join(" ")} ${err}`);
  t.teardown(() => void docker("container", "rm", "-f", out.trim()));
  return out.trim();
}

t.test("options, limits and mounts arrive at a container", async (t) => {
  const root = made(t);
  rows(t, root, [
    { words: ["docker-options:add", "web", "deploy", "--label 'note=two words'"] },
    { words: "docker-options:add --process web web deploy --shm-size=32m" },
    { words: "resource:limit --cpu 0.5 --memory 64 --memory-swap 128m web" },
    { words: "resource:reserve --memory 32m web" },
    { words: "storage:create up --chown heroku", out: /1000:1000/ },
    { words: "storage:mount web up --container-dir /files" },
  ]);
  const { Config, HostConfig, Mounts } = inspect(create(t, options(root, "web")));
  t.equal(Config.Labels.note, "two words");
  t.equal(HostConfig.ShmSize, 32 * 1024 ** 2);
  t.equal(HostConfig.NanoCpus, 5e8);
  t.same(
    [HostConfig.Memory, HostConfig.MemorySwap, HostConfig.MemoryReservation],
    [64, 128, 32].map((size) => size * 1024 ** 2),
  );
  t.match(Mounts, [{ Source: `${root.path}/lib/data/storage/up`, Destination: "/files", RW: true }]);
  t.equal(
    inspect(create(t, options(root, "worker"))).HostConfig.ShmSize,
    64 * 1024 ** 2,
    "docker's own size, for another process type",
  );
});

t.test("storage:exec looks into an entry as its owner", async (t) => {
  const root = made(t);
  rows(t, root, [
    { words: "storage:create up --chown heroku", out: /created/ },
    { words: `storage:exec --image ${IMAGE} up -- touch /data/made` },
    { words: `storage:exec --image ${IMAGE} up -- ls /data`, out: "made\n" },
    { words: `storage:exec --image ${IMAGE} up -- id -u`, out: "1000\n" },
    { words: `storage:exec --image ${IMAGE} --as-user 7 up -- id -u`, out: "7\n" },
    { words: ["storage:exec", "--image", IMAGE, "up", "--", "sh", "-c", "exit 42"], code: 42, err: /^$/ },
    { words: `storage:exec --image ${IMAGE} up -- sh`, input: "echo $((6*7))\n", out: "42\n" },
  ]);
  t.equal(statSync(`${root.path}/lib/data/storage/up/made`).uid, 1000);
});

t.test("networks", async (t) => {
  const root = made(t);
  const [one, two] = [`${unique}-one`, `${unique}-two`];
  t.teardown(() => void docker("network", "rm", one, two));
  rows(t, root, [
    { words: `network:create ${one}`, out: `-----> Creating network ${one}\n` },
    { words: `network:create ${one}`, code: 1, err: /already exists/ },
    { words: `network:create ${two}` },
    { words: `network:exists ${one}`, out: "-----> Network exists\n" },
    { words: `network:info ${one}`, out: /Driver: {9}bridge\n[\s\S]*Dokku managed: {2}true\n/ },
    { words: "network:list --dokku-managed", out: new RegExp(`^${one}\n${two}$`, "m") },
    { words: `network:set web attach-post-create ${one}` },
    { words: `network:set web attach-post-deploy ${two}` },
    { words: "network:set web tld svc" },
  ]);
  const id = create(t, ["-p", "127.0.0.1::5000", ...options(root, "web")]);
  t.equal(fire(root, "post-container-create", "app", id, "web", "deploy", "web").code, 0);
  docker("container", "start", id);
  root.put("home/web/CONTAINER.web.1", `${id}\n`);
  t.match(fire(root, "core-post-deploy", "web", "", "", "latest"), {
    code: 0,
    out: `-----> Associating app with network ${two}\n`,
  });
  t.equal(fire(root, "core-post-deploy", "web", "", "", "latest").code, 0, "twice is once");
  const { Networks, Ports } = inspect(id).NetworkSettings;
  t.same(Object.keys(Networks).sort(), ["bridge", one, two]);
  t.same(Networks[two].Aliases.slice(0, 2), ["web.web.svc", `${id.slice(0, 12)}.web.web.svc`]);
  t.equal(fire(root, "network-get-ipaddr", "web", "web", id).out.trim(), Networks.bridge.IPAddress);
  rows(t, root, [{ words: "network:rebuild web" }]);
  t.equal(fire(root, "network-get-listeners", "web", "web").out, `127.0.0.1:${Ports["5000/tcp"][0].HostPort}\n`);
  rows(t, root, [
    { words: `network:destroy --force ${two}`, code: 1, err: /active endpoints/ },
    { words: `network:set web initial-network ${one}` },
  ]);
  const inside = create(t, options(root, "web"));
  t.equal(inspect(inside).HostConfig.NetworkMode, one);
  docker("container", "rm", "-f", id, inside);
  rows(t, root, [
    { words: `network:destroy ${one}`, input: `${one}\n`, err: /Destructive/ },
    { words: `--force network:destroy ${two}` },
    { words: `network:exists ${one}`, code: 1 },
  ]);
});

t.test(
  "a real registry",
  { skip: existsSync("/usr/bin/docker-registry") ? false : "docker-registry is not installed" },
  async (t) => {
    const root = made(t);
    const server = `127.0.0.1:${await freePort()}`;
    await startRegistry(t, root, server);
    const repo = `hokku-test/${unique}`;
    const images = ["dokku/web:latest", `${repo}:latest`, `${repo}:1`, `${repo}:2`, `${server}/${repo}:1`, `${server}/${repo}:2`];
    docker("image", "tag", IMAGE, `dokku/${unique}:latest`);
    t.teardown(() => void docker("image", "rm", ...images.slice(1), `dokku/${unique}:latest`));
    const release = () => fire(root, "post-release-builder", "dockerfile", "web", `dokku/${unique}:latest`);
    rows(t, root, [
      { words: `registry:login --password-stdin web ${server} me`, input: "wrong", code: 1, err: /[Uu]nauthorized|401/ },
      { words: `registry:set web server ${server}` },
      { words: `registry:set web image-repo ${repo}` },
      { words: "registry:set web push-on-release true" },
      { words: "registry:set web push-extra-tags newest" },
    ]);
    t.match(release(), { code: 1, err: /after 3 tries/ }, "without credentials nothing is pushed");
    t.equal(fire(root, "deployed-app-image-tag", "web").out, "", "and nothing is called pushed");
    rows(t, root, [
      {
        words: `registry:login --password-stdin web ${server} me`,
        input: "hokku-test-password\n",
        out: "",
        err: /Login Succeeded for web/,
      },
    ]);
    t.equal(statSync(`${root.path}/lib/config/registry/web/config.json`).mode & 0o777, 0o600);
    t.match(release(), { code: 0, out: new RegExp(`Image ${server}/${repo}:1 pushed`) });
    t.equal(release().code, 0);
    const told = await fetch(`http://${server}/v2/${repo}/tags/list`, {
      headers: { authorization: `Basic ${btoa("me:hokku-test-password")}` },
    });
    t.same(new Set(((await told.json()) as { tags: string[] }).tags), new Set(["1", "2", "newest"]));
    t.equal(docker("image", "inspect", `${server}/${repo}:newest`).code, 1, "the extra name is not kept here");
    t.equal(
      fire(root, "deployed-app-repository", "web").out + fire(root, "deployed-app-image-tag", "web").out,
      `${server}/\n2\n`,
    );
    t.equal(docker("image", "inspect", `${server}/${repo}:2`).code, 0, "what the triggers name is here");
    rows(t, root, [{ words: `registry:logout web ${server}`, out: /Removing login credentials/ }]);
  },
);

async function startRegistry(t: Parameters<typeof somePlugins>[0], { path }: Root, server: string): Promise<void> {
  // bcrypt of hokku-test-password, which protects nothing
  writeFileSync(`${path}/htpasswd`, "me:$2b$05$hokkuhokkuhokkuhokkuhesDRgTKYmsR6isUtcO4OirQUOzoXBKqq\n");
  const config = {
    version: 0.1,
    log: { level: "error" },
    storage: { filesystem: { rootdirectory: `${path}/registry` } },
    http: { addr: server },
    auth: { htpasswd: { realm: "test", path: `${path}/htpasswd` } },
  };
  writeFileSync(`${path}/registry.yml`, JSON.stringify(config));
  const child = spawn("docker-registry", ["serve", `${path}/registry.yml`], { stdio: "ignore" });
  t.teardown(() => void child.kill());
  await until(() => fetch(`http://${server}/v2/`).catch(() => false));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
