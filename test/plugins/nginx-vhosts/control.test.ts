import type { Io } from "hokku";
import t, { type Test } from "tap";
import { testRoot } from "../../../plugins/common/lib/testing.ts";
import { complaintAlone, complaintOfHost, isLoadedByHost } from "../../../plugins/nginx-vhosts/lib/check.ts";
import { control, reload, start } from "../../../plugins/nginx-vhosts/lib/control.ts";

/** A host whose nginx is a few lines of bash, and what is said to its user. */
function hostWith(t: Test, nginx: string) {
  const host = testRoot(t, { plugins: ["common", "nginx", "nginx-vhosts"], programs: { nginx, sudo: 'shift; exec "$@"' } });
  const conf = host.put("nginx/nginx.conf", "events {}\n");
  const said: string[] = [];
  const env = { ...host.env, HOKKU_NGINX_CONF: conf };
  const io: Io = { env, cwd: "/", stdin: Buffer.alloc(0), stdout: (chunk) => void said.push(`${chunk}`) };
  const words = () => host.calls("nginx").map((call) => call.words.join(" ").replaceAll(conf, "CONF"));
  return { host, io, said, words };
}

t.test("nginx itself acts where nothing else runs the host's services", async (t) => {
  const { io, words } = hostWith(t, "");
  for (const action of ["start", "stop", "reload", "enable", "disable"] as const) await control(io, action);
  t.strictSame(words(), ["-c CONF", "-s stop -c CONF", "-s reload -c CONF"], "there is nothing to enable");
});

t.test("the command that is set for it acts, told what to do", async (t) => {
  const { host, io, words } = hostWith(t, "");
  const own = host.program("nginx-service");
  t.equal(host.dokku(["nginx:set", "--global", "nginx-service-command", own]).code, 0);
  for (const action of ["start", "enable"] as const) await control(io, action);
  t.strictSame(
    host.calls("nginx-service").map((call) => call.words),
    [["start"], ["enable"]],
  );
  t.strictSame(words(), []);
});

t.test("a reload starts an nginx that does not run, unless somebody stopped it", async (t) => {
  const { host, io, said, words } = hostWith(
    t,
    'if [[ $1 == -s ]]; then echo "nginx: [error] invalid PID number" >&2; exit 1; fi',
  );
  await reload(io);
  t.strictSame(words(), ["-s reload -c CONF", "-c CONF"]);
  t.match(said.join(""), "nginx does not run, starting it");
  host.put("lib/config/nginx/--global/proxy-status", "stopped");
  await t.rejects(reload(io), { code: 1, message: /nginx is stopped; start it: dokku nginx:start/ });
  t.equal(words().length, 3, "it is not started");
});

t.test("an nginx that somebody starts in this moment has its ports before its pid file, and is told to reload", async (t) => {
  const { host, io, words } = hostWith(
    t,
    `here="$(dirname "$0")/.."
    if [[ $1 == -s && ! -e $here/pid ]]; then echo "nginx: [error] invalid PID number" >&2; exit 1; fi
    if [[ $1 == -s ]]; then kill "$(cat "$here/pid")"; exit; fi
    (exec -a "nginx: master process" sleep 60 >/dev/null 2>&1) &
    echo $! >"$here/pid"
    echo "nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)" >&2
    exit 1`,
  );
  host.put("nginx/nginx.conf", `pid ${host.path}/pid;\n`);
  await reload(io);
  t.strictSame(words(), ["-s reload -c CONF", "-c CONF", "-s reload -c CONF"]);
});

t.test("what else keeps nginx from its work is a failure, in nginx's words", async (t) => {
  const broken = hostWith(t, 'echo "nginx: [emerg] unknown directive \\"serve\\"" >&2; exit 1');
  await t.rejects(reload(broken.io), { code: 1, message: /nginx cannot be reloaded: .*unknown directive "serve"/ });
  await t.rejects(start(broken.io), { code: 1, message: /nginx cannot be started: .*unknown directive "serve"/ });
  t.strictSame(broken.words(), ["-s reload -c CONF", "-c CONF"]);
  const taken = hostWith(t, 'echo "nginx: [emerg] bind() to 0.0.0.0:1 failed (98: Address already in use)" >&2; exit 1');
  await t.rejects(start(taken.io), {
    code: 1,
    message: /cannot be started: port 1 is taken by another program; stop that one first/,
  });
});

t.test("a vhost is asked about alone, in a configuration that holds nothing but it", async (t) => {
  const asked = 'cp "${!#}" "$(dirname "$0")/../asked"';
  const fine = hostWith(t, asked);
  t.equal(await complaintAlone(fine.io, '/a "b"/nginx.conf'), undefined);
  t.match(fine.host.read("asked"), /^http \{[\s\S]*\$connection_upgrade \{[\s\S]*include "\/a \\"b\\"\/nginx\.conf";\n\}\n$/m);
  const broken = hostWith(
    t,
    `printf '%s\\n' 'nginx: [warn] old' 'nginx: [alert] could not open error log file' 'nginx: [emerg] unknown "x" in /a/b.conf:7' >&2; exit 1`,
  );
  const complaint = { words: 'unknown "x" in /a/b.conf:7', file: "/a/b.conf", line: 7 };
  t.strictSame(await complaintAlone(broken.io, "/a/b.conf"), complaint);
  t.strictSame(await complaintOfHost(broken.io), complaint);
  t.match(broken.words(), [/^-t -c \/.*nginx\.conf$/, "-t -c CONF"]);
  const silent = hostWith(t, "echo 'nothing like it' >&2; exit 1");
  t.strictSame(await complaintOfHost(silent.io), { words: "nothing like it", file: "", line: 0 });
});

t.test("whether the host's nginx has a file in it", async (t) => {
  const { host, io } = hostWith(t, "echo '# configuration file /a/b.conf:'");
  t.equal(await isLoadedByHost(io, "/a/b.conf"), true);
  t.equal(await isLoadedByHost(io, "/a/b"), false);
  host.program("nginx", "echo '# configuration file /a/b.conf:'; exit 1");
  t.equal(await isLoadedByHost(io, "/a/b.conf"), false, "not where it is broken");
});
