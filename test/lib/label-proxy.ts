import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Test } from "tap";
import { parse } from "yaml";
import { splitWords } from "../../hooks/words.ts";
import type { Root } from "./root.ts";
import { fire } from "./rows.ts";
import { somePlugins } from "./some-plugins.ts";

/** A docker that has a container `left` for whoever looks, and cannot run what the file `refuses` is there for. */
const DOCKER = `#!/usr/bin/env bash
printf '%q ' "$@" >>"$DOKKU_ROOT/../docker-calls"; echo >>"$DOKKU_ROOT/../docker-calls"
if [[ "$2" == ls ]]; then echo left; fi
if [[ "$2" == logs ]]; then echo "words of its own"; fi
if [[ "$2" == run && -e "$DOKKU_ROOT/../refuses" ]]; then echo "Bind for 0.0.0.0:80 failed: port is already allocated" >&2; exit 125; fi
`;

/** A host of an app `web` with two domains that has chosen a proxy which goes by labels. */
export interface LabelHost extends Root {
  /** What docker was asked since the last time, a list of words each. */
  readonly calls: () => string[][];
  /** The labels a new container of the type gets. */
  readonly labels: (app: string, type?: string) => string[];
}

/** Makes it. */
export function labelHost(t: Test, proxy: string): LabelHost {
  const made = somePlugins(
    t,
    ...[
      "common",
      "deploy",
      "apps",
      "config",
      "proxy",
      "ports",
      "domains",
      "certs",
      "network",
      "app-json",
      "sigil",
      "nginx-vhosts",
    ],
    proxy,
  );
  made.put("bin/docker", DOCKER);
  made.put("docker-calls", "");
  Object.assign(made.env, { DOCKER_BIN: join(made.path, "bin/docker") });
  made.dokku(["apps:create", "web"]);
  made.dokku(["domains:set", "web", "web.example.com", "www.example.com"]);
  made.dokku(["proxy:set", "web", "type", proxy]);
  const calls = () => {
    const text = readFileSync(join(made.path, "docker-calls"), "utf8");
    made.put("docker-calls", "");
    return text.split("\n").filter(Boolean).map(splitWords);
  };
  const labels = (app: string, type = "web") =>
    splitWords(fire(made, "docker-args-process-deploy", app, "dockerfile", "latest", type, "1").out)
      .filter((word) => word.startsWith(`--label=${proxy}`))
      .map((word) => word.slice(8));
  return { ...made, calls, labels };
}

/** What a proxy by labels says of an app with two domains and `http:80:5000`, without and with `letsencrypt-email`. */
export interface Labels {
  readonly plain: readonly string[];
  readonly secure: readonly string[];
}

/** What all proxies by labels have in common: labels, settings, the report, and a container of their own. */
export function checkLabelProxy(t: Test, proxy: string, { plain, secure }: Labels): void {
  t.test("what an app's containers say to it", async (t) => {
    const made = labelHost(t, proxy);
    const { dokku, labels } = made;
    dokku(["ports:set", "web", "http:80:5000"]);
    const found = labels("web");
    for (const label of plain) t.ok(found.includes(label), `${label} is among ${found.join("\n")}`);
    t.same(labels("web", "worker"), [], "only for web");
    t.equal(dokku([`${proxy}:set`, "--global", "letsencrypt-email", "you@example.com"]).code, 0);
    for (const label of secure) t.ok(labels("web").includes(label), `with certificates: ${label}`);
    t.equal(fire(made, "certs-force", "web").out, "true\n");
    dokku(["proxy:disable", "web"]);
    t.same(labels("web"), [], "none where it is disabled");
    dokku(["proxy:enable", "web"]);
    dokku(["domains:disable", "web"]);
    t.same(labels("web"), [], "nor where it has no domains");
    dokku(["domains:enable", "web"]);
    dokku(["proxy:set", "web", "type", "nginx"]);
    t.same(labels("web"), [], "nor where another serves it");
    t.equal(fire(made, "certs-force", "web").out, "");
  });
  t.test("labels of one's own, settings and the report", async (t) => {
    const { dokku, labels } = labelHost(t, proxy);
    dokku(["ports:set", "web", "http:80:5000"]);
    const show = `${proxy}:labels:show`;
    t.match(dokku([show, "web"]), { code: 0, out: "", err: new RegExp(`No ${proxy} labels set for web`) });
    t.equal(dokku([`${proxy}:labels:add`, "web", `${proxy}.two`, "a value 'of' words"]).code, 0);
    t.equal(dokku([`${proxy}:labels:add`, "web", `${proxy}.one`, "1"]).code, 0);
    t.equal(dokku([`${proxy}:labels:add`, "web", `${proxy}.one`, "--2"]).code, 0);
    t.same(labels("web").slice(-2), [`${proxy}.one=--2`, `${proxy}.two=a value 'of' words`]);
    t.equal(
      dokku([show, "web"]).out,
      `=====> web ${proxy} labels\n       ${proxy}.one=--2\n       ${proxy}.two=a value 'of' words\n`,
    );
    t.equal(dokku([show, "web", `${proxy}.one`]).out, "--2\n");
    t.equal(dokku([`${proxy}:labels:remove`, "web", `${proxy}.one`]).code, 0);
    t.equal(dokku([show, "web", `${proxy}.one`]).out, "");
    t.match(dokku([`${proxy}:labels:add`, "web", "a b", "1"]), { code: 1, err: /cannot be a label's name/ });
    t.match(dokku([`${proxy}:set`, "web", "image", "other"]), { code: 1, err: /image can only be set globally with --global/ });
    t.match(dokku([`${proxy}:set`, "--global", "letsencrypt-email", "no"]), { code: 1, err: /you@example\.com/ });
    t.equal(dokku([`${proxy}:set`, "--global", "log-level", "debug"]).code, 0);
    t.equal(dokku([`${proxy}:report`, "web", `--${proxy}-computed-log-level`]).out, "DEBUG\n");
    t.equal(dokku([`${proxy}:report`, "web", `--${proxy}-global-image`]).out, "\n");
    t.match(dokku([`${proxy}:report`, "web", `--${proxy}-computed-image`]).out, /^\S+:[v\d.]+\n$/);
  });
  t.test("its container", async (t) => {
    const made = labelHost(t, proxy);
    const { dokku, calls, put, path } = made;
    const container = `${proxy}-${proxy}-1`;
    const shown = parse(dokku([`${proxy}:show-config`]).out).services[proxy];
    t.match(shown, { network_mode: "bridge", restart: "unless-stopped", ports: ["80:80"] });
    calls();
    t.match(dokku([`${proxy}:start`]), { code: 0, out: `-----> Starting ${proxy}\n` });
    const [removed, run] = calls();
    t.same(removed, ["container", "rm", "--force", container]);
    const wanted = [`--name=${container}`, "--publish=80:80", shown.image, ...(shown.command ?? [])];
    const labelled = (shown.labels ?? []).map((label: string) => `--label=${label}`);
    for (const word of [...wanted, ...labelled]) t.ok(run?.includes(word), word);
    fire(made, "pre-restore");
    t.equal(calls().length, 2, "it comes back with the host");
    t.match(dokku([`${proxy}:logs`, "--num", "3"]), { code: 0, out: "words of its own\n" });
    t.same(calls(), [["container", "logs", "--tail=3", container]]);
    t.equal(dokku([`${proxy}:stop`]).code, 0);
    t.same(calls().at(-1), ["container", "rm", "--force", container]);
    fire(made, "pre-restore");
    t.equal(readFileSync(join(path, "docker-calls"), "utf8"), "", "it stays stopped");
    put("refuses", "");
    t.match(dokku([`${proxy}:start`]), { code: 1, err: /somebody else does; where that is nginx: dokku nginx:stop/ });
    const template = put("compose.sigil", `services:\n  ${proxy}:\n    image: "own/{{ $.${proxy.toUpperCase()}_LOG_LEVEL }}"\n`);
    put(`lib/plugins/enabled/own/${proxy}-template-source`, `#!/usr/bin/env bash\necho "${template}"\n`);
    t.match(parse(dokku([`${proxy}:show-config`]).out), { services: { [proxy]: { image: "own/ERROR" } } });
    put("compose.sigil", `services:\n  ${proxy}:\n    image: own\n    privileged: true\n`);
    t.match(dokku([`${proxy}:start`]), { code: 1, err: /compose\.sigil has privileged for/ });
  });
}
