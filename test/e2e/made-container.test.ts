/** A container that the engine was asked for itself is the one that docker's client would have made of the same words. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t, { type Test } from "tap";
import type { Io } from "../../core/execute.ts";
import { containerRequest, madeContainer } from "../../plugins/common/lib/made-container.ts";
import { baseImage, docker } from "./apps.ts";

const unique = `hokku-made-${process.pid}`;
const network = docker("network", "create", unique).trim();
t.teardown(() => docker("network", "rm", network));

const env = { PATH: process.env.PATH, HOME: process.env.HOME, GIVEN: "by the client" };
const io: Io = { cwd: "/", env, stdin: "inherit", stdout: "inherit" };

const folder = mkdtempSync(join(tmpdir(), "hokku-client-"));
t.teardown(() => rmSync(folder, { recursive: true }));
const variables = join(folder, "variables");
writeFileSync(variables, "# none\n\n  A=1 # one\nGIVEN\nNOT_SET\r\nB=2 =3\nEMPTY=\n#C=3");

const ROWS: readonly (readonly string[])[] = [
  [],
  ["--env=A=1", "-e", "B=two words", "--env=A=2", "--env=GIVEN", "--env=NOT_SET", "--env=SECRET", "--env=LINES=a\nb=c"],
  ["--label=a=b=c", "-l", "empty", "--label=a=last"],
  ["--init", "--publish=127.0.0.1:23457:5000", "-p", "23458:5000", "--publish=23459:80"],
  ["--restart=on-failure:10", "--volume=/tmp:/data", "-v", `${unique}:/kept:ro`],
  ["--restart=always", "--log-opt=max-size=10m", "--log-opt", "max-file=2"],
  ["--restart=unless-stopped", "--network=host"],
  [`--network=${unique}`],
  ["--hostname=here.test", `--network=${unique}`, "--network-alias=one", "--network-alias", "two", "--env=__proto__=1"],
  ["--memory=64m", "--memory-reservation=33554432", "--shm-size=32M", `--env-file=${variables}`],
  ["--network", "bridge", "--rm", "--interactive", "--tty"],
];

/** An empty list and none are the same to the engine; the client sends either. */
const filled = (_key: string, value: unknown): unknown => (Array.isArray(value) && !value.length ? null : value);

/** What is the same of two containers that were made alike. */
function seen(t: Test, id: string): unknown {
  t.teardown(() => docker("container", "rm", "--force", "--volumes", id));
  const [{ Config, HostConfig, NetworkSettings, Mounts, Path, Args }] = JSON.parse(docker("container", "inspect", id), filled);
  return {
    Config: { ...Config, Env: Config.Env?.sort(), Hostname: id.startsWith(Config.Hostname) ? "" : Config.Hostname },
    // In no order: the client keeps its volumes in a map.
    HostConfig: { ...HostConfig, Binds: HostConfig.Binds?.sort() },
    Networks: Object.entries<{ Aliases: string[] | null }>(NetworkSettings.Networks).map(([name, { Aliases }]) => [
      name,
      Aliases,
    ]),
    Mounts: Mounts?.map((mount: object) => JSON.stringify(mount)).sort(),
    Path,
    Args,
  };
}

t.test("the engine is asked for what the client would ask for", async (t) => {
  t.teardown(() => docker("volume", "rm", unique));
  const image = baseImage();
  for (const words of ROWS)
    for (const command of [["true"], ["sleep", "a b", "-c", ""]]) {
      const all = [...words, image, ...command];
      const env = { SECRET: "not on the command line" };
      t.ok(containerRequest(all, io.env), `${words.join(" ")}: known`);
      const ours = seen(t, await madeContainer(io, all, env));
      const { stdout } = spawnSync("docker", ["container", "create", ...all], { encoding: "utf8", env: { ...io.env, ...env } });
      t.strictSame(ours, seen(t, stdout.trim()), words.join(" "));
    }
});

t.test("a name is taken, and given once", async (t) => {
  const words = [`--name=${unique}`, baseImage(), "true"];
  const id = await madeContainer(io, words);
  t.teardown(() => docker("container", "rm", id));
  t.equal(docker("container", "inspect", "--format={{.Name}}", id).trim(), `/${unique}`);
  await t.rejects(madeContainer(io, words), /already in use/, "in Docker's words");
});

t.test("whatever is not known goes to the client", async (t) => {
  const words = [
    ["--cpus=1"],
    ["--memory=0.5g"],
    ["--memory=lots"],
    ["--env-file=here"],
    ["--env-file=/not/there"],
    ["--network-alias=alone"],
    ["--init=false"],
    ["--publish=5000"],
    ["--publish=1000-1001:1000-1001"],
    ["--publish=53:53/udp"],
    ["--volume=/data"],
    ["--volume=./here:/there"],
    ["--network=a", "--network=b"],
    ["--network=container:x"],
    ["--restart=sometimes"],
    ["-it"],
    ["--log-opt=max-size"],
    ["--env=A B=1"],
    ["--name="],
    ["--network"],
  ];
  for (const some of words) t.equal(containerRequest([...some, "image"], {}), undefined, some.join(" "));
  t.equal(containerRequest([], {}), undefined, "no image");
  t.equal(containerRequest(["image"], { DOCKER_DEFAULT_PLATFORM: "linux/arm64", HOME: "/" }), undefined, "another platform");
  writeFileSync(join(folder, "config.json"), '{"proxies":{"default":{"httpProxy":"http://127.0.0.1:3128"}}}');
  t.equal(containerRequest(["image"], { DOCKER_CONFIG: folder }), undefined, "the client's own proxies");
  const id = await madeContainer(io, ["--cpus=0.5", baseImage(), "true"]);
  t.teardown(() => docker("container", "rm", id));
  t.equal(docker("container", "inspect", "--format={{.HostConfig.NanoCpus}}", id).trim(), "500000000");
});
