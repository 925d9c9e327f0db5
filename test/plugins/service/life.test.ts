// slow: services are made, moved and taken apart, each step of which asks a docker
import { existsSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import t, { type Test } from "tap";
import { type ServiceDefinition, serviceCommand } from "../../../plugins/service/lib/service.ts";
import { containerId, FAKE_DOCKER } from "../../lib/fake-docker.ts";
import { here } from "../../lib/here.ts";

/** A kind of service whose port this process has open, as a docker that runs nothing serves nothing. */
async function host(t: Test, more: Readonly<Record<string, string>> = {}) {
  const made = here(
    t,
    { apps: ["web"], programs: { docker: FAKE_DOCKER, dokku: "if [[ -f $DOKKU_ROOT/../app-fails ]]; then exit 3; fi" } },
    more,
  );
  const server = createServer((socket) => void socket.on("error", () => {})).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  t.teardown(() => server.close());
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const kind: ServiceDefinition = {
    title: "Box",
    image: "box:1.0",
    ports: [port, 81],
    scheme: "box",
    rootPassword: true,
    url: ({ password, host: at, database }) => `box://${password}@${at}/${database}`,
    mounts: () => ({ data: "/data", config: "/etc/box" }),
    files: ({ password }) => ({ "config/box.conf": `password ${password}\n` }),
    variables: ({ password }) => ({ BOX_PASSWORD: password }),
    command: ["boxd", "--quiet"],
    prepare: () => [["boxctl", "init"]],
    secrets: ({ password }) => ({ BOX_AUTH: password }),
    connect: () => ["boxctl"],
    dump: () => ["boxctl", "dump"],
    restore: () => ["boxctl", "restore"],
  };
  made.put("image.json", '[{"Id":"sha256:box"}]');
  made.answers("service-action", 'echo "$*" >>"$DOKKU_ROOT/../told"');
  const box = async (line: string, definition: Partial<ServiceDefinition> = {}) => {
    const [word = "", ...words] = line.split(" ");
    const code = await (await serviceCommand(`box:${word}`, { ...kind, ...definition }))([`box:${word}`, ...words], made.io);
    t.notOk(code, `${line} ends well`);
    return made.said();
  };
  const words = (start: string) =>
    made
      .calls("docker")
      .map((call) => call.words.join(" "))
      .filter((text) => text.startsWith(start));
  const names = () => readdirSync(join(made.path, "engine")).map((id) => made.read(`engine/${id}/name`)?.trim());
  const file = (name: string, service = "one") => made.read(`lib/services/box/${service}/${name}`);
  return { ...made, kind, port, box, words, names, file };
}

const ONE = containerId(1);

t.test("created: its files, its container, and what was asked of it", async (t) => {
  const { box, words, names, file, read, path, io } = await host(t);
  const said = await box("create one --memory 64 --shm-size 32m --custom-env A=1;B=2 --config-options -v");
  t.match(
    said,
    / {7}Waiting for container to be ready\n {7}Preparing the service\n=====> Box container created: one\n=====> one box service information\n/,
  );
  t.match(said, / {7}Status: {14}running/);
  t.match(said, / {7}Version: {13}box:1\.0/);
  t.match(said, new RegExp(` {7}Id: {18}${ONE}`));
  t.same(readdirSync(join(path, "lib/services/box/one")).sort(), [
    "CONFIG_OPTIONS",
    "DATABASE_NAME",
    "ENV",
    "ID",
    "IMAGE",
    "IMAGE_VERSION",
    "LINKS",
    "PASSWORD",
    "ROOTPASSWORD",
    "SERVICE_MEMORY",
    "SHM_SIZE",
    "config",
    "data",
  ]);
  t.match([file("PASSWORD"), file("ROOTPASSWORD")], [/^[0-9a-f]{32}\n$/, /^[0-9a-f]{32}\n$/]);
  t.not(file("PASSWORD"), file("ROOTPASSWORD"));
  t.equal(statSync(join(path, "lib/services/box/one/PASSWORD")).mode & 0o777, 0o640);
  t.same([file("ENV"), file("IMAGE"), file("IMAGE_VERSION"), file("DATABASE_NAME")], ["A=1\nB=2\n", "box\n", "1.0\n", "one\n"]);
  t.equal(file("config/box.conf"), `password ${file("PASSWORD")}`);
  t.same((read(`engine/${ONE}/words`) ?? "").trim().split("\n"), [
    "--name=dokku.box.one",
    "--hostname=dokku.box.one",
    "--restart=always",
    "--label=dokku=service",
    "--label=dokku.service=box",
    `--env-file=${path}/lib/services/box/one/ENV`,
    "--env=BOX_PASSWORD",
    `--volume=${path}/lib/services/box/one/data:/data`,
    `--volume=${path}/lib/services/box/one/config:/etc/box`,
    "--memory=64m",
    "--shm-size=32m",
    "box:1.0",
    "boxd",
    "--quiet",
    "-v",
  ]);
  t.same(words("container exec"), ["container exec --env BOX_AUTH dokku.box.one boxctl init"]);
  t.equal(read("told"), "pre-create box one\npost-create box one\npost-create-complete box one\n");
  t.same(names(), ["dokku.box.one"]);
  await t.rejects(box("create one"), { code: 1, message: "Box service one already exists" });
  await t.rejects(box("create a.b"), { message: /^Please specify a valid name for the service\. Valid characters are/ });
  await t.rejects(box(`create ${"x".repeat(54)}`), { message: /54 characters are more than the 53 a host's name has room for/ });
  for (const bad of [
    "--memory 0",
    "--memory 1g",
    "--shm-size x",
    "--image A",
    "--image-version /",
    "--password a/b",
    "--custom-env 1=2",
    "--initial-network ,",
  ])
    await t.rejects(box(`create two ${bad}`), { code: 1, message: new RegExp(`^${bad.split(" ")[0]} takes `) }, bad);
  t.equal(io.env.BOX_IMAGE, undefined);
  t.notOk(existsSync(join(path, "lib/services/box/two")));
});

t.test("on networks, with a password that was given, of an image that the host names", async (t) => {
  const { box, words, file, read } = await host(t, {
    BOX_IMAGE: "mine",
    BOX_IMAGE_VERSION: "7",
    BOX_CONFIG_OPTIONS: "--of 'the host'",
  });
  const said = await box(
    "create one --password own --root-password other --initial-network first --post-create-network a,b --post-start-network c",
  );
  t.same([file("PASSWORD"), file("ROOTPASSWORD")], ["own\n", "other\n"]);
  t.match(
    read(`engine/${ONE}/words`),
    /\n--network=first\n--network-alias=dokku-box-one\nmine:7\nboxd\n--quiet\n--of\nthe host\n$/,
  );
  t.same(
    words("network"),
    ["a", "b", "c"].map((name) => `network connect --alias dokku-box-one ${name} dokku.box.one`),
  );
  t.match(
    said,
    /Connecting to networks after container create\n {7}- a\n {7}- b\n {7}Connecting to networks after container start\n {7}- c\n/,
  );
  t.match(await box("info one --initial-network"), /^first\n$/);
  t.match(await box("info one --dsn"), "box://own@dokku-box-one/one\n");
  t.match(await box("info one"), / {7}Post create network: +a,b/);
});

t.test("one that cannot be made leaves nothing", async (t) => {
  const { box, put, path, names, words, kind } = await host(t);
  put("program", "4");
  await t.rejects(box("create one"), { code: 4, message: "boxctl failed\nBox service creation failed" });
  t.same([readdirSync(join(path, "lib/services/box")), names()], [[], []]);
  put("program", "0");
  put("dies", "1");
  put("output", "cannot start\n");
  await t.rejects(box("create one"), {
    code: 1,
    message: `Service one does not answer on port ${kind.ports[0]}\nBox service creation failed`,
  });
  t.equal(words("container logs").at(-1), "container logs --tail 50 dokku.box.one");
  t.same([readdirSync(join(path, "lib/services/box")), names()], [[], []]);
  put("dies", "");
  put("lib/services/box/one/CREATING", "");
  put("lib/services/box/one/data/x", "");
  for (const word of ["info", "start", "stop", "link"])
    await t.rejects(
      box(`${word} one${word === "link" ? " web" : ""}`),
      { code: 1, message: /^Box service one is not finished: .* run dokku box:create one again$/ },
      word,
    );
  await t.rejects(box("info none"), { message: "Box service none does not exist" });
});

t.test("an image that is not there is pulled, unless that is off", async (t) => {
  const { box, put, words } = await host(t);
  const missing = () =>
    put(
      "bin/docker",
      `#!/usr/bin/env bash\nif [[ "$1 $2" == "image inspect" ]]; then echo "Error: No such image: x" >&2; exit 1; fi\nif [[ "$1 $2" == "image pull" ]]; then touch "$DOKKU_ROOT/../pulled"; exit 1; fi\n`,
    );
  missing();
  await t.rejects(box("create one"), { code: 1, message: "Box image box:1.0 pull failed\nBox service creation failed" });
  t.same(words("image pull"), []);
  const off = await host(t, { BOX_DISABLE_PULL: "true" });
  off.put("refuses", "^nothing");
  off.put("bin/docker", '#!/usr/bin/env bash\necho "Error: No such image: x" >&2; exit 1\n');
  await t.rejects(off.box("create one"), {
    message: /^BOX_DISABLE_PULL environment variable detected\. Not running pull command\.\n {3}docker image pull box:1\.0\nBox/,
  });
});

t.test("stopped, paused, started, restarted, upgraded", async (t) => {
  const { box, names, words, file, read, put, calls } = await host(t);
  await box("create one");
  t.equal(await box("start one"), "");
  put("lib/services/box/one/ID", "another\n");
  await box("start one");
  t.equal(file("ID"), `${ONE}\n`);
  t.equal(await box("pause one"), "=====> Pausing container\n       Container paused\n");
  t.equal(read(`engine/${ONE}/state`), "exited\n");
  for (const word of ["export one", "connect one", "enter one ls"])
    await t.rejects(box(word), { code: 1, message: "Service container is not running" }, word);
  await t.rejects(box("clone one two"), { message: "Service one container is not running" });
  t.equal(await box("start one"), "=====> Starting container\n=====> Container started\n");
  t.equal(await box("stop one"), "=====> Pausing container\n       Container paused\n       Removing container\n");
  t.same([names(), words("container update")], [[], ["container update --restart=no dokku.box.one"]]);
  t.equal(await box("stop one"), "");
  await t.rejects(box("logs one"), { message: "Service container does not exist" });
  t.match(await box("start one"), /^=====> Starting container\n[\s\S]*=====> Box container created: one\n$/);
  await box("restart one");
  t.same(names(), ["dokku.box.one"]);
  t.equal(await box("upgrade one"), "-----> Service one already running box:1.0\n");
  put("lib/services/box/one/LINKS", "web\n");
  t.match(
    await box("upgrade one --image-version 2.0 --restart-apps true"),
    /^=====> Upgrading one to box:2\.0\n=====> Stopping all linked services\n=====> Stopping one\n[\s\S]*=====> Starting all linked services\n=====> Done\n$/,
  );
  t.equal(file("IMAGE_VERSION"), "2.0\n");
  t.same(
    calls("dokku").map((call) => call.words.join(" ")),
    ["ps:stop web", "ps:start web"],
  );
  put("app-fails", "");
  await t.rejects(box("upgrade one --image-version 3.0 --restart-apps true"), { code: 3, message: "ps:stop web failed" });
  t.match(await box("upgrade one --image-version 4.0"), /=====> Done\n$/, "apps are left alone unless asked for");
});

t.test("exposed on ports of the host", async (t) => {
  const { box, port, names, words, file, read, put } = await host(t);
  await box("create one");
  for (const [given, why] of [
    ["4242", /^2 ports to be exposed need to be provided in the following order: \d+ 81$/],
    ["x 1", /^"x" is no port/],
    ["70000 1", /^"70000" is no port/],
    ["1 65536", /^"65536" is no port/],
  ] as const)
    await t.rejects(box(`expose one ${given}`), { code: 1, message: why });
  t.equal(file("PORT"), undefined);
  await box("pause one");
  t.match(
    await box("expose one 127.0.0.1:4242 [::1]:65535"),
    `-----> Service one exposed on port(s) [container->host]: ${port}->127.0.0.1:4242 81->[::1]:65535\n`,
  );
  t.equal(read(`engine/${ONE}/state`), "running\n", "it is started for that");
  t.same(names(), ["dokku.box.one", "dokku.box.one.ambassador"]);
  t.same(words("container run"), [
    `container run --detach --link=dokku.box.one:box --name=dokku.box.one.ambassador --publish 127.0.0.1:4242:${port} --publish [::1]:65535:81 --restart=always --label=dokku=ambassador --label=dokku.ambassador=box dokku/ambassador:0.8.2`,
  ]);
  t.match(await box("info one --exposed-ports"), `${port}->127.0.0.1:4242 81->[::1]:65535\n`);
  await t.rejects(box("expose one 1 2"), { message: "Service one already exposed on port(s) 127.0.0.1:4242 [::1]:65535" });
  await box("pause one");
  t.equal(read(`engine/${containerId(2)}/state`), "exited\n", "its ambassador rests with it");
  await box("start one");
  t.equal(read(`engine/${containerId(2)}/state`), "running\n");
  await box("unexpose one");
  t.same([names(), file("PORT")], [["dokku.box.one"], undefined]);
  t.match(await box("expose one"), new RegExp(`: ${port}->\\d+ 81->\\d+\n$`), "free ones, where none are named");
  await box("unexpose one");
  put("refuses", "^container run --detach");
  await t.rejects(box("expose one 1 2"), /refused/);
  t.same([names(), file("PORT")], [["dokku.box.one"], undefined]);
});

t.test("its data go out, come in, and into another", async (t) => {
  const { box, words, put, read, file } = await host(t);
  await box("create one");
  await box("export one");
  t.equal(words("container exec").at(-1), "container exec -i --env BOX_AUTH dokku.box.one boxctl dump");
  await t.rejects(box("export one", { dump: undefined } as unknown as Partial<ServiceDefinition>), {
    message: "Box has no way to write its data out",
  });
  await t.rejects(box("connect one", { connect: undefined } as unknown as Partial<ServiceDefinition>), {
    message: "Box has no prompt to connect to",
  });
  await box("connect one");
  t.equal(words("container exec").at(-1), "container exec -i --env BOX_AUTH dokku.box.one boxctl");
  t.equal(await box("enter one ls -l"), "-----> Filesystem changes may not persist after container restarts\n");
  t.equal(words("container exec").at(-1), "container exec -i dokku.box.one ls -l");
  await box("enter one");
  t.equal(words("container exec").at(-1), "container exec -i dokku.box.one /bin/bash");
  put("output", "the data\n");
  t.match(
    await box("clone one two"),
    /^=====> Cloning one to two @ box:1\.0\n[\s\S]*-----> Copying data from one to two\n=====> Done\n$/,
  );
  t.equal(read("input"), "the data\n");
  t.equal(words("container exec").at(-1), "container exec -i --env BOX_AUTH dokku.box.two boxctl restore");
  t.equal(file(".import", "two"), undefined);
  await t.rejects(box("clone one two"), { message: "Invalid service name two. Verify the service name is not already in use." });
  const stopped = { restore: () => ({ stopped: ["boxctl", "load"] }) };
  await box("clone one three --image-version 1.1", stopped);
  t.match(
    words("container run").at(-1),
    /^container run --rm -i --volume=\S+three\/data:\/data --volume=\S+three\/config:\/etc\/box box:1\.1 boxctl load$/,
  );
  t.same(
    [words("container stop").at(-1), words("container start").at(-1)],
    ["container stop dokku.box.three", "container start dokku.box.three"],
  );
  put("program", "6");
  await t.rejects(box("export one"), {
    code: 6,
    message: "The data of one could not be read to its end; what was written is not whole",
  });
  await t.rejects(box("enter one ls"), { code: 6 });
  t.match(await box("logs one"), /the data\n$/);
  t.equal(words("container logs").at(-1), "container logs --tail all dokku.box.one");
  await box("logs one 5 --tail");
  t.equal(words("container logs").at(-1), "container logs --tail 5 --follow dokku.box.one");
  await t.rejects(box("logs one x"), { code: 2, message: 'box:logs takes a number of lines, not "x"' });
});

t.test("backed up into a bucket", async (t) => {
  const { box, words, put, path } = await host(t);
  await box("create one");
  await t.rejects(box("backup one bucket"), {
    code: 1,
    message: "Missing AWS_ACCESS_KEY_ID file; run: dokku box:backup-auth one <key-id> <secret>, or use --use-iam",
  });
  await box("backup-auth one id secret region v4 http://s3");
  await box("backup-set-encryption one phrase");
  put("output", "dump\n");
  await box("backup one bucket");
  t.match(
    words("container run").at(-1),
    /^container run --rm --env AWS_ACCESS_KEY_ID --env AWS_SECRET_ACCESS_KEY --env AWS_DEFAULT_REGION --env AWS_SIGNATURE_VERSION --env ENDPOINT_URL --env ENCRYPTION_KEY --env BUCKET_NAME --env BACKUP_NAME --volume=\S+\/one\/\.backup-\w+:\/backup dokku\/s3backup:0\.18\.0$/,
  );
  t.notOk(readdirSync(join(path, "lib/services/box/one")).some((name) => name.startsWith(".backup")));
  await box("backup-unset-encryption one");
  await box("backup one bucket --use-iam");
  t.match(
    words("container run").at(-1),
    /--rm --env AWS_DEFAULT_REGION --env AWS_SIGNATURE_VERSION --env ENDPOINT_URL --env BUCKET_NAME/,
  );
  await box("backup-set-public-key-encryption one KEYID");
  await box("backup one bucket");
  t.match(words("container run").at(-1), / --env ENCRYPT_WITH_PUBLIC_KEY_ID /);
  await box("backup-unset-public-key-encryption one");
  await box("backup one bucket");
  t.notMatch(words("container run").at(-1), /ENCRYPT/);
  await box("pause one");
  await t.rejects(box("backup one bucket"), { message: "Service container is not running" });
});

t.test("destroyed with its data, unless an app is linked to it", async (t) => {
  const { box, names, path, put, read } = await host(t);
  await box("create one");
  await box("expose one 1 2");
  put("lib/services/box/one/LINKS", "web\n");
  await t.rejects(box("destroy one --force"), {
    code: 1,
    message: "Cannot delete linked service; unlink it first: dokku box:unlink one web",
  });
  put("lib/services/box/one/LINKS", "");
  put("lib/config/box/one/initial-network", "x");
  put("told", "");
  t.equal(
    await box("destroy one --force"),
    "=====> Deleting one\n=====> Pausing container\n       Container paused\n       Removing data\n=====> Box container deleted: one\n",
  );
  t.same([names(), readdirSync(join(path, "lib/services/box")), existsSync(join(path, "lib/config/box/one"))], [[], [], false]);
  t.equal(read("told"), "pre-delete box one\npost-delete box one\n");
});
