import { readFileSync, statSync } from "node:fs";
import t from "tap";
import { notASink, parseSink } from "../../../plugins/logs/lib/sink.ts";
import { startWords } from "../../../plugins/logs/lib/vector.ts";
import { vectorConfig } from "../../../plugins/logs/lib/vector-config.ts";
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
    ...["7", "d", "0d", "-1d", "1.5h", "7D", "7d ", "forever"].map((value): [string[], number, RegExp] => [
      ["shop", "keep", value],
      1,
      /use a number of hours, days or weeks/,
    ]),
    ...["12h", "7d", "3w"].map((value): [string[], number, RegExp] => [["--global", "keep", value], 0, /^$/]),
    [["shop", "vector-image", "x"], 1, /--global/],
    [["shop", "app-label-alias", "not a label"], 1, /Invalid app-label-alias value: use the name of a label/],
    [["shop", "vector-networks", "one"], 1, /vector-networks may only be set globally with --global/],
    [["--global", "vector-networks", "one,"], 1, /empty entry in comma-separated list/],
    [["--global", "vector-networks", "one,bridge"], 1, /"bridge" is not a valid entry for vector-networks/],
    [["--global", "vector-image", "--privileged"], 1, /use an image's name/],
  ];
  for (const [words, code, err] of rows) t.match(r.dokku(["logs:set", ...words]), { code, err }, words.join(" "));
  t.match(args(), /--log-opt=max-size=20m/);
  t.equal(r.dokku(["logs:report", "shop", "--logs-computed-keep"]).out, "3w\n");
  r.put("daemon.json", '{"log-driver": "journald"}');
  t.notMatch(args(), /max-size/, "a driver that knows no sizes");
  r.put("daemon.json", '{"log-driver": "local"}');
  t.match(args(), /max-size=20m/);
  r.dokku(["logs:set", "shop", "max-size", "unlimited"]);
  t.notMatch(args(), /max-size/);
  t.equal(fire(r, "logs-get-property", "shop", "max-size").out, "unlimited\n");
  r.dokku(["logs:set", "shop", "vector-sink", "http://?uri=https://user:secret@host"]);
  t.notMatch(r.dokku(["logs:report", "shop"]).out, /secret/, "passwords of sinks are not shown");
  for (const words of ["--logs-vector-sink", "--format json"]) {
    const asked = (env = {}) => r.dokku(["logs:report", "shop", ...words.split(" ")], { env }).out;
    t.match(asked(), /secret/, `a program on the host is told: ${words}`);
    t.notMatch(asked({ FINGERPRINT: "SHA256:x", NAME: "ada" }), /secret/, `a key is not: ${words}`);
  }
  t.equal(r.dokku(["logs:report", "shop", "--logs-computed-vector-sink"]).out, "http://redacted\n");
  t.match(r.dokku(["logs", "shop"]), { code: 1, err: /has not been deployed/ });
  t.match(r.dokku(["logs:failed", "shop"]).err, /No failed containers found/);
});

t.test("addresses of sinks", async (t) => {
  const rows: [string, object][] = [
    ["console://?encoding[codec]=json", { type: "console", encoding: { codec: "json" } }],
    ["datadog-logs://?&api_key=k%26y&compression=true", { type: "datadog_logs", api_key: "k&y", compression: true }],
    [
      "http://?uri=https%3A//u:p@host/a?b=c&batch[max_events]=10&batch[timeout_secs]=0.5",
      {
        type: "http",
        uri: "https://u:p@host/a?b=c",
        batch: { max_events: 10, timeout_secs: 0.5 },
      },
    ],
    [
      "file://?path=/var/log/dokku/apps/a.log&keys[]=a&keys[]=b&a[b][c]=007",
      {
        type: "file",
        path: "/var/log/dokku/apps/a.log",
        keys: ["a", "b"],
        a: { b: { c: "007" } },
      },
    ],
    ["blackhole://", { type: "blackhole" }],
    ["http://?uri=https%3A//a.b/%3Ft%3Da%26key%3Db%2Bc", { type: "http", uri: "https://a.b/?t=a&key=b+c" }],
    ["http://?auth[key]=a%252Bb&tags[]=a%252Bb", { type: "http", auth: { key: "a+b" }, tags: ["a+b"] }],
  ];
  for (const [address, settings] of rows) t.strictSame(parseSink(address), settings, address);
  for (const address of [
    "console",
    "://x",
    "console://?sinks=x",
    "http://?inputs[]=x",
    "http://?__proto__[x]=1",
    "http://?a[b=1",
    "http://?=1",
    "http://?a[b]=%25",
  ])
    t.type(notASink(address), "string", address);
  t.equal(({} as { x?: string }).x, undefined);
});

t.test("Vector's configuration: per app, for all, by another label, and for nobody", async (t) => {
  const sink = "console://?encoding[codec]=json";
  const alias = "com.dokku.app-name";
  t.strictSame(
    vectorConfig([
      { app: "a.b", sink, cronSink: "", alias },
      { app: "--global", sink: "blackhole://", cronSink: "", alias: "name" },
    ]),
    {
      data_dir: "/etc/vector/data",
      sources: {
        "docker-source:a-b": { type: "docker_logs", include_labels: ["com.dokku.app-name=a.b"] },
        "docker-global-source": { type: "docker_logs", include_labels: ["com.dokku.app-name"] },
      },
      sinks: {
        "docker-sink:a-b": { type: "console", encoding: { codec: "json" }, inputs: ["docker-source:a-b"] },
        "docker-global-sink": { type: "blackhole", inputs: ["docker-global-relabel"] },
      },
      transforms: {
        "docker-global-relabel": {
          type: "remap",
          inputs: ["docker-global-source"],
          source: '.label."name" = del(.label."com.dokku.app-name")',
        },
      },
    },
  );
  const none = vectorConfig([]) as { sources: object; sinks: object };
  t.strictSame(
    [Object.keys(none), Object.keys(none.sources), Object.keys(none.sinks)],
    [["data_dir", "sources", "sinks"], ["docker-null-source"], ["docker-null-sink"]],
  );
});

t.test("Vector's configuration: in the host's source each app has its own label", async (t) => {
  const LABEL = "com.dokku.app-name";
  const source = (alias: string, aliases: { app: string; alias: string }[]) => {
    const config = vectorConfig([{ app: "--global", sink: "blackhole://", cronSink: "", alias, aliases }]);
    return (config as { transforms?: Record<string, { source: string }> }).transforms?.["docker-global-relabel"]?.source;
  };
  const move = (to: string) => `.label."${to}" = del(.label."${LABEL}")`;
  const named = `app = to_string(.label."${LABEL}") ?? ""\n`;
  t.equal(source("all", []), move("all"));
  t.equal(
    source("all", [{ app: "a", alias: "own" }]),
    `${named}if app == "a" {\n  ${move("own")}\n} else {\n  ${move("all")}\n}`,
  );
  t.equal(
    source("all", [
      { app: "a", alias: "own" },
      { app: "b", alias: LABEL },
      { app: "c", alias: LABEL },
    ]),
    `${named}if app == "a" {\n  ${move("own")}\n} else if app != "b" && app != "c" {\n  ${move("all")}\n}`,
  );
  t.equal(source(LABEL, [{ app: "a", alias: "own" }]), `${named}if app == "a" {\n  ${move("own")}\n}`);
  t.equal(source(LABEL, []), undefined);
});

t.test("Vector's configuration: cron jobs go to a sink of their own, with and without another for the rest", async (t) => {
  const alias = "com.dokku.app-name";
  const fields =
    '.dokku_app = to_string(.label."com.dokku.app-name") ?? ""\n.dokku_cron_id = to_string(.label."com.dokku.cron-id") ?? ""';
  const route = { cron: { type: "vrl", source: '.label."com.dokku.container-type" == "cron"' } };
  t.strictSame(vectorConfig([{ app: "shop", sink: "", cronSink: "blackhole://", alias }]), {
    data_dir: "/etc/vector/data",
    sources: { "docker-source:shop": { type: "docker_logs", include_labels: ["com.dokku.app-name=shop"] } },
    sinks: { "docker-cron-sink:shop": { type: "blackhole", inputs: ["docker-cron-remap:shop"] } },
    transforms: {
      "docker-router:shop": { type: "route", inputs: ["docker-source:shop"], reroute_unmatched: false, route },
      "docker-cron-remap:shop": { type: "remap", inputs: ["docker-router:shop.cron"], source: fields },
    },
  });
  const relabelled = '.label."name" = del(.label."com.dokku.app-name")';
  t.match(vectorConfig([{ app: "--global", sink: "console://", cronSink: "blackhole://", alias: "name" }]), {
    sinks: {
      "docker-global-cron-sink": { type: "blackhole", inputs: ["docker-global-cron-remap"] },
      "docker-global-sink": { type: "console", inputs: ["docker-global-relabel"] },
    },
    transforms: {
      "docker-global-router": { inputs: ["docker-global-source"], reroute_unmatched: true },
      "docker-global-cron-remap": { source: `${fields}\n${relabelled}` },
      "docker-global-relabel": { inputs: ["docker-global-router._unmatched"], source: relabelled },
    },
  });
});

t.test("the configuration follows properties and apps", async (t) => {
  const r = root(t);
  for (const app of ["shop", "blog"]) r.put(`home/${app}/HEAD`, "");
  const sinks = () => Object.keys(JSON.parse(readFileSync(`${r.path}/lib/data/logs/vector.json`, "utf8")).sinks);
  t.match(r.dokku(["logs:vector-start", "--vector-image=--privileged"]), { code: 1, err: /use an image's name/ });
  t.match(r.dokku(["logs:set", "shop", "vector-sink", "nonsense"]), { code: 1, err: /console:\/\/\?encoding/ });
  t.equal(r.dokku(["logs:set", "shop", "vector-sink", "console://?encoding[codec]=json"]).code, 0);
  t.same(sinks(), ["docker-sink:shop"]);
  t.equal(r.dokku(["logs:set", "shop", "vector-cron-sink", "blackhole://"]).code, 0);
  t.same(sinks(), ["docker-cron-sink:shop", "docker-sink:shop"]);
  t.equal(r.dokku(["logs:set", "shop", "vector-cron-sink"]).code, 0);
  t.equal(statSync(`${r.path}/lib/data/logs/vector.json`).mode & 0o777, 0o600);
  r.put("lib/config/logs/blog/vector-sink", "stored long ago");
  t.match(r.dokku(["logs:set", "--global", "vector-sink", "blackhole://"]).err, /vector-sink of blog is left out/);
  t.same(sinks(), ["docker-sink:shop", "docker-global-sink"]);
  fire(r, "post-delete", "shop", "latest");
  t.same(sinks(), ["docker-global-sink"]);
  r.dokku(["logs:set", "--global", "vector-sink"]);
  t.same(sinks(), ["docker-null-sink"]);
});

t.test("case 21: Vector is given the socket of the engine that runs it", async (t) => {
  const rows: [host: string, socket: string][] = [
    ["", "/var/run/docker.sock"],
    ["unix:///run/user/1000/docker.sock", "/run/user/1000/docker.sock"],
    ["tcp://far.example:2376", "/var/run/docker.sock"],
  ];
  for (const [DOCKER_HOST, socket] of rows) {
    const io = { env: { HOME: "/nowhere", DOCKER_HOST }, cwd: "/", stdin: Buffer.alloc(0), stdout: () => {} };
    t.ok(startWords("vector", [], io).includes(`--volume=${socket}:/var/run/docker.sock:ro`), DOCKER_HOST);
  }
});
