import t from "tap";
import { containerRequest, madeContainer } from "../../../plugins/common/lib/made-container.ts";
import { here } from "../../lib/here.ts";

const folder = t.testdir({
  variables: "# none\n\n  A=1 # one\nGIVEN\nNOT_SET\r\nB=2 =3\nEMPTY=\n#C=3",
  blank: "A B=1\n",
  proxies: { "config.json": '{"proxies":{"default":{"httpProxy":"http://127.0.0.1:3128"}}}' },
});
const given = { GIVEN: "by the client", HOME: "/nowhere" };
const asked = (...words: string[]) =>
  containerRequest([...words, "image", "run", "a b"], given) as { name: string; json: Record<string, unknown> };

/** What the engine is asked for where nothing is said. */
const WITHOUT_COMMAND = {
  AttachStdout: true,
  AttachStderr: true,
  Image: "image",
  Env: [],
  Labels: {},
  ExposedPorts: {},
  HostConfig: { PortBindings: {}, LogConfig: { Type: "", Config: {} }, RestartPolicy: { Name: "no", MaximumRetryCount: 0 } },
};
const PLAIN = { ...WITHOUT_COMMAND, Cmd: ["run", "a b"] };

t.test("the words of docker's client, as the engine is asked", async (t) => {
  t.same(asked(), { name: "", json: PLAIN });
  t.same(containerRequest(["image"], given), { name: "", json: WITHOUT_COMMAND });
  const rows: [words: string[], is: object][] = [
    [["--name=x", "--name", "y"], {}],
    [
      ["--env=A=1", "-e", "B=two words", "--env=A=2", "--env=GIVEN", "--env=NOT_SET", "--env=L=a\nb=c"],
      { Env: ["A=2", "B=two words", "GIVEN=by the client", "NOT_SET", "L=a\nb=c"] },
    ],
    [[`--env-file=${folder}/variables`], { Env: ["A=1 # one", "GIVEN=by the client", "B=2 =3", "EMPTY="] }],
    [["--label=a=b=c", "-l", "empty", "--label=a=last"], { Labels: { a: "last", empty: "" } }],
    [["--tty"], { Tty: true }],
    [["--interactive"], { OpenStdin: true, StdinOnce: true, AttachStdin: true }],
    [["--hostname=here.test"], { Hostname: "here.test" }],
  ];
  for (const [words, is] of rows) t.same(asked(...words)?.json, { ...PLAIN, ...is }, words.join(" "));
  t.equal(asked("--name=x", "--name", "y").name, "y", "later words count");
});

t.test("what belongs to the host", async (t) => {
  const rows: [words: string[], is: object][] = [
    [["--init", "--rm"], { Init: true, AutoRemove: true }],
    [["--restart=on-failure:10"], { RestartPolicy: { Name: "on-failure", MaximumRetryCount: 10 } }],
    [["--restart=unless-stopped"], { RestartPolicy: { Name: "unless-stopped", MaximumRetryCount: 0 } }],
    [["--volume=/tmp:/data", "-v", "kept:/kept:ro"], { Binds: ["/tmp:/data", "kept:/kept:ro"] }],
    [
      ["--log-opt=max-size=10m", "--log-opt", "max-file=2"],
      { LogConfig: { Type: "", Config: { "max-size": "10m", "max-file": "2" } } },
    ],
    [
      ["--memory=64m", "--memory-reservation=33554432", "--shm-size=32M"],
      { Memory: 67_108_864, MemoryReservation: 33_554_432, ShmSize: 33_554_432 },
    ],
    [["-m", "1k"], { Memory: 1024 }],
    [["-m", "2g"], { Memory: 2_147_483_648 }],
    [["-m", "7B"], { Memory: 7 }],
    [["--network=host"], { NetworkMode: "host" }],
  ];
  for (const [words, is] of rows)
    t.same(asked(...words)?.json, { ...PLAIN, HostConfig: { ...PLAIN.HostConfig, ...is } }, words.join(" "));
  const ports = asked("--publish=127.0.0.1:1:5000", "-p", "2:5000", "--publish=3:80").json;
  t.same(ports.ExposedPorts, { "5000/tcp": {}, "80/tcp": {} });
  t.match(ports.HostConfig, {
    PortBindings: {
      "5000/tcp": [
        { HostIp: "127.0.0.1", HostPort: "1" },
        { HostIp: "", HostPort: "2" },
      ],
      "80/tcp": [{ HostIp: "", HostPort: "3" }],
    },
  });
  const of = (...words: string[]) => asked(...words).json.NetworkingConfig;
  t.same(of("--network=mine"), { EndpointsConfig: { mine: {} } });
  t.same(of("--network", "mine", "--network-alias=one", "--network-alias", "two"), {
    EndpointsConfig: { mine: { Aliases: ["one", "two"] } },
  });
  for (const own of ["default", "bridge", "host", "none"]) t.equal(of(`--network=${own}`), undefined, own);
});

t.test("what is not known is the client's matter", async (t) => {
  const rows = [
    ["--cpus=1"],
    ["--memory=0.5g"],
    ["--memory="],
    ["--env-file=variables"],
    ["--env-file=/not/there"],
    [`--env-file=${folder}/blank`],
    ["--network-alias=alone"],
    ["--network-alias=one", "--network=bridge"],
    ["--network=mine", "--network-alias="],
    ["--init=false"],
    ["--publish=5000"],
    ["--publish=53:53/udp"],
    ["--volume=/data"],
    ["--volume=./here:/there"],
    ["--volume=/a:b"],
    ["--network=a", "--network=b"],
    ["--network=container:x"],
    ["--restart=sometimes"],
    ["--restart=always:3"],
    ["-it"],
    ["--log-opt=max-size"],
    ["--env=A B=1"],
    ["--label==x"],
    ["--name="],
    ["--hostname="],
  ];
  for (const words of rows) t.equal(asked(...words), undefined, words.join(" "));
  t.equal(containerRequest(["--network"], given), undefined);
  t.equal(containerRequest([], given), undefined, "no image");
  for (const more of [
    { DOCKER_DEFAULT_PLATFORM: "linux/arm64" },
    { DOCKER_CONTENT_TRUST: "1" },
    { DOCKER_CONFIG: `${folder}/proxies` },
  ])
    t.equal(containerRequest(["image"], { ...given, ...more }), undefined, Object.keys(more).join());
});

t.test("a client of another name is started, with what the words say by name only", async (t) => {
  const { io, calls, read, program } = here(t);
  program("docker", 'echo "$SECRET" >"$DOKKU_ROOT/../secret"; echo "a warning"; echo the-id');
  t.equal(await madeContainer(io, ["--env=SECRET", "image", "run"], { SECRET: "s" }), "the-id");
  t.equal(await madeContainer(io, ["--cpus=1", "image"], { SECRET: "t" }), "the-id");
  t.same(
    calls("docker").map(({ words }) => words.join(" ")),
    ["container create --env=SECRET image run", "container create --cpus=1 image"],
  );
  t.equal(read("secret"), "t\n");
});
