import t from "tap";
import { containerEnvironment } from "../../../plugins/common/lib/container-environment.ts";
import { imageOf } from "../../../plugins/common/lib/image.ts";
import { commandWords, withArguments } from "../../../plugins/common/lib/image-command.ts";
import { startCommand } from "../../../plugins/scheduler-docker-local/lib/boot-common.ts";
import { createContainer, type Recipe } from "../../../plugins/scheduler-docker-local/lib/container-words.ts";
import { takesPortsTwice } from "../../../plugins/scheduler-docker-local/lib/published.ts";
import { root } from "../../lib/root.ts";

const image = (config: object) => imageOf("dokku/a:latest", { Id: "x", Config: config });

t.test("how a command line is run in an image", async (t) => {
  const plain = image({});
  const entry = image({ Entrypoint: ["/run"] });
  const buildpack = image({ Labels: { "com.dokku.builder-type": "herokuish" } });
  const rows: [string, ReturnType<typeof image>, string[]][] = [
    ["node server.js", plain, ["node", "server.js"]],
    ["node 'a b.js'", plain, ["node", "a b.js"]],
    ["node --port $PORT", plain, ["/bin/sh", "-c", "exec node --port $PORT"]],
    ["a && b", plain, ["/bin/sh", "-c", "a && b"]],
    ["FOO=1 node x", plain, ["/bin/sh", "-c", "FOO=1 node x"]],
    ["exec node x", plain, ["/bin/sh", "-c", "exec node x"]],
    ["cd x", plain, ["/bin/sh", "-c", "cd x"]],
    ["serve --port $PORT ${WHO} $NONE", entry, ["serve", "--port", "80", "a b", ""]],
    ["node x; y", buildpack, ["/exec", "/bin/bash", "-c", "node x; y"]],
  ];
  for (const [line, of, words] of rows) t.strictSame(commandWords(line, of, { PORT: "80", WHO: "a b" }), words, line);
});

t.test("further words reach the command of a line, also through a shell", async (t) => {
  const rows: [line: string, of: ReturnType<typeof image>, words: string[]][] = [
    ["echo hi", image({}), ["echo", "hi", "a b", "*"]],
    ["echo $WHO", image({}), ["/bin/sh", "-c", 'exec echo $WHO "$@"', "echo $WHO", "a b", "*"]],
    ["echo $WHO", image({ Entrypoint: ["/start"] }), ["echo", "a b", "a b", "*"]],
    [
      "echo -n",
      image({ Labels: { "com.dokku.builder-type": "herokuish" } }),
      ["/exec", "/bin/bash", "-c", 'echo -n "$@"', "echo -n", "a b", "*"],
    ],
  ];
  for (const [line, of, words] of rows) t.strictSame(withArguments(line, ["a b", "*"], of, { WHO: "a b" }), words, line);
});

t.test("variables travel through the client's environment, its own names through its arguments", async (t) => {
  const passed = containerEnvironment({
    SECRET: "a\nb",
    PATH: "/app/bin",
    DOCKER_HOST: "tcp://x",
    GOOGLE_KEY: "k",
    LD_PRELOAD: "l",
  });
  t.strictSame(passed.words, [
    "--env=SECRET",
    "--env=PATH=/app/bin",
    "--env=DOCKER_HOST=tcp://x",
    "--env=GOOGLE_KEY",
    "--env=LD_PRELOAD=l",
  ]);
  t.strictSame(passed.env, { SECRET: "a\nb", GOOGLE_KEY: "k" });
});

t.test("the words that make a container", async (t) => {
  const recipe: Recipe = {
    app: "a",
    container: { type: "web", index: 2, name: "a.web.2.upcoming-7", ports: [{ container: 5000, host: 20_001 }] },
    image: image({ Cmd: ["x"] }),
    line: "node 'my server.js'",
    startCommand: "",
    init: true,
    isOpen: false,
    options: ["--memory=1g", "--env=KEY"],
    common: ["--label=dokku"],
    variables: { KEY: "secret value" },
    port: "5000",
    trace: false,
  };
  const { words, env } = createContainer(recipe);
  t.strictSame(words.slice(0, 2), ["--env=KEY", "--memory=1g"]);
  t.strictSame(words.slice(-3), ["dokku/a:latest", "node", "my server.js"]);
  for (const word of [
    "--label=com.dokku.dyno=web.2",
    "--label=com.hokku.ports=20001",
    "--env=PORT=5000",
    "--env=DYNO=web.2",
    "--init",
    "--publish=127.0.0.1:20001:5000",
    "--name=a.web.2.upcoming-7",
  ])
    t.ok(words.includes(word), word);
  t.strictSame(env, { KEY: "secret value" });
  t.notOk(
    words.some((word) => word.includes("secret")),
    "no value in the process list",
  );

  t.ok(createContainer({ ...recipe, isOpen: true }).words.includes("--publish=20001:5000"), "from outside, too");

  const worker = createContainer({
    ...recipe,
    container: { ...recipe.container, type: "worker", ports: [] },
    line: "",
    port: "",
    init: false,
  }).words;
  t.equal(worker.at(-1), "dokku/a:latest", "the image's own command");
  t.notOk(worker.some((word) => /^--(publish|init|env=PORT)/.test(word)));
  const buildpack = image({ Labels: { "com.dokku.builder-type": "herokuish" } });
  t.strictSame(createContainer({ ...recipe, image: buildpack }).words.slice(-2), ["/start", "web"]);
  t.strictSame(createContainer({ ...recipe, startCommand: "other" }).words.slice(-1), ["other"]);
});

t.test("ports of the host that docker options publish can be had once", async (t) => {
  const type = (count: number, disabled = false) => ({ type: "web", count, line: "", disabled, skipped: disabled, parallel: 0 });
  const rows: [options: readonly string[], of: ReturnType<typeof type>, said: RegExp | undefined][] = [
    [["--publish", "5000:5000"], type(2), /scaling to multiple containers/],
    [["-p8080:80"], type(1), /enabling zero downtime/],
    [["--publish-all"], type(2, true), /scaling to multiple containers/],
    [["-p", "80:80"], type(1, true), undefined],
    [["--pid=host", "--privileged"], type(2), undefined],
  ];
  for (const [options, of, said] of rows) t.match(takesPortsTwice(options, of) ?? "", said ?? /^$/, options.join(" "));
});

t.test("what an app runs in place of its Procfile: the property, or the variable of before Dokku 0.38", async (t) => {
  const { env, put } = root(t);
  const io = { env, cwd: "/", stdin: "inherit", stdout: "inherit" } as const;
  const variables = { DOKKU_START_CMD: "serve", DOKKU_DOCKERFILE_START_CMD: "sleep infinity" };
  t.equal(startCommand(io, "web", "dockerfile-start-cmd", variables), "sleep infinity");
  t.equal(startCommand(io, "web", "start-cmd", variables), "serve");
  t.equal(startCommand(io, "web", "start-cmd", {}), "");
  put("lib/config/ps/web/dockerfile-start-cmd", "node x");
  t.equal(startCommand(io, "web", "dockerfile-start-cmd", variables), "node x");
});
