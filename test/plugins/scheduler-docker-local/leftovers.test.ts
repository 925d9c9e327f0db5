import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { removeContainers } from "../../../plugins/git/lib/cleanup.ts";
import { clearJournal, type Journal, readJournal, writeJournal } from "../../../plugins/scheduler-docker-local/lib/journal.ts";
import { retire, sweep } from "../../../plugins/scheduler-docker-local/lib/retire.ts";
import { undoStart } from "../../../plugins/scheduler-docker-local/lib/switch.ts";
import { root } from "../../lib/root.ts";

const DEAD =
  "echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2; exit 1";

/** A host with an app, and a client of Docker's that writes down its words, then runs `bash`. */
function hostOf(t: Test, bash: string) {
  const { path, env, put } = root(t, { plugins: false });
  const script = (lines: string) => put("bin/docker", `#!/usr/bin/env bash\necho "$*" >>"${path}/calls"\n${lines}\n`);
  put("home/web/ENV", "");
  const io = { env: { ...env, DOCKER_BIN: script(bash) }, cwd: "/", stdin: Buffer.alloc(0), stdout: () => {} };
  const calls = () => (existsSync(join(path, "calls")) ? readFileSync(join(path, "calls"), "utf8").trim().split("\n") : []);
  return { path, put, io, calls, answers: script };
}

const JOURNAL: Journal = {
  phase: "starting",
  tag: "latest",
  source: "",
  upcoming: [{ type: "web", index: 1, name: "web.web.1.upcoming-1", ports: [], id: "", ip: "" }],
  outgoing: [],
  stopped: [],
  before: {},
  after: {},
  wait: 0,
};

t.test("a start that the engine's death keeps from being taken back is taken back by who comes next", async (t) => {
  const { path, put, io, answers } = hostOf(t, DEAD);
  put("lib/data/ports/20001", "web.web.1 web.web.1.upcoming-1\n");
  writeJournal("web", io.env, JOURNAL);
  await undoStart(io, "web", JOURNAL);
  t.same(readJournal("web", io.env), JOURNAL, "it stays written down");
  t.ok(existsSync(join(path, "lib/data/ports/20001")), "the container has its port");
  answers("echo 'Error: No such container: web.web.1.upcoming-1' >&2; exit 1");
  await undoStart(io, "web", JOURNAL);
  t.equal(readJournal("web", io.env), undefined);
  t.notOk(existsSync(join(path, "lib/data/ports/20001")));
});

t.test("old containers whose engine has died are retired later", async (t) => {
  const { path, put, io, answers } = hostOf(t, DEAD);
  const list = put("lib/data/scheduler-docker-local/dead-containers", "web 0123456789ab 1\n");
  await t.rejects(retire(io, "web"), /Cannot connect to the Docker daemon/);
  t.equal(readFileSync(list, "utf8"), "web 0123456789ab 1\n");
  answers("[[ $2 == inspect ]] && { echo 'Error: No such container: 0123456789ab' >&2; exit 1; }; exit 0");
  await retire(io, "web");
  t.equal(readFileSync(list, "utf8"), "", "one that is gone is forgotten");
  t.ok(existsSync(path));
});

t.test("an old container waits for the end of the switch that lets it go, as the proxy may still lead to it", async (t) => {
  const { put, io, calls } = hostOf(t, "exit 0");
  const list = put("lib/data/scheduler-docker-local/dead-containers", "web 0123456789ab 1\n");
  const old = { type: "web", index: 1, id: "0123456789abcdef", name: "web.web.1.1" };
  writeJournal("web", io.env, { ...JOURNAL, phase: "switching", outgoing: [old] });
  await retire(io, "web");
  t.same([calls(), readFileSync(list, "utf8")], [[], "web 0123456789ab 1\n"]);
  clearJournal("web", io.env);
  await retire(io, "web");
  t.equal(readFileSync(list, "utf8"), "");
});

t.test("a container that serves stays, whatever it is called", async (t) => {
  const row = (id: string) => `${id}|web.${id}.upcoming-1|web||2020-01-01 00:00:00 +0000 UTC`;
  const { put, io, calls } = hostOf(t, `[[ $2 == ls ]] && printf '%s\\n' '${row("aaaa")}' '${row("bbbb")}'; exit 0`);
  put("home/web/CONTAINER.web.1", "aaaa\n");
  await sweep(io);
  t.same(
    calls().filter((line) => line.includes(" rm ")),
    ["container rm --force --volumes bbbb"],
  );
});

t.test("containers of a build that its engine's death has left go with the next build, whose own stay", async (t) => {
  const began = Date.parse("2026-01-01T12:00:00Z");
  const one = (Id: string, State: string, time: string, kind: string) =>
    JSON.stringify({ Id, State, Created: `2026-01-01 ${time} +0000 UTC`, Labels: { "com.dokku.container-type": kind } });
  const rows = [
    one("old-step", "created", "11:00:00", ""),
    one("ended-step", "exited", "11:59:00", ""),
    one("own-step", "exited", "12:00:01", ""),
    one("starting-run", "created", "11:59:59", "run"),
    one("ended-run", "exited", "11:59:59", "run"),
    one("being-made", "created", "11:59:59", "deploy"),
    one("a-builder", "exited", "11:00:00", "build"),
  ];
  const { io, calls } = hostOf(t, `[[ $2 == ls ]] && cat <<'ROWS'\n${rows.join("\n")}\nROWS\nexit 0`);
  await removeContainers(io, "web", began);
  t.equal(calls().at(-1), "container rm old-step ended-step ended-run");
});
