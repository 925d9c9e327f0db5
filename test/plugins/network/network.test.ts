import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import t from "tap";
import { type Inspected, ownAddress, published } from "../../../plugins/network/lib/address.ts";
import { aliases } from "../../../plugins/network/lib/attach.ts";
import { networkName, networkOf } from "../../../plugins/network/lib/docker-networks.ts";
import network from "../../../plugins/network/lib/settings.ts";
import type { Root } from "../../lib/root.ts";
import { fire, pass, rows } from "../../lib/rows.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

/** A docker that writes down how it was called and answers from the files `docker-<command>-<subcommand>`; like 20.10, it knows no `json`. */
const DOCKER = `#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$DOKKU_LIB_ROOT/called"
if [[ " $* " == *" json "* ]]; then echo json && exit; fi
if [[ -f $DOKKU_LIB_ROOT/docker-$1-$2 ]]; then exec cat "$DOKKU_LIB_ROOT/docker-$1-$2"; fi
if [[ $1-$2 == container-inspect ]]; then exit 1; fi
`;
const NETWORKS = ["bridge", "host", "one", "two"]
  .map((Name) =>
    JSON.stringify({
      Name,
      ID: `id-${Name}`,
      Driver: "bridge",
      Scope: "local",
      Internal: "false",
      IPv6: "true",
      Labels: `a=b,com.dokku.network-name=${Name}`,
    }),
  )
  .join("\n");
const ID = "0123456789abcdef";

const made = (t: Parameters<typeof somePlugins>[0]): Root => {
  const root = somePlugins(t, "network", "apps", "common");
  mkdirSync(`${root.path}/home/web`);
  root.put("lib/docker-network-ls", NETWORKS);
  return {
    ...root,
    env: { ...root.env, DOCKER_BIN: root.put("docker", DOCKER) },
    dokku: (words, options) => root.dokku(words, { ...options, env: { DOCKER_BIN: `${root.path}/docker`, ...options?.env } }),
  };
};
const calls = ({ path }: Root) =>
  readFileSync(`${path}/lib/called`, "utf8")
    .trim()
    .split("\n")
    .filter((line) => !/ls --format|inspect/.test(line));

const container = (
  ports: Inspected["NetworkSettings"]["Ports"],
  networks: Record<string, { IPAddress: string }>,
  mode = "bridge",
): Inspected => ({
  State: { Running: true },
  Config: { Hostname: "0123", Labels: { "com.dokku.process-type": "web" } },
  HostConfig: { NetworkMode: mode },
  NetworkSettings: { Networks: networks, ...(ports && { Ports: ports }) },
});

t.test("addresses", async (t) => {
  const on = (HostIp: string, HostPort: string) => [{ HostIp, HostPort }];
  t.equal(ownAddress(container({}, { bridge: { IPAddress: "172.17.0.2" }, one: { IPAddress: "10.0.0.2" } }), ""), "172.17.0.2");
  t.equal(ownAddress(container({}, { bridge: { IPAddress: "172.17.0.2" }, one: { IPAddress: "10.0.0.2" } }), "one"), "10.0.0.2");
  t.equal(ownAddress(container({}, { other: { IPAddress: "10.0.0.3" } }), "gone"), "10.0.0.3");
  t.equal(ownAddress(container({}, {}, "host"), ""), "127.0.0.1");
  t.equal(ownAddress(container({}, {}), ""), "");
  t.same(published(container({ "5000/tcp": on("127.0.0.1", "32001") }, {}), ""), { at: "127.0.0.1:32001", port: "5000" });
  t.same(published(container({ "5000/tcp": on("0.0.0.0", "32001") }, {}), ""), { at: "127.0.0.1:32001", port: "5000" });
  t.same(published(container({ "1/tcp": on("", "1"), "2/tcp": on("10.1.1.1", "2") }, {}), "2"), { at: "10.1.1.1:2", port: "2" });
  t.equal(published(container({ "1/tcp": on("", "1"), "2/tcp": on("", "2") }, {}), "3"), undefined, "several, none known");
  t.equal(published(container({ "1/tcp": null }, {}), ""), undefined);
  t.same(aliases(container({}, {}), "web", "worker", "svc"), ["web.worker.svc", "0123.web.worker.svc"]);
});

t.test("names and values", async (t) => {
  for (const name of ["a", "my-net", "net_1.2"]) t.equal(networkName(name), name);
  for (const name of ["", "-x", "--driver=host", "a b", "a/b", "../x", "a;id", "é"])
    t.throws(() => networkName(name), /cannot be the name/, name);
  t.match(networkOf(NETWORKS.split("\n")[2] ?? ""), {
    Name: "one",
    DokkuManaged: true,
    IPv6: true,
    Internal: false,
    Labels: new Map([["a", "b"]]),
  });
  for (const [key, good, bad] of [
    ["attach-post-create", ["one"], ["host", "bridge", "none", "--x", "a b"]],
    ["bind-all-interfaces", ["true", "false"], ["yes", "1", "True"]],
    ["initial-network", ["one", "host", "container:x"], ["--privileged", "a b", ":x"]],
    [
      "static-web-listener",
      ["127.0.0.1:80", "10.0.0.1", "backend.local:8080", "[::1]:80", "::1"],
      ["1.2.3.4:0", "1.2.3.4:99999", ":80", "a b:1", "x;id", "[x]:80", "http://a"],
    ],
    ["tld", ["svc", "svc.cluster.local"], [".x", "a..b", "a b", "-a", "a;b"]],
  ] as const) {
    for (const value of good) t.equal(network.known[key].refuse?.(value), undefined, `${key} ${value}`);
    for (const value of bad) t.type(network.known[key].refuse?.(value), "string", `${key} ${value}`);
  }
});

t.test("commands on docker networks", async (t) => {
  const root = made(t);
  rows(t, root, [
    { words: "network:create three", out: "-----> Creating network three\n" },
    { words: "network:exists one", out: "-----> Network exists\n" },
    { words: "network:exists nope", code: 1, err: /Network nope does not exist/ },
    {
      words: "network:info one",
      out: "=====> one network information\n       ID:             id-one\n       Name:           one\n       Driver:         bridge\n       Scope:          local\n       Dokku managed:  true\n",
    },
    { words: "network:list", out: "=====> Networks\nbridge\nhost\none\ntwo\n" },
    { words: "--quiet network:list", out: "bridge\nhost\none\ntwo\n" },
    { words: "network:list --format json", out: /^\[\{.*"Name":"bridge".*\}\]\n$/ },
    { words: "network:destroy one", code: 1, err: /Aborted/ },
    { words: "network:destroy one", input: "two\n", code: 1, err: /type "one"[\s\S]*Aborted/ },
    { words: "network:destroy one", input: "one\n", out: "-----> Destroying network one\n", err: /Potentially Destructive/ },
    { words: "--force network:destroy two" },
    { words: "network:destroy --force two" },
    { words: "network:destroy --force nope", code: 1 },
    { words: "network:create", code: 2 },
    { words: ["network:create", "--", "--driver=host"], code: 1 },
    { words: "network:info", code: 2 },
  ]);
  t.same(calls(root), [
    "network create --attachable --label com.dokku.network-name=three three",
    "network rm one",
    "network rm two",
    "network rm two",
  ]);
});

t.test("properties", async (t) => {
  const root = made(t);
  rows(t, root, [
    { words: "network:set web attach-post-create one two", out: "=====> Setting attach-post-create to one,two\n" },
    { words: "network:set web attach-post-deploy three,two", code: 1, err: /attached by attach-post-create already/ },
    { words: "network:set --global initial-network one", out: "=====> Setting initial-network to one\n" },
    { words: "network:set web tld svc.local" },
    { words: "network:set web bind-all-interfaces true" },
    { words: "network:report web --network-computed-initial-network", out: "one\n" },
    { words: "network:report web --network-attach-post-create", out: "one,two\n" },
    { words: "network:report web", out: /^=====> web network information\n {7}Network attach post create: {11}one,two\n/ },
    { words: "network:report --global --network-global-initial-network", out: "one\n" },
    { words: "network:report --global --network-tld", code: 1, err: /valid flags: / },
    { words: "network:set web attach-post-create", out: "=====> Unsetting attach-post-create\n" },
    { words: "network:report web --network-attach-post-create", out: "\n" },
    { words: "network:set web nope 1", code: 1, err: /Invalid property specified/ },
    { words: "network:set --global static-web-listener 1.2.3.4:5", code: 1, err: /cannot be specified globally/ },
    { words: "network:set web initial-network a b", code: 1, err: /one value/ },
    { words: "network:set web initial-network --privileged", code: 1 },
    { words: "network:set nope tld x", code: 20 },
    { words: "network:set web", code: 2 },
  ]);
  for (const [words, code, out] of [
    ["network-get-property web initial-network", 0, "one\n"],
    ["network-get-property web bind-all-interfaces", 0, "true\n"],
    ["network-get-property other bind-all-interfaces", 0, "false\n"],
    ["network-get-property web toString", 1, ""],
    ["docker-args-process-deploy web dockerfile latest web 1", 0, " --network=one"],
    ["docker-args-process-run web dockerfile latest", 0, " --network=one"],
    ["docker-args-process-build web herokuish", 0, " --network=one"],
    ["docker-args-process-build web dockerfile", 0, ""],
  ] as const) {
    const found = fire(root, ...words.split(" "));
    t.equal(found.code, code, words);
    t.equal(found.out, out, words);
  }
  t.equal(pass(root, "-x", "docker-args-process-run", "web", "dockerfile", "latest"), "-x --network=one");
});

t.test("listeners", async (t) => {
  const root = made(t);
  for (const [file, text] of [
    ["IP.web.2", "127.0.0.1"],
    ["PORT.web.2", "32002\n"],
    ["IP.web.10", "127.0.0.1\n"],
    ["PORT.web.10", "32010"],
    ["IP.web.1", "172.17.0.2\n"],
    ["IP.worker.1", "::1"],
    ["PORT.worker.1", "7"],
  ] as const)
    root.put(`home/web/${file}`, text);
  for (const [file, text] of [
    ["IP.web.1", "172.17.0.9\n"],
    ["PORT.web.1", "5000\n"],
    ["LISTEN.web.1", "127.0.0.1:40001\n"],
  ] as const)
    root.put(`home/other/${file}`, text);
  for (const [words, code, out] of [
    ["network-get-listeners web web", 0, "172.17.0.2:5000 127.0.0.1:32002 127.0.0.1:32010\n"],
    ["network-get-listeners web worker", 0, "[::1]:7\n"],
    ["network-get-listeners web clock", 0, "\n"],
    ["network-config-exists web", 0, "false\n"],
    ["network-write-port web web 1 32001", 0, ""],
    ["network-write-ipaddr web web 1 127.0.0.1", 0, ""],
    ["network-config-exists web", 0, "true\n"],
    ["network-get-listeners web web", 0, "127.0.0.1:32001 127.0.0.1:32002 127.0.0.1:32010\n"],
    ["network-get-listeners other web", 0, "127.0.0.1:40001\n"],
    ["network-write-port other web 1 6000", 0, ""],
    ["network-get-listeners other web", 0, "172.17.0.9:6000\n"],
    ["network-write-port web web 1 99999", 1, ""],
    ["network-write-port web web 1 x", 1, ""],
    ["network-write-ipaddr web web 1 1.2.3", 1, ""],
    ["network-write-ipaddr web ../web 1 1.2.3.4", 1, ""],
    ["network-write-ipaddr web web 1/../../x 1.2.3.4", 1, ""],
    ["network-write-ipaddr nope web 1 1.2.3.4", 20, ""],
    ["network-get-ipaddr web web 0123456789ab", 0, "\n"],
    ["network-get-static-listeners web web", 0, "\n"],
  ] as const) {
    const found = fire(root, ...words.split(" "));
    t.equal(found.code, code, words);
    t.equal(found.out, out, words);
  }
  root.dokku(["network:set", "web", "static-web-listener", "10.0.0.9:8080"]);
  t.equal(fire(root, "network-get-listeners", "web", "web").out, "10.0.0.9:8080\n");
  t.equal(fire(root, "network-get-static-listeners", "web", "web").out, "10.0.0.9:8080\n");
  t.equal(fire(root, "network-get-ipaddr", "web", "web", ID).out, "10.0.0.9\n");
  t.equal(fire(root, "network-get-ipaddr", "web", "worker", ID).out, "\n");
});

t.test("a container's own address, where a listener is set: its host without port and brackets, or this machine", async (t) => {
  const root = made(t);
  for (const [listener, address] of [
    ["10.0.0.9:8080", "10.0.0.9"],
    ["10.0.0.9", "10.0.0.9"],
    ["[fd00::9]:8080", "fd00::9"],
    ["fd00::9", "fd00::9"],
    ["backend.local:8080", "127.0.0.1"],
  ] as const) {
    t.equal(root.dokku(["network:set", "web", "static-web-listener", listener]).code, 0, listener);
    t.equal(fire(root, "network-get-ipaddr", "web", "web", ID).out, `${address}\n`, listener);
  }
});

t.test("rebuild finds the published port anew", async (t) => {
  const root = made(t);
  root.put("home/web/CONTAINER.web.1", `${ID}\n`);
  root.put("home/web/IP.web.1", "172.17.0.99\n");
  root.put("home/web/CONTAINER.worker.1", `${ID}\n`);
  rows(t, root, [
    {
      words: "network:rebuild web",
      out: "-----> Ensuring network configuration is in sync for web\n",
      err: /web.web.1 is not running[\s\S]*web.worker.1 is not running/,
    },
  ]);
  root.put(
    "lib/docker-container-inspect",
    JSON.stringify([
      container({ "5000/tcp": [{ HostIp: "127.0.0.1", HostPort: "32123" }] }, { bridge: { IPAddress: "172.17.0.5" } }),
    ]),
  );
  rows(t, root, [{ words: "network:rebuildall", out: "-----> Ensuring network configuration is in sync for web\n" }]);
  t.equal(fire(root, "network-get-listeners", "web", "web").out, "127.0.0.1:32123\n");
  t.equal(fire(root, "network-get-ipaddr", "web", "web", ID).out, "172.17.0.5\n", "its own address is another thing");
  const written = (file: string) => readFileSync(`${root.path}/home/web/${file}`, "utf8");
  t.same([written("IP.web.1"), written("PORT.web.1")], ["172.17.0.5\n", "5000\n"], "what plugins join is the container's own");
  t.equal(written("IP.worker.1"), "172.17.0.5\n", "and that of any other process");
  root.put("lib/docker-container-inspect", JSON.stringify([container({}, { bridge: { IPAddress: "172.17.0.6" } })]));
  t.equal(fire(root, "network-build-config", "web").code, 0);
  t.equal(fire(root, "network-get-listeners", "web", "web").out, "172.17.0.6:5000\n", "a container of a Dokku host");
});

t.test("containers join networks", async (t) => {
  const root = made(t);
  root.put("lib/docker-container-inspect", JSON.stringify([container({}, { two: { IPAddress: "10.0.0.5" } })]));
  root.put("home/web/CONTAINER.web.1", `${ID}\n`);
  for (const words of ["web attach-post-create one two", "web attach-post-deploy bridge2", "web tld svc"])
    root.dokku(["network:set", ...words.split(" ")]);
  t.equal(fire(root, "post-container-create", "app", ID, "web", "deploy", "web").code, 0);
  t.equal(fire(root, "post-container-create", "service", ID, "web", "service-create").code, 0);
  t.same(calls(root), [`network connect --alias web.web.svc --alias 0123.web.web.svc one ${ID}`], "two it is in already");
  t.match(fire(root, "core-post-deploy", "web", "", "", "latest"), { code: 1, err: /Network bridge2 does not exist/ });
  root.put("lib/docker-network-ls", NETWORKS.replaceAll('"one"', '"bridge2"'));
  t.match(fire(root, "core-post-deploy", "web", "", "", "latest"), {
    code: 0,
    out: "-----> Associating app with network bridge2\n",
  });
  t.match(calls(root).at(-1), new RegExp(`alias web.web.svc .* bridge2 ${ID}`));
});

t.test("the app's life", async (t) => {
  const root = made(t);
  root.dokku(["network:set", "web", "tld", "x"]);
  root.put("home/two/IP.web.1", "127.0.0.1");
  fire(root, "post-app-clone-setup", "web", "two");
  t.notOk(existsSync(`${root.path}/home/two/IP.web.1`), "the other app's address is gone");
  fire(root, "post-app-rename-setup", "two", "three");
  t.same(readdirSync(`${root.path}/lib/config/network`), ["three", "web"]);
  fire(root, "post-delete", "three", "latest");
  t.same(readdirSync(`${root.path}/lib/config/network`), ["web"]);
});
