import { mkdirSync, readdirSync } from "node:fs";
import t from "tap";
import { checkedAmount, contradiction } from "../../../plugins/resource/lib/amounts.ts";
import { buildOptions, runOptions } from "../../../plugins/resource/lib/options.ts";
import type { Root } from "../../lib/root.ts";
import { fire, pass, rows } from "../../lib/rows.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

const made = (t: Parameters<typeof somePlugins>[0]): Root => {
  const root = somePlugins(t, "resource", "apps", "common");
  mkdirSync(`${root.path}/home/web`);
  return root;
};

t.test("amounts", async (t) => {
  for (const [key, good, bad] of [
    ["cpu", ["1", "0.5", "12", "clear"], ["0", "0.0", "-1", "1c", "500m", "", "1e3", "1;id"]],
    [
      "memory",
      ["6m", "512", "1g", "512MB", "512MiB", "6291456b", "clear"],
      ["5m", "1", "0", "-1", "1.5g", "x", "1 g", "1x", "512m --privileged"],
    ],
    ["memory-swap", ["-1", "1g", "6291456"], ["-2", "1", "five", "1m"]],
    ["network", ["100", "1.5mbit"], ["fast", "-1"]],
    ["network-ingress", ["100mbit"], ["; id"]],
    ["network-egress", ["100mbit"], ["$HOME"]],
    ["nvidia-gpu", ["1", "all", "device=0,1"], ["some", "-1", "device="]],
  ] as const) {
    for (const value of good) t.equal(checkedAmount(key, value), value, `${key} ${value}`);
    for (const value of bad) t.throws(() => checkedAmount(key, value), new RegExp(`--${key} cannot be`), `${key} ${value}`);
  }
});

t.test("limits that docker would refuse together", async (t) => {
  t.equal(contradiction({ memory: "512", "memory-swap": "1g" }, { memory: "256m" }), undefined);
  t.equal(contradiction({ memory: "512m", "memory-swap": "-1" }, {}), undefined);
  t.match(contradiction({ "memory-swap": "1g" }, {}), /limit --memory too/);
  t.match(contradiction({ memory: "1g", "memory-swap": "512m" }, {}), /cannot be less/);
  t.match(contradiction({ memory: "512m" }, { memory: "1g" }), /more memory is reserved/);
});

t.test("docker options", async (t) => {
  const limits = { cpu: "0.5", memory: "512", "memory-swap": "1g", network: "1mbit", "nvidia-gpu": "1" };
  t.same(runOptions(limits, { memory: "256", cpu: "1" }), [
    "--cpus=0.5",
    "--memory=512m",
    "--memory-swap=1g",
    "--gpus=1",
    "--memory-reservation=256m",
  ]);
  t.same(buildOptions(limits, "herokuish"), ["--cpus=0.5", "--memory=512m", "--memory-swap=1g", "--gpus=1"]);
  t.same(buildOptions(limits, "dockerfile"), ["--memory=512m", "--memory-swap=1g"]);
  t.same(buildOptions(limits, "pack"), []);
});

t.test("commands and hooks", async (t) => {
  const root = made(t);
  rows(t, root, [
    {
      words: "resource:limit --cpu 0.5 --memory 100 web",
      out: "=====> Setting resource limits for web\n       cpu: 0.5\n       memory: 100\n",
    },
    {
      words: "resource:limit --memory 200m --process-type worker web",
      out: /^=====> Setting resource limits for web \(worker\)\n/,
    },
    { words: "resource:reserve --memory 50 web", out: /^=====> Setting resource reservation for web\n/ },
    { words: "resource:limit --process-type build --memory 1g web" },
    {
      words: "resource:limit web",
      out: /^=====> resource limits web information \[defaults\]\n {7}cpu: 0.5\n {7}memory: 100\n {7}memory-swap: \n/,
    },
    { words: "resource:limit --process-type worker web", out: /information \(worker\)\n {7}cpu: \n {7}memory: 200m\n/ },
    { words: "resource:report web --resource-_default_.limit.cpu", out: "0.5\n" },
    { words: "resource:report web", out: /^=====> web resource information\n {7}resource _default_ limit cpu: +0.5\n/ },
    { words: "resource:report web --resource-web.limit.cpu", code: 1, err: /valid flags: --resource-_default_.limit.cpu/ },
    { words: "resource:limit --json --cpu clear web", out: '{\n  "memory": "100"\n}\n', err: /cpu: cleared/ },
    { words: "resource:limit --memory-swap 50m --process-type web web", err: /cannot be less than memory/ },
  ]);
  for (const [words, out] of [
    ["docker-args-process-deploy web dockerfile latest web 1", " --memory=100m --memory-swap=50m --memory-reservation=50m"],
    ["docker-args-process-deploy web dockerfile latest worker 1", " --memory=200m --memory-reservation=50m"],
    ["docker-args-process-deploy web dockerfile latest", " --memory=100m --memory-reservation=50m"],
    ["docker-args-process-build web dockerfile", " --memory=1g"],
    ["docker-args-process-build web pack", ""],
    ["resource-get-property web worker limit memory", "200m\n"],
    ["resource-get-property web other limit memory", "100\n"],
    ["resource-get-property web other limit cpu", "\n"],
  ] as const)
    t.equal(fire(root, ...words.split(" ")).out, out, words);
  t.equal(fire(root, "resource-get-property", "web", "web", "max", "cpu").code, 1);
  const omitting = { ...root, env: { ...root.env, DOKKU_OMIT_RESOURCE_ARGS: "1" } };
  t.equal(pass(omitting, "-x", "docker-args-process-deploy", "web", "dockerfile", "latest", "web", "1"), "-x");
  rows(t, root, [
    { words: "resource:limit-clear --process-type worker web", out: "=====> clearing web limits (worker)\n" },
    { words: "resource:report web --resource-worker.limit.memory", code: 1 },
    { words: "resource:limit-clear web", out: "=====> clearing web limits\n" },
    { words: "resource:report web --resource-_default_.reserve.memory", out: "50\n" },
    { words: "resource:reserve-clear web", out: "=====> clearing web reservation\n" },
  ]);
  t.same(readdirSync(`${root.path}/lib/config/resource/web`), []);
});

t.test("bad input", async (t) => {
  rows(t, made(t), [
    { words: "resource:limit", code: 2 },
    { words: "resource:limit nope", code: 20 },
    { words: "resource:limit --memory 512x web", code: 1, err: /--memory cannot be "512x"/ },
    { words: "resource:limit --memory web", code: 2 },
    { words: "resource:limit --disk 1g web", code: 2 },
    { words: "resource:limit --process-type ../x --cpu 1 web", code: 1, err: /name of a process type/ },
    { words: "resource:reserve --cpu two web", code: 1 },
    { words: "resource:limit-clear --process-type a/b web", code: 1 },
    { words: "resource:report nope", code: 20 },
  ]);
});

t.test("the app's life", async (t) => {
  const root = made(t);
  root.dokku(["resource:limit", "--cpu", "1", "web"]);
  fire(root, "post-app-clone-setup", "web", "two");
  fire(root, "post-app-rename-setup", "two", "three");
  t.same(readdirSync(`${root.path}/lib/config/resource`), ["three", "web"]);
  t.equal(fire(root, "resource-get-property", "three", "web", "limit", "cpu").out, "1\n");
  fire(root, "post-delete", "three", "latest");
  t.same(readdirSync(`${root.path}/lib/config/resource`), ["web"]);
});
