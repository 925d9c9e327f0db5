import t from "tap";
import { attached } from "../../../plugins/scheduler-docker-local/lib/attached.ts";
import { showLogs } from "../../../plugins/scheduler-docker-local/lib/logs.ts";
import { ran, root } from "../../lib/root.ts";

/** A client whose engine goes while it shows logs, as docker does it. */
const GOING = `#!/bin/sh
if [ "$1" = version ]; then echo 'Cannot connect to the Docker daemon' >&2; exit 1; fi
echo '2026-01-01T00:00:00.1Z out'
echo '2026-01-01T00:00:00.2Z err' >&2
echo 'unexpected EOF' >&2
exit 1
`;

t.test("case 21: logs that end as the engine does say so, and docker's words are no line of the app", async (t) => {
  const { put, env } = root(t, { plugins: false });
  const DOCKER_BIN = put("bin/docker", GOING);
  const script = `
    import { showLogs } from "${import.meta.dirname}/../../../plugins/scheduler-docker-local/lib/logs.ts";
    const io = { env: process.env, cwd: "/", stdin: Buffer.alloc(0), stdout: (text) => process.stdout.write(text) };
    const [tail, quiet] = process.argv.slice(2).map((word) => word === "yes");
    process.exitCode = await showLogs(io, [{ id: "1", title: "web.1" }], { tail, quiet, num: "10" });
  `;
  const file = put("show.ts", script);
  for (const tail of ["yes", "no"]) {
    const shown = ran(process.execPath, [file, tail, "no"], { env: { ...env, DOCKER_BIN } });
    t.equal(shown.code, 1, shown.err);
    t.match(shown.out.split("\n").sort(), ["", /Z app\[web\.1\]: out$/, /Z app\[web\.1\]: err$/]);
    t.match(shown.err, /^ !\s+The logs of web\.1, says docker: unexpected EOF$/m);
    t.match(shown.err, /^ !\s+Docker stopped before this ended; .*Cannot connect to the Docker daemon$/m);
  }
  const quiet = ran(process.execPath, [file, "yes", "yes"], { env: { ...env, DOCKER_BIN } });
  t.match(quiet, { code: 1, err: /^ !\s+Docker stopped before this ended/m });
});

t.test("case 21: a program that fails while the engine runs is no engine's failure", async (t) => {
  const { put, env } = root(t, { plugins: false });
  const DOCKER_BIN = put("bin/docker", '#!/bin/sh\nif [ "$1" = version ]; then echo 28; exit; fi\nexit 125\n');
  const io = { env: { ...env, DOCKER_BIN }, cwd: "/", stdin: Buffer.alloc(0), stdout: () => {} };
  t.equal(await attached(io, ["container", "exec", "x", "false"]), 125);
  t.equal(await showLogs(io, [{ id: "1", title: "web.1" }], { tail: true, quiet: false, num: "1" }), 125);
});
