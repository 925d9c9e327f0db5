import { rmSync } from "node:fs";
import type { Io } from "hokku";
import t from "tap";
import { testRoot } from "../../../plugins/common/lib/testing.ts";
import { warnOfDefaultSite } from "../../../plugins/nginx-vhosts/lib/default-site.ts";

t.test("who is called by an address is warned of the page that nginx has for every name", async (t) => {
  const host = testRoot(t, { plugins: ["common", "apps", "domains", "nginx-vhosts"], apps: ["web"] });
  const core = `${host.env.DOKKU_LIB_ROOT}/core-plugins`;
  const places = {
    PLUGIN_CORE_PATH: core,
    PLUGIN_CORE_ENABLED_PATH: `${core}/enabled`,
    PLUGIN_CORE_AVAILABLE_PATH: `${core}/available`,
  };
  const env = { ...host.env, ...places, HOKKU_NGINX_CONF: host.put("nginx/nginx.conf", "") };
  const io: Io = { env, cwd: "/", stdin: Buffer.alloc(0), stdout: () => {} };
  const said = t.capture(process.stderr, "write", () => true);
  const warned = async () => {
    await warnOfDefaultSite(io, "web");
    return said()
      .map(({ args }) => args.join(""))
      .join("");
  };
  host.put("home/web/VHOST", "web.example.com\n192.0.2.7\n");
  t.equal(await warned(), "", "no such page");
  const page = host.put("nginx/sites-enabled/default", "");
  t.match(
    await warned(),
    / ! {5}Detected IPv4 domain name with nginx proxy enabled\.\n ! {5}Ensure the default nginx site is removed/,
  );
  host.put("home/web/VHOST", "web.example.com\n");
  t.equal(await warned(), "", "no address");
  host.put("home/VHOST", "2001:db8::1\n");
  t.match(await warned(), /Detected IPv6 domain name/, "the host's own");
  rmSync(page);
  t.equal(await warned(), "");
});
