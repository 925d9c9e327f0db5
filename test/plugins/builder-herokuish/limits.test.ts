import { join } from "node:path";
import t from "tap";
import { setLimits } from "../../../plugins/builder-herokuish/lib/limits.ts";
import { checkout, root } from "../../lib/root.ts";

t.test("limits for downloads are set for all apps, but for what the host has", async (t) => {
  const { env, dokku, path } = root(t);
  const plugins = join(path, "lib/core-plugins");
  const places = { PLUGIN_CORE_ENABLED_PATH: join(plugins, "enabled"), PLUGIN_CORE_AVAILABLE_PATH: join(plugins, "available") };
  const io = { env: { ...env, ...places, HOKKU_PATH: checkout }, cwd: "/", stdin: "inherit", stdout: () => {} } as const;
  const limit = (key: string) => dokku(["config:get", "--global", key]).out;
  dokku(["config:set", "--global", "CURL_TIMEOUT=1200"]);
  await setLimits(io);
  t.equal(limit("CURL_CONNECT_TIMEOUT"), "90\n");
  t.equal(limit("CURL_TIMEOUT"), "1200\n", "the host's own counts");
  dokku(["config:unset", "--global", "CURL_TIMEOUT"]);
  await setLimits(io);
  t.equal(limit("CURL_TIMEOUT"), "600\n");
});
