import { spawnSync } from "node:child_process";
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { FORMATS, processes, scaleOf } from "../../../plugins/ps/lib/export.ts";
import { programCalls } from "../../lib/programs.ts";
import { checkout } from "../../lib/root.ts";

const PROCFILE = "worker: echo 'a b' $PORT 100%\nweb: httpd -p $PORT\n";
const PLACES = {
  launchd: [
    "Library/LaunchDaemons/pay-web-1.plist",
    "Library/LaunchDaemons/pay-web-2.plist",
    "Library/LaunchDaemons/pay-worker-1.plist",
  ],
  runit: ["pay-web-1", "pay-web-2", "pay-worker-1"].flatMap((name) =>
    ["env/FOO", "env/PORT", "env/PS", "log/run", "run"].map((file) => `service/${name}/${file}`),
  ),
  systemd: ["pay-web.1.service", "pay-web.2.service", "pay-worker.1.service", "pay.target"].map(
    (name) => `etc/systemd/system/${name}`,
  ),
  "systemd-user": ["pay-web-1", "pay-web-2", "pay-worker-1"].map((name) => `home/x/.config/systemd/user/${name}.service`),
  sysv: ["pay-web-1", "pay-web-2", "pay-worker-1"].map((name) => `etc/init.d/${name}`),
  upstart: ["pay-web-1", "pay-web-2", "pay-web", "pay-worker-1", "pay-worker", "pay"].map((name) => `etc/init/${name}.conf`),
};

function exported(t: Test, format: string): { folder: string; printed: string } {
  const folder = t.testdir({ Procfile: PROCFILE, env: "FOO='$x y'\n" });
  const words = [
    "export",
    "--format",
    format,
    "--location",
    "out",
    "--app=pay",
    "--formation=web=2,worker=1",
    "-e",
    "env",
    "--home=/home/x",
  ];
  const more = ["--limit-open-files=99", "--prestart=true"];
  const env = { PATH: process.env.PATH, HOME: folder };
  const ended = spawnSync(join(checkout, "hooks/procfile-util"), [...words, ...more], { cwd: folder, encoding: "utf8", env });
  t.equal(ended.status, 0, ended.stderr);
  return { folder: join(folder, "out"), printed: ended.stdout };
}

for (const [format, places] of Object.entries(PLACES))
  t.test(`export: the files of ${format}, in the original's places`, (t) => {
    const { folder, printed } = exported(t, format);
    const found = globSync("**", { cwd: folder }).filter((path) => statSync(join(folder, path)).isFile());
    const hidden = globSync("home/x/.config/systemd/user/*", { cwd: folder });
    t.strictSame([...new Set([...found, ...hidden])].sort(), places.toSorted());
    for (const path of places) t.match(printed, `writing: out/${path}\n`);
    for (const path of places) {
      const isProgram = /^etc\/init\.d|run$/.test(path);
      t.equal(statSync(join(folder, path)).mode & 0o777, isProgram ? 0o755 : 0o644, path);
      if (isProgram) t.equal(spawnSync("sh", ["-n", join(folder, path)]).status, 0, path);
    }
    t.end();
  });

t.test("export: what a unit says, and what a script answers", (t) => {
  const { folder } = exported(t, "systemd");
  const unit = readFileSync(join(folder, "etc/systemd/system/pay-worker.1.service"), "utf8");
  t.match(unit, /^Environment=PORT=5100\nEnvironment=PS=pay-worker\.1\n/m);
  t.match(unit, /^Environment="FOO=\$x y"$/m, "systemd fills in nothing there");
  t.match(unit, /^ExecStart=\/bin\/bash -lc "exec -a pay-worker\.1 echo 'a b' \$\$PORT 100%%"$/m, "and a shell does it here");
  t.match(unit, /^LimitNOFILE=99$/m);
  const target = readFileSync(join(folder, "etc/systemd/system/pay.target"), "utf8");
  t.match(target, /^Wants=pay-web\.1\.service pay-web\.2\.service pay-worker\.1\.service$/m);
  const script = join(exported(t, "sysv").folder, "etc/init.d/pay-web-2");
  t.match(spawnSync(script, ["status"], { encoding: "utf8" }), { status: 3, stdout: "pay-web-2 is not running\n" });
  t.match(spawnSync(script, [], { encoding: "utf8" }), { status: 3, stderr: /^Usage: .*start\|force-start/ });
  t.end();
});

t.test("export: how many of each, and what is refused", (t) => {
  const entries = [["web", "a"] as const, ["worker", "b"] as const];
  const scale = scaleOf("all=2,web=1");
  t.ok(typeof scale !== "string");
  if (typeof scale !== "string")
    t.strictSame(
      processes(entries, scale).map(({ type, num, port }) => `${type}.${num} ${port}`),
      ["web.1 5000", "worker.1 5100", "worker.2 5101"],
    );
  t.strictSame(Object.keys(FORMATS).sort(), Object.keys(PLACES).sort());
  programCalls(t, "procfile-util", { Procfile: PROCFILE }, [
    { words: "export", code: 1, err: /no output location specified/ },
    { words: "export --location x --format=", code: 1, err: /no format specified/ },
    { words: "export --location x --format nope", code: 1, err: /Invalid format type: nope/ },
    { words: "export --location x --formation web", code: 1, err: /invalid formation: web/ },
    { words: "export --location x --formation web=many", code: 1, err: /invalid formation/ },
    { words: "export --location x --timeout soon", code: 1, err: /invalid argument "soon"/ },
    { words: "export --location x -P none", input: "", code: 1, err: /names no process type/ },
  ]);
  t.end();
});
