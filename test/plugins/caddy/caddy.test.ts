import t from "tap";
import { checkLabelProxy, labelHost } from "../../lib/label-proxy.ts";
import { fire } from "../../lib/rows.ts";

checkLabelProxy(t, "caddy", {
  plain: ["caddy=web.example.com:80, www.example.com:80", "caddy.reverse_proxy={{ upstreams 5000 }}"],
  secure: ["caddy=web.example.com, www.example.com", "caddy.reverse_proxy={{ upstreams 5000 }}"],
});

t.test("a port that is not 80, a certificate of its own, and a change beside a deploy", async (t) => {
  const caddy = labelHost(t, "caddy");
  caddy.dokku(["ports:set", "web", "http:8080:3000"]);
  const given = fire(caddy, "docker-args-process-deploy", "web", "dockerfile", "latest", "web", "1");
  t.match(given.err, /There is no port mapping http:80; the first of http is used, http:8080:3000/);
  t.ok(caddy.labels("web").includes("caddy.reverse_proxy={{ upstreams 3000 }}"));
  caddy.dokku(["caddy:set", "web", "tls-internal", "true"]);
  t.ok(caddy.labels("web").includes("caddy.tls=internal"));
  const deployed = fire(caddy, "core-post-deploy", "web", "3000", "127.0.0.1", "latest");
  t.match(deployed.out, /from the next start on: dokku ps:restart web/, "a change beside a deploy");
});
