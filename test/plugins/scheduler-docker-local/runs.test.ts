import t, { type Test } from "tap";
import scheduler from "../../../plugins/scheduler-docker-local/scheduler.ts";
import { containerId, FAKE_DOCKER } from "../../lib/fake-docker.ts";
import { here } from "../../lib/here.ts";

const { run, runs, enter, inspect, status, isDeployed, failedLogs, stop, logs } = scheduler;
const [ONE, TWO, THREE] = [containerId(1), containerId(2), containerId(3)];
const ALL = { tail: false, quiet: true, num: "" };

function host(t: Test, more: Readonly<Record<string, string>> = {}) {
  const made = here(t, { apps: ["web"], programs: { docker: FAKE_DOCKER } }, more);
  made.put("image.json", '[{"Id":"sha256:img","Config":{"Labels":{"com.dokku.image-stage":"release"}}}]');
  made.put("home/web/ENV", "export KEY='a b'\n");
  made.answers("scheduler-post-run", 'echo "post-run $*" >>"$DOKKU_ROOT/../told"');
  made.answers("post-container-create", 'echo "created $*" >>"$DOKKU_ROOT/../told"');
  const words = (start: string) =>
    made
      .calls("docker")
      .map((call) => call.words.join(" "))
      .filter((line) => line.startsWith(start));
  const container = (id: string, name: string, labels: string[], state = "running") => {
    made.put(`engine/${id}/name`, `${name}\n`);
    made.put(`engine/${id}/state`, `${state}\n`);
    made.put(`engine/${id}/words`, labels.map((label) => `--label=${label}\n`).join(""));
  };
  const lines = (id: string) => (made.read(`engine/${id}/words`) ?? "").split("\n").filter(Boolean);
  return { ...made, words, container, lines };
}

t.test("a command in a container of its own", async (t) => {
  const { io, put, read, said, words, lines } = host(t);
  put("output", "hello\n");
  put("program", "7");
  t.equal(await run?.(io, "web", ["MORE=x=y"], ["node", "a b.js"]), 7);
  t.equal(said(), "hello\n");
  const made = lines(ONE);
  const name = /^web\.run\.\d+$/;
  const named = made.find((line) => line.startsWith("--name="))?.slice("--name=".length) ?? "";
  t.match(named, name);
  for (const word of [
    "--rm",
    "--init",
    "--interactive",
    "--env=KEY",
    "--env=MORE",
    "--label=com.dokku.container-type=run",
    "--label=com.dokku.app-name=web",
  ])
    t.ok(made.includes(word), word);
  t.notOk(made.some((word) => /^--tty|deadline|cron|process-type/.test(word)));
  t.same(made.slice(-3), ["dokku/web:latest", "node", "a b.js"]);
  t.same(words("container start"), [`container start --attach --interactive ${ONE}`]);
  t.equal(read("told"), `created app ${ONE} web run\npost-run docker-local web ${ONE} 7\n`);
  for (const bad of ["1X=a", "KEY", "=a"])
    await t.rejects(async () => run?.(io, "web", [bad], ["x"]), {
      code: 1,
      message: `--env takes KEY=value, not ${JSON.stringify(bad)}`,
    });
  put("image.json", '[{"Id":"sha256:img","Config":{}}]');
  await t.rejects(async () => run?.(io, "web", [], ["x"]), {
    message: "dokku/web:latest is no release; deploy web successfully to run commands in it",
  });
});

t.test("what is run: a shell, a line, or a line of the Procfile", async (t) => {
  const { io, lines, said, answers, put } = host(t);
  answers("procfile-get-command", 'if [[ $2 == task ]]; then echo "node task.js --port $3"; else exit 1; fi');
  const program = async (number: number, ...command: string[]) => {
    await run?.(io, "web", [], command);
    const all = lines(containerId(number));
    return all.slice(all.indexOf("dokku/web:latest") + 1);
  };
  t.match(await program(1), [/^\/bin\/(ba)?sh$/]);
  t.same(await program(2, "a && b"), ["/bin/sh", "-c", "a && b"]);
  t.same(await program(3, "task", "more"), ["node", "task.js", "--port", "5000", "more"]);
  t.equal(said(), "-----> Found 'task' in Procfile, running that command\n");
  t.ok(lines(containerId(3)).includes("--label=com.dokku.process-type=task"));
  t.same(await program(4, "other"), ["other"]);
  put("image.json", '[{"Id":"i","Config":{"Labels":{"com.dokku.image-stage":"release","com.dokku.builder-type":"herokuish"}}}]');
  t.same(await program(5), ["/exec", "/bin/bash"]);
  t.same(await program(6, "ls", "-l"), ["/exec", "ls", "-l"]);
});

t.test("detached, with a deadline, for cron, which may forbid a second", async (t) => {
  const { io, said, lines, words, read } = host(t);
  const as = (env: Record<string, string>) => ({ ...io, env: { ...io.env, ...env } });
  const detached = { DOKKU_DETACH_CONTAINER: "1", DOKKU_RUN_TTL_SECONDS: "60", DOKKU_GLOBAL_FLAGS: "--quiet --label=a=b" };
  t.equal(await run?.(as(detached), "web", [], ["job"]), 0);
  t.match(said(), /^web\.run\.\d+\n$/);
  t.ok(lines(ONE).includes("--label=com.dokku.active-deadline-seconds=60"));
  t.ok(lines(ONE).includes("--label=a=b"));
  t.notOk(lines(ONE).includes("--interactive"));
  t.same(words("container start"), [`container start ${ONE}`]);
  const cron = { DOKKU_CRON_ID: "id1", DOKKU_DETACH_CONTAINER: "1" };
  await run?.(as(cron), "web", [], ["job"]);
  t.ok(lines(TWO).includes("--label=com.dokku.cron-id=id1"));
  t.ok(lines(TWO).includes("--label=com.dokku.concurrency-policy=allow"));
  t.ok(lines(TWO).includes("--label=com.dokku.container-type=cron"));
  t.match(read(`engine/${TWO}/name`), /^web\.cron\.\d+/);
  await t.rejects(async () => run?.(as({ ...cron, DOKKU_CONCURRENCY_POLICY: "forbid" }), "web", [], ["job"]), {
    code: 1,
    message: "web currently has a cron lock in place for id1: it still runs",
  });
  await run?.(as({ ...cron, DOKKU_CRON_ID: "other", DOKKU_CONCURRENCY_POLICY: "forbid" }), "web", [], ["job"]);
  t.same(words("container stop"), []);
  await run?.(as({ ...cron, DOKKU_CONCURRENCY_POLICY: "replace" }), "web", [], ["job"]);
  t.same(
    words("container stop"),
    ["container stop 000000020000"].map(() => `container stop ${TWO}`),
  );
});

t.test("what was started is listed, stopped, and ends at its deadline", async (t) => {
  const { io, put, said, words, container } = host(t);
  const labels = ["com.dokku.app-name=web", "com.dokku.container-type=run"];
  const list = async (format: string, env = {}) => {
    await runs?.list({ ...io, env: { ...io.env, ...env } }, "web", format);
    return said();
  };
  t.equal(await list("table"), "=====> web run containers\n");
  await runs?.stop(io, "web", "");
  t.same(words("container stop"), []);
  container(ONE, "web.run.1", [...labels, "com.dokku.active-deadline-seconds=60"]);
  container(TWO, "web.run.2", [...labels, "com.dokku.active-deadline-seconds=9999999999"]);
  container(THREE, "web.web.1", ["com.dokku.app-name=web", "com.dokku.container-type=deploy"]);
  t.equal(await list("table"), "=====> web run containers\nweb.run.1\tsh\t2 hours ago\nweb.run.2\tsh\t2 hours ago\n");
  t.ok(words("container ls").at(-1)?.includes("--format=table {{.Names}}"));
  t.equal(await list("table", { DOKKU_QUIET_OUTPUT: "1" }), "web.run.1\tsh\t2 hours ago\nweb.run.2\tsh\t2 hours ago\n");
  t.same(
    JSON.parse(await list("json")),
    [1, 2].map((at) => ({ name: `web.run.${at}`, state: "running", command: "sh", created_at: "now" })),
  );
  put("output", "2026-01-01T00:00:00Z a line\n");
  await runs?.logs(io, "web", "", ALL);
  t.equal(words("logs").length + words("container logs").length, 2);
  put("lib/config/ps/web/stop-timeout-seconds", "3");
  await runs?.retire(io, "other");
  t.equal(said(), "a line\na line\n");
  await runs?.retire(io, "");
  t.equal(said(), "       Retiring container 000000010000\n");
  t.same(
    [words("container stop"), words("container rm")],
    [[`container stop --time=3 ${ONE}`], [`container rm --force --volumes ${ONE}`]],
  );
  await t.rejects(async () => runs?.stop(io, "web", "web.run.9"), {
    code: 1,
    message: /^Unable to stop web\.run\.9: .*No such container/,
  });
  await runs?.stop(io, "web", "");
  t.equal(said(), "web.run.2\n");
  t.equal(words("container stop").at(-1), "container stop --time=3 web.run.2");
});

t.test("into a container that runs", async (t) => {
  const { io, put, container, words } = host(t);
  await t.rejects(async () => enter?.(io, "web", {}, []), {
    message: "No containers found for app; deploy it first, or see: dokku ps:report web",
  });
  container(ONE, "web.web.1", []);
  put("home/web/CONTAINER.web.1", `${ONE}\n`);
  put("program", "4");
  t.equal(await enter?.(io, "web", {}, ["ls", "-l"]), 4);
  await enter?.(io, "web", { place: "web" }, ["a && b"]);
  await enter?.(io, "web", { id: "00000001" }, []);
  t.match(words("container exec"), [
    `container exec --interactive ${ONE} ls -l`,
    `container exec --interactive ${ONE} /bin/sh -c a && b`,
    new RegExp(`^container exec --interactive ${ONE} /bin/sh -c if command -v bash `),
  ]);
  put(`engine/${ONE}/state`, "exited");
  await t.rejects(async () => enter?.(io, "web", {}, []), {
    code: 1,
    message: "Container is not running; start it with: dokku ps:start web",
  });
});

t.test("how many run, and what is known of them", async (t) => {
  const { io, put, container, said, words } = host(t);
  t.same(
    [await status(io, "web"), isDeployed(io, "web"), await inspect?.(io, "web")],
    [{ count: 0, running: false }, false, undefined],
  );
  put("home/web/CONTAINER.web.1", `${ONE}\n`);
  put("home/web/CONTAINER.web.2", `${TWO}\n`);
  t.ok(isDeployed(io, "web"));
  t.same(await status(io, "web"), { count: 2, running: false }, "none is there");
  container(ONE, "web.web.1", [], "exited");
  container(TWO, "web.web.2", []);
  t.same(await status(io, "web"), { count: 2, running: "mixed" });
  put(`engine/${ONE}/state`, "running");
  t.same(await status(io, "web"), { count: 2, running: true });
  t.match(await inspect?.(io, "web"), [{ Id: ONE }, { Id: TWO }]);
  put("output", "line\n");
  const shown = async (place: { type?: string; index?: number }) => {
    await logs?.(io, "web", place, ALL);
    return words("logs").concat(words("container logs")).length;
  };
  t.same(
    [await shown({}), await shown({ type: "web", index: 2 }), await shown({ type: "web" }), await shown({ type: "x" })],
    [2, 3, 5, 5],
  );
  said();
  await failedLogs?.(io, "web");
  t.equal(said(), "");
  put("lib/data/scheduler-docker-local/web/failed.log", "what failed\n");
  await failedLogs?.(io, "web");
  t.equal(said(), "what failed\n");
  put("home/old/CONTAINER", "c\n");
  t.ok(isDeployed(io, "old"), "one of 2013");
});

t.test("stopped, and removed with its ports", async (t) => {
  const { io, put, container, words, read } = host(t);
  const labels = ["com.dokku.app-name=web"];
  await stop?.(io, "web", false);
  t.same(words("container stop"), []);
  container(ONE, "web.web.1", labels);
  container(TWO, "web.run.1", labels, "exited");
  put("lib/config/ps/web/restart-policy", "always");
  put("lib/data/ports/20001", "web.web.1 web.web.1.upcoming-1\n");
  put("lib/data/ports/20002", "other.web.1 other.web.1.upcoming-1\n");
  put("lib/data/scheduler-docker-local/dead-containers", "web c1 1\nother c2 1\n");
  await stop?.(io, "web", false);
  t.same(words("container update"), [`container update --restart=no ${ONE}`]);
  t.same([words("container stop").length, words("container rm")], [1, []]);
  put("lib/config/ps/web/restart-policy", "on-failure:10");
  await stop?.(io, "web", true);
  t.equal(words("container update").length, 1, "another does not bring them back");
  t.same(words("container rm"), [`container rm --force --volumes ${ONE} ${TWO}`]);
  t.same([read("lib/data/ports/20001"), read("lib/data/ports/20002")], [undefined, "other.web.1 other.web.1.upcoming-1\n"]);
  t.equal(read("lib/data/scheduler-docker-local/dead-containers"), "other c2 1\n");
  container(THREE, "web.web.1", labels);
  put("refuses", "^container stop");
  await t.rejects(async () => stop?.(io, "web", false), /refused/);
});
