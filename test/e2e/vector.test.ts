import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import t from "tap";
import { until } from "../lib/patience.ts";
import { root } from "../lib/root.ts";
import { baseImage, docker } from "./apps.ts";

/** An image that stands in for Vector's: it prints its words and what it was to send where, and stays. */
function imageOf(name: string): string {
  const entry = ["/bin/sh", "-c", 'echo "$@"; cat "$2"; trap "exit 0" TERM; sleep 600 & wait', "vector"];
  execFileSync("docker", ["build", "--quiet", "--tag", name, "-"], {
    input: `FROM ${baseImage()}\nENTRYPOINT ${JSON.stringify(entry)}\n`,
    stdio: ["pipe", "ignore", "ignore"],
  });
  return name;
}

t.test("Vector is started with its configuration, shown, started anew, and stopped", async (t) => {
  const host = root(t);
  const image = imageOf("hokku/test-vector");
  const networks = [`t${process.pid}-one`, `t${process.pid}-other`];
  host.put("home/shop/HEAD", "");
  for (const network of networks) docker("network", "create", network);
  t.teardown(() => {
    host.dokku(["logs:vector-stop"]);
    docker("network", "rm", ...networks);
    docker("rmi", "--force", image);
  });
  t.match(host.dokku(["logs:vector-logs"]), { code: 1, err: /dokku logs:vector-start/ });
  host.dokku(["logs:set", "shop", "vector-sink", "console://?encoding[codec]=json"]);
  host.dokku(["logs:set", "--global", "vector-networks", networks.join(", ")]);
  const started = host.dokku(["logs:vector-start", "--vector-image", image]);
  t.match(started, { code: 0, out: /^-----> Starting vector container$/m }, started.err);
  const { HostConfig, NetworkSettings, Mounts } = JSON.parse(docker("container", "inspect", "--format={{json .}}", "vector"));
  t.equal(HostConfig.RestartPolicy.Name, "unless-stopped");
  t.same(Object.keys(NetworkSettings.Networks).sort(), networks);
  t.ok(Mounts.some((one: { Destination: string; RW: boolean }) => one.Destination === "/var/run/docker.sock" && !one.RW));
  const logs = () => host.dokku(["logs:vector-logs", "--num", "1000"]).out;
  const shown = await until(() => logs().includes("sinks") && logs());
  t.match(shown, /--config \/etc\/vector\/vector\.json --watch-config/);
  t.ok(shown.includes(readFileSync(`${host.path}/lib/data/logs/vector.json`, "utf8")), "it sees the file");
  const first = docker("container", "inspect", "--format={{.Id}}", "vector");
  host.dokku(["logs:set", "--global", "vector-image", image]);
  t.same(JSON.parse(host.dokku(["logs:vector-start", "--json"]).out), { container: "vector", image });
  t.not(docker("container", "inspect", "--format={{.Id}}", "vector"), first);
  t.same(JSON.parse(host.dokku(["logs:vector-stop", "--json"]).out), { stopped: true });
  t.match(host.dokku(["logs:vector-stop"]), { code: 0, out: /It was not there/ });
  t.match(host.dokku(["logs:vector-start", "--vector-image", "hokku/no-such-image"]).code, 125);
});
