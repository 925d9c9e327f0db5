import { existsSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { testRoot } from "../../../plugins/common/lib/testing.ts";
import { removeVector } from "../../../plugins/logs/lib/vector.ts";

/** A host whose docker has a container called vector while the file `there` is. */
function withDocker(t: Test) {
  const docker = `
there="$(dirname "$0")/../there"
case "$1 $2" in
"container ls") if [[ -f $there && $* == *"--filter=name=^/vector$"* ]]; then echo 0123; fi ;;
"container run") touch "$there" ;;
"container rm") rm "$there" ;;
"container logs") echo "it is sent"; exit "$(cat "$there")" ;;
"network inspect") [[ $3 != nowhere ]] ;;
"network connect") if [[ $3 == gone ]]; then echo "no such network" >&2; exit 1; fi ;;
esac`;
  const host = testRoot(t, { plugins: ["common", "apps", "logs"], programs: { docker } });
  const all = () => host.calls("docker").map(({ words }) => words.join(" "));
  const calls = () => all().filter((line) => !line.startsWith("network inspect"));
  return { host, calls };
}

const LOOK = "container ls --all --quiet --filter=name=^/vector$";

t.test("Vector starts in its networks, in the place of one that is there, and stops", async (t) => {
  const { host, calls } = withDocker(t);
  t.match(host.dokku("logs:vector-stop"), { code: 0, out: /Stopping and removing vector container\n.*It was not there/ });
  t.strictSame(calls(), [LOOK], "there is nothing to stop");
  t.match(host.dokku("logs:set --global vector-networks one,nowhere"), { code: 1, err: /Network "nowhere" does not exist/ });
  t.equal(host.dokku("logs:report --global --logs-global-vector-networks").out, "\n", "and nothing is set");
  t.equal(host.dokku("logs:set --global vector-networks one,two,three").code, 0);
  t.match(host.dokku("logs:vector-start --vector-image mine/vector:1"), {
    code: 0,
    out: "-----> Starting vector container\n",
    err: "",
  });
  const [, , start = "", ...joined] = calls();
  t.match(
    start,
    /^container run --detach --name=vector .*--restart=unless-stopped --network=one .*mine\/vector:1 --config \S+vector.json --watch-config$/,
  );
  t.match(start, `--volume=${host.path}/lib/data/logs:/etc/vector `);
  t.match(start, `--volume=${host.path}/logs/apps:/var/log/dokku/apps `);
  t.strictSame(joined, ["network connect two vector", "network connect three vector"]);
  t.ok(existsSync(join(host.path, "logs/apps")));
  t.match(host.read("lib/data/logs/vector.json"), /docker-null-sink/);
  t.equal(host.dokku("logs:set --global vector-networks").code, 0);
  t.match(host.json("logs:vector-start"), { container: "vector", image: /vector/ });
  const again = calls().slice(5);
  t.strictSame(again.slice(0, 3), [LOOK, "container stop vector", "container rm --force --volumes vector"]);
  t.match(again[3], /--network=bridge /);
  t.equal(again.length, 4);
  t.strictSame(host.json("logs:vector-stop"), { stopped: true });
  t.strictSame(host.json("logs:vector-stop"), { stopped: false });
});

t.test("docker is the one in the PATH unless DOCKER_BIN names another", async (t) => {
  const { host, calls } = withDocker(t);
  t.match(host.dokku("logs:vector-stop", { env: { DOCKER_BIN: "/nowhere/docker" } }), { code: 127 });
  t.strictSame(calls(), []);
  const { PATH = "" } = host.env;
  t.equal(await removeVector({ env: { PATH }, cwd: "/", stdin: Buffer.alloc(0), stdout: () => {} }), false);
  t.strictSame(calls(), [LOOK]);
});

t.test("a network that cannot be joined is said", async (t) => {
  const { host } = withDocker(t);
  host.dokku("logs:set --global vector-networks one,gone");
  t.match(host.dokku("logs:vector-start"), { code: 1, err: /no such network[\s\S]*Vector could not join the network gone/ });
});

t.test("what Vector itself prints is shown, and why it ended early", async (t) => {
  const { host, calls } = withDocker(t);
  t.match(host.dokku("logs:vector-logs"), { code: 1, err: /Vector container does not exist; start it: dokku logs:vector-start/ });
  host.put("there", "0");
  t.match(host.dokku("logs:vector-logs"), { code: 0, out: "-----> Vector container logs\nit is sent\n", err: "" });
  t.equal(calls().at(-1), "container logs --tail=100 vector");
  host.dokku("logs:vector-logs --num 7 --tail");
  t.equal(calls().at(-1), "container logs --tail=7 --follow vector");
  t.match(host.dokku(["logs:vector-logs", "--num=-1"]), { code: 2, err: /number of lines/ });
  host.put("there", "3");
  t.match(host.dokku("logs:vector-logs"), { code: 3, err: /The logs of Vector ended early/ });
  host.put("there", "130");
  t.match(host.dokku("logs:vector-logs"), { code: 130, err: /^(?!.*ended early)/s }, "who leaves it is told nothing");
});
