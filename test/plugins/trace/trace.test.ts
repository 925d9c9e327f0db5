import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { somePlugins } from "../../lib/some-plugins.ts";

t.test("tracing is switched by a file that every command sources", async (t) => {
  const { dokku, path, put } = somePlugins(t, "trace", "common");
  const file = join(path, "home/.dokkurc/DOKKU_TRACE");
  put("lib/plugins/enabled/spy/subcommands/traced", '#!/usr/bin/env bash\necho "trace=${DOKKU_TRACE:-}"\n');
  t.equal(dokku(["spy:traced"]).out, "trace=\n");
  t.match(dokku(["trace:on"]), { code: 0, out: "-----> Enabling trace mode\n" });
  t.equal(readFileSync(file, "utf8"), "export DOKKU_TRACE=1\n");
  t.equal(dokku(["spy:traced"]).out, "trace=1\n");
  t.match(dokku(["trace:off"]), { code: 0, out: "-----> Disabling trace mode\n" });
  t.notOk(existsSync(file));
  t.equal(dokku(["trace:off"]).code, 0, "twice is no matter");
  t.equal(dokku(["trace", "on"]).code, 0);
  t.ok(existsSync(file));
  t.equal(dokku(["trace", "off"]).code, 0);
  t.match(dokku(["trace", "maybe"]), { code: 2, err: /on or off/ });
  t.match(dokku(["trace:on", "x"]), { code: 2 });
});
