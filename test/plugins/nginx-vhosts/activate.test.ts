import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { activate } from "../../../plugins/nginx-vhosts/lib/activate.ts";
import { clearVhost, reloadWithout } from "../../../plugins/nginx-vhosts/lib/clear.ts";
import { removeDefaultSite } from "../../../plugins/nginx-vhosts/lib/default-site.ts";
import { blamed, heal } from "../../../plugins/nginx-vhosts/lib/heal.ts";
import { activateAll } from "../../../plugins/nginx-vhosts/lib/restoring.ts";
import { startNginx, stopNginx } from "../../../plugins/nginx-vhosts/lib/stopped.ts";
import { validateCommand } from "../../../plugins/nginx-vhosts/lib/validate.ts";
import {
  isGood,
  keepGood,
  keepInvalid,
  removeVhost,
  restoreGood,
  setAside,
} from "../../../plugins/nginx-vhosts/lib/vhost-file.ts";
import { here } from "../../lib/here.ts";

/** Takes no file in which a line begins with BAD; asked about the host, it reads all apps' vhosts, and the host's own file. */
const NGINX = `conf="\${!#}"
if [[ $1 != -t ]]; then exit "$(cat "$DOKKU_ROOT/../reload-fails" 2>/dev/null || echo 0)"; fi
if [[ $conf == "$DOKKU_ROOT"/../nginx/* || $conf == *"/nginx/nginx.conf" ]]; then files=("$DOKKU_ROOT"/*/nginx.conf "$DOKKU_ROOT/../nginx/own.conf")
else mapfile -t files < <(sed -n 's/^  include "\\(.*\\)";/\\1/p' "$conf"); fi
for file in "\${files[@]}"; do
  if [[ $2 == -T ]]; then echo "# configuration file $file:"; fi
  line="$(grep -n '^BAD' "$file" 2>/dev/null | cut -d: -f1)"
  if [[ $line ]]; then echo "nginx: [emerg] unknown directive \\"BAD\\" in $file:$line" >&2; exit 1; fi
done`;

function host(t: Test, more: Readonly<Record<string, string>> = {}) {
  const made = here(t, {
    apps: ["api", "web"],
    programs: { nginx: NGINX, sudo: 'shift; exec "$@"', ss: 'cat "$DOKKU_ROOT/../listening" 2>/dev/null' },
  });
  mkdirSync(join(made.path, "lib/data/locks"), { recursive: true });
  const conf = made.put("nginx/nginx.conf", "events {}\n");
  const io = { ...made.io, env: { ...made.io.env, HOKKU_NGINX_CONF: conf, ...more } };
  const vhost = (app: string, text: string) => made.put(`home/${app}/nginx.conf`, text);
  const is = (app: string) => [made.read(`home/${app}/nginx.conf`), made.read(`home/${app}/.nginx.conf.good`)];
  const reloads = () => made.calls("nginx").filter(({ words }) => words[0] === "-s").length;
  const said = t.capture(process.stderr, "write", () => true);
  const warned = () =>
    said()
      .map(({ args }) => args.join(""))
      .join("");
  return { ...made, io, env: io.env, vhost, is, reloads, warned };
}

const MAPS = [{ scheme: "http", host: "80", container: "5000" }] as unknown as Parameters<typeof activate>[2];

t.test("the file of a vhost and the copy of what nginx has taken", async (t) => {
  const { env, vhost, is, path } = host(t);
  t.equal(removeVhost("web", env), false);
  t.equal(keepInvalid("web", env), "");
  keepGood("web", env);
  t.same(is("web"), [undefined, undefined]);
  vhost("web", "one\n");
  t.notOk(isGood("web", env));
  keepGood("web", env);
  t.ok(isGood("web", env));
  t.notOk(isGood("web", env, "other\n"));
  vhost("web", "two\n");
  t.equal(restoreGood("web", env), true);
  t.same(is("web"), ["one\n", "one\n"]);
  t.equal(keepInvalid("web", env), join(path, "home/web/nginx.conf.invalid"));
  t.equal(setAside("web", env), join(path, "home/web/nginx.conf.invalid"));
  t.same(is("web"), [undefined, "one\n"]);
  vhost("web", "three\n");
  t.equal(removeVhost("web", env), true);
  t.same([...is("web"), existsSync(join(path, "home/web/nginx.conf.invalid"))], [undefined, undefined, false]);
  vhost("api", "new\n");
  t.equal(restoreGood("api", env), false);
  t.same(is("api"), [undefined, undefined], "where nginx never took one there is none");
});

t.test("a new vhost is taken, or the last good one stays", async (t) => {
  const { io, vhost, is, reloads, put, path } = host(t);
  vhost("web", "one\n");
  await activate(io, "web", MAPS);
  t.same([is("web"), reloads()], [["one\n", "one\n"], 1]);
  vhost("web", "two\nBAD\n");
  await t.rejects(activate(io, "web", MAPS), {
    code: 1,
    message: `nginx refuses the vhost of web:\nunknown directive "BAD" in ${path}/home/web/nginx.conf:2\nThe vhost that was there before still serves it. The refused one is ${path}/home/web/nginx.conf.invalid`,
  });
  t.same([is("web"), reloads()], [["one\n", "one\n"], 1]);
  vhost("api", "BAD\n");
  await t.rejects(activate(io, "api", MAPS), { message: /\napi has no vhost now\. The refused one is / });
  t.same(is("api"), [undefined, undefined]);
  put("listening", 'LISTEN 0 1 *:80 *:* users:(("nginx",pid=3,fd=1))\n');
  vhost("web", "three\n");
  await activate(io, "web", MAPS);
  put("listening", 'LISTEN 0 1 *:80 *:* users:(("apache2",pid=3,fd=1))\n');
  vhost("web", "four\n");
  await t.rejects(activate(io, "web", MAPS), {
    message: /\nport 80 is taken by apache2 \(process 3\); stop that one, or use another port: dokku ports:set web <map>\n/,
  });
  t.same(is("web"), ["three\n", "three\n"]);
  put("listening", "");
  put("reload-fails", "3");
  vhost("web", "five\n");
  await t.rejects(activate(io, "web", MAPS), /nginx cannot be reloaded/);
});

t.test("somebody else's mistake stops nobody", async (t) => {
  const { io, vhost, is, reloads, warned, put, env, path } = host(t);
  vhost("api", "BAD\n");
  vhost("web", "one\n");
  await activate(io, "web", MAPS);
  t.same([is("web"), is("api"), reloads()], [["one\n", "one\n"], [undefined, undefined], 1]);
  t.match(
    warned(),
    /nginx does not take the vhost of api:\n[\s\S]*api is without a vhost until it is made anew: dokku proxy:build-config api; the one that was there is \S+\.invalid\n/,
  );
  vhost("api", "good\n");
  keepGood("api", env);
  vhost("api", "BAD\n");
  await heal(io);
  t.same(is("api"), ["good\n", "good\n"]);
  t.match(warned(), /api goes on with its last good vhost; make it anew: dokku proxy:build-config api\n/);
  put("nginx/own.conf", "BAD\n");
  await t.rejects(heal(io), {
    code: 1,
    message:
      /^nginx cannot be reloaded because of a file that is no app's:\n.*own\.conf:1\nCorrect it, then: dokku nginx:reload$/,
  });
  t.same(
    [
      `${path}/home/web/nginx.conf`,
      `${path}/home/web/nginx.conf.d/x.conf`,
      `${path}/home/none/nginx.conf`,
      `${path}/home/web`,
      "/etc/x",
      "",
    ].map((file) => blamed(io, { words: "", file, line: 1 })),
    ["web", "web", undefined, undefined, undefined, undefined],
  );
});

t.test("after a boot all are taken by one reload", async (t) => {
  const { io, vhost, is, reloads, env } = host(t, { HOKKU_RESTORING: "1" });
  vhost("web", "one\n");
  vhost("api", "two\n");
  for (const app of ["web", "api"]) await activate(io, app, MAPS);
  t.same([reloads(), is("web")], [0, ["one\n", undefined]]);
  await activateAll(io);
  t.same([reloads(), is("web"), is("api")], [1, ["one\n", "one\n"], ["two\n", "two\n"]]);
  await activateAll(io);
  t.equal(reloads(), 1, "there is nothing to take");
  vhost("web", "BAD\n");
  await activateAll(io);
  t.same([reloads(), is("web")], [2, ["one\n", "one\n"]]);
  vhost("web", "three\n");
  await activate({ ...io, env: { ...env, HOKKU_NGINX_RELOAD: "0" } }, "web", MAPS);
  t.same([reloads(), is("web")], [2, ["three\n", "three\n"]], "where nothing is reloaded it counts as taken");
});

t.test("a vhost that goes, and nginx that cannot follow", async (t) => {
  const { io, env, vhost, is, reloads, warned, put } = host(t);
  await clearVhost(io, "web");
  t.equal(reloads(), 0);
  vhost("web", "one\n");
  vhost("api", "BAD\n");
  await clearVhost(io, "web");
  t.same([reloads(), is("web"), is("api")], [1, [undefined, undefined], [undefined, undefined]]);
  await reloadWithout({ ...io, env: { ...env, HOKKU_NGINX_RELOAD: "0" } }, "web");
  t.equal(reloads(), 1);
  put("reload-fails", "4");
  vhost("web", "one\n");
  await clearVhost(io, "web");
  t.match(warned(), / ! {5}nginx still has the old vhost of web: nginx cannot be reloaded/);
});

t.test("stopped until it is started", async (t) => {
  const { io, read, vhost, calls, is, path } = host(t);
  const words = () => calls("nginx").map((call) => call.words.join(" ").replace(`${path}/nginx/nginx.conf`, "CONF"));
  await stopNginx(io);
  t.equal(read("lib/config/nginx/--global/proxy-status"), "stopped");
  t.same(words(), ["-s stop -c CONF"]);
  vhost("web", "BAD\n");
  await startNginx(io);
  t.equal(read("lib/config/nginx/--global/proxy-status"), "started");
  t.equal(words().at(-1), "-c CONF");
  t.same(is("web"), [undefined, undefined], "with whatever vhosts it takes");
});

t.test("nginx:validate-config names those that nginx does not take, and may remove them", async (t) => {
  const { io, vhost, is, said, warned, put } = host(t);
  const validate = async (...words: string[]) =>
    validateCommand("nginx:validate-config")(["nginx:validate-config", ...words], io);
  await validate();
  await validate("web");
  vhost("web", "BAD\n");
  vhost("api", "fine\n");
  await t.rejects(validate("web"), { code: 1, message: "Correct it, or remove it: dokku nginx:validate-config web --clean" });
  t.match(warned(), /nginx does not take the vhost of web:\n ! {5}unknown directive "BAD"/);
  await t.rejects(validate(), { code: 1, message: /unknown directive "BAD"/ });
  await validate("api");
  await validate("web", "--clean");
  t.match(said(), /-----> Removed \S+\/home\/web\/nginx\.conf; make it anew: dokku proxy:build-config web\n$/);
  t.same([is("web")[0], is("api")[0]], [undefined, "fine\n"]);
  vhost("web", "BAD\n");
  await validate("--clean");
  t.same([is("web")[0], is("api")[0]], [undefined, "fine\n"]);
  put("nginx/own.conf", "BAD\n");
  await t.rejects(validate("--clean"), { code: 1, message: /own\.conf:1/ });
  await t.rejects(validate("none"), { code: 20 });
});

t.test("Debian's page for every name goes, if it is as it came", async (t) => {
  const { io, put, path, said, warned, program } = host(t);
  const root = join(path, "nginx");
  await removeDefaultSite(io, root);
  const enabled = put("nginx/sites-enabled/default", "a page\n");
  program("dpkg-query", `printf 'Conffiles:\\n ${root}/sites-available/default %s\\n' "$(cat "$DOKKU_ROOT/../sum")"`);
  put("sum", "0".repeat(32));
  await removeDefaultSite(io, root);
  t.ok(existsSync(enabled));
  t.match(warned(), /sites-enabled\/default is not as Debian brought it and stays/);
  const { createHash } = await import("node:crypto");
  put("sum", createHash("md5").update("a page\n").digest("hex"));
  await removeDefaultSite(io, root);
  t.notOk(existsSync(enabled));
  t.equal(said(), `-----> Removed ${enabled}, which answered for names that no app owns\n`);
});
