import t from "tap";
import { fire } from "../../e2e/apps.ts";
import { root } from "../../lib/root.ts";

t.test("properties and what they do to a container", async (t) => {
  const r = root(t);
  r.put("home/shop/HEAD", "");
  const args = () =>
    fire(
      { ...r, env: { ...r.env, DOCKER_DAEMON_JSON: `${r.path}/daemon.json` } },
      "docker-args-process-deploy",
      "shop",
      "dockerfile",
      "latest",
      "web",
      "1",
    ).out;
  t.match(args(), /--log-opt=max-size=10m/);
  const rows: [string[], number, RegExp][] = [
    [["shop", "max-size", "20m"], 0, /^$/],
    [["shop", "max-size", "20"], 1, /use a number and k, m or g/],
    [["shop", "max-size", "m"], 1, /use a number/],
    [["shop", "vector-image", "x"], 1, /--global/],
  ];
  for (const [words, code, err] of rows) t.match(r.dokku(["logs:set", ...words]), { code, err }, words.join(" "));
  t.match(args(), /--log-opt=max-size=20m/);
  r.put("daemon.json", '{"log-driver": "journald"}');
  t.notMatch(args(), /max-size/, "a driver that knows no sizes");
  r.put("daemon.json", '{"log-driver": "local"}');
  t.match(args(), /max-size=20m/);
  r.dokku(["logs:set", "shop", "max-size", "unlimited"]);
  t.notMatch(args(), /max-size/);
  t.equal(fire(r, "logs-get-property", "shop", "max-size").out, "unlimited\n");
  r.dokku(["logs:set", "shop", "vector-sink", "http://?uri=https://user:secret@host"]);
  t.notMatch(r.dokku(["logs:report", "shop"]).out, /secret/, "passwords of sinks are not shown");
  t.match(r.dokku(["logs", "shop"]), { code: 1, err: /has not been deployed/ });
  t.match(r.dokku(["logs:failed", "shop"]).err, /No failed containers found/);
});
