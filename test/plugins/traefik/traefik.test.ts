import t from "tap";
import { parse } from "yaml";
import { checkLabelProxy, labelHost } from "../../lib/label-proxy.ts";

checkLabelProxy(t, "traefik", {
  plain: [
    "traefik.enable=true",
    "traefik.http.services.web-web-http.loadbalancer.server.port=5000",
    "traefik.http.routers.web-web-http.entrypoints=http",
    "traefik.http.routers.web-web-http.service=web-web-http",
    "traefik.http.routers.web-web-http.rule=Host(`web.example.com`) || Host(`www.example.com`)",
  ],
  secure: [
    "traefik.http.routers.web-web-https.tls.certresolver=leresolver",
    "traefik.http.services.web-web-https.loadbalancer.server.port=5000",
    "traefik.http.routers.web-web-https.entrypoints=https",
  ],
});

t.test("settings that make a difference to its container", async (t) => {
  const traefik = labelHost(t, "traefik");
  for (const [key, value] of [
    ["letsencrypt-email", "you@example.com"],
    ["challenge-mode", "dns"],
    ["dns-provider", "cloudflare"],
    ["dns-provider-cf_api_key", "se$cret"],
    ["api-enabled", "true"],
    ["basic-auth-username", "ada"],
    ["basic-auth-password", "pass word"],
  ] as const)
    t.equal(traefik.dokku(["traefik:set", "--global", key, value]).code, 0, key);
  t.match(traefik.dokku(["traefik:set", "web", "dns-provider-x", "1"]), { code: 1, err: /can only be set globally/ });
  const asked = (words: string[], env = {}) => traefik.dokku(["traefik:report", "web", ...words], { env }).out;
  t.match(asked([]), /Traefik global dns provider cf_api_key: *\*{7}\n/);
  t.equal(asked(["--traefik-global-dns-provider-cf_api_key"]), "se$cret\n");
  const global = traefik.dokku(["traefik:report", "--global"]).out;
  t.match(global, /Traefik global dns provider cf_api_key: *\*{7}\n/, "in a global report too");
  for (const text of [asked([]), global]) {
    t.match(text, /Traefik (global|computed) basic auth password: *\*{7}\n/);
    t.notMatch(text, /pass word|se\$cret/);
  }
  t.equal(asked(["--traefik-computed-basic-auth-password"]), "pass word\n");
  t.equal(
    JSON.parse(traefik.dokku(["traefik:report", "--global", "--format", "json"]).out)["global-basic-auth-password"],
    "pass word",
  );
  t.equal(JSON.parse(asked(["--format", "json"]))["global-dns-provider-cf_api_key"], "se$cret");
  t.notMatch(asked(["--format", "json"], { FINGERPRINT: "SHA256:x", NAME: "ada" }), /se\$cret/, "a key is told that it is there");
  t.equal(traefik.dokku("traefik:set --global api-entry-point private".split(" ")).code, 0);
  t.equal(traefik.dokku("traefik:set --global api-entry-point-address :8080".split(" ")).code, 0);
  const { out } = traefik.dokku(["traefik:show-config"]);
  t.match(out, '      - "traefik.http.routers.api.middlewares=auth"\n');
  t.match(out, /CF_API_KEY=se\$\$cret/, "a dollar sign is two in a compose file");
  const shown = parse(out.replaceAll("$$", "$")).services.traefik;
  t.ok(shown.command.includes("--certificatesresolvers.leresolver.acme.dnschallenge.provider=cloudflare"));
  t.match(shown.labels.join("\n"), /basicauth\.users=ada:\$apr1\$/);
  t.match(shown.ports, ["80:80", "443:443", ":8080:8080"]);
});

t.test("it asks the app's containers as its app.json says", async (t) => {
  const made = labelHost(t, "traefik");
  made.dokku(["ports:set", "web", "http:80:5000"]);
  const check = { type: "readiness", path: "/up", timeout: 3, wait: 7, scheme: "" };
  made.put("lib/data/app-json/web/app.json", JSON.stringify({ healthchecks: { web: [{ type: "startup", path: "/" }, check] } }));
  const asked = made.labels("web").filter((label) => label.includes("healthcheck"));
  const key = "traefik.http.services.web-web-http.loadbalancer.healthcheck";
  t.same(asked, [`${key}.path=/up`, `${key}.timeout=3s`, `${key}.interval=7s`]);
});
