import { join } from "node:path";
import t from "tap";
import { somePlugins } from "../../lib/some-plugins.ts";

t.test("report: the host, then apps", async (t) => {
  const { dokku, path, put } = somePlugins(t, "report", "apps", "common");
  put("bin/docker", '#!/usr/bin/env bash\nprintf "%s\\nof docker\\n" "$*"\n');
  const env = { DOCKER_BIN: join(path, "bin/docker") };
  for (const app of ["api", "web"]) dokku(["apps:create", app]);
  const { code, out } = dokku(["report"], { env });
  t.equal(code, 0);
  t.match(
    out,
    /^-----> uname: Linux .*-----> docker version: \n {7}version\n {7}of docker\n.*-----> dokku plugins: \n {7}apps 0\.1\.0 enabled\n/s,
  );
  t.notMatch(out, /=====>/);
  t.match(dokku(["report", "web"], { env }).out, /=====> web app information\n/);
  t.match(dokku(["report", "--all"], { env }).out, /=====> api app information\n.*=====> web app information\n/s);
  t.match(dokku(["report", "nope"], { env }), { code: 20, err: /does not exist/ });
  t.match(dokku(["report"], { env: { DOCKER_BIN: "/nonexistent/docker" } }), { code: 0, err: /docker version: not available: / });
  t.match(JSON.parse(dokku(["report", "web", "--json"], { env }).out), { apps: ["web"], host: [{ name: "uname" }] });
});
