import t from "tap";
import { fire } from "../../e2e/apps.ts";
import { root } from "../../lib/root.ts";

t.test("mappings: add, remove, set, clear, list", async (t) => {
  const r = root(t);
  r.put("home/shop/HEAD", "");
  const rows: [string[], number, RegExp, string][] = [
    [["add", "shop", "http:80:5000"], 0, /^$/, "http:80:5000"],
    [["add", "shop", "http:80:3000"], 1, /same scheme:host-port is being reused: http:80/, "http:80:5000"],
    [["add", "shop", "https:443:5000", "http:81:5001"], 0, /^$/, "http:80:5000 http:81:5001 https:443:5000"],
    [["add", "shop", "80"], 1, /Invalid port map 80/, "http:80:5000 http:81:5001 https:443:5000"],
    [["add", "shop", "http:0:1"], 1, /Invalid port map/, "http:80:5000 http:81:5001 https:443:5000"],
    [["add", "shop", "http:65536:1"], 1, /Invalid port map/, "http:80:5000 http:81:5001 https:443:5000"],
    [["add", "shop", "http:1:70000"], 1, /Invalid port map/, "http:80:5000 http:81:5001 https:443:5000"],
    [["add", "shop"], 2, /is missing/, "http:80:5000 http:81:5001 https:443:5000"],
    [["remove", "shop", "81"], 0, /^$/, "http:80:5000 https:443:5000"],
    [["remove", "shop", "https:443:5000"], 0, /^$/, "http:80:5000"],
    [["set", "shop", "http:8080:80"], 0, /^$/, "http:8080:80"],
    [["set", "shop", "http:65535:65535"], 0, /^$/, "http:65535:65535"],
    [["clear", "shop"], 0, /^$/, ""],
  ];
  for (const [[command, ...words], code, err, left] of rows) {
    t.match(r.dokku([`ports:${command}`, ...words]), { code, err }, `${command} ${words.join(" ")}`);
    t.equal(r.dokku(["ports:report", "shop", "--ports-map"]).out, `${left}\n`);
  }
  t.match(r.dokku(["ports:list", "shop"]), { code: 1, err: /No port mappings configured/ });
  r.dokku(["ports:set", "shop", "http:80:5000"]);
  t.match(r.dokku(["ports:list", "shop"]).out, /-----> scheme\s+host port\s+container port\n {4}http\s+80\s+5000\n/);
});

t.test("detected mappings", async (t) => {
  const r = root(t);
  r.put("home/shop/HEAD", "");
  t.equal(fire(r, "ports-get", "shop", "stdout").out, "http:80:5000\n", "without any, port 5000");
  t.equal(fire(r, "ports-set-detected", "shop", "http:3000:3000 udp:53:53").code, 0);
  t.equal(fire(r, "ports-get", "shop").out, "http:3000:3000\nudp:53:53\n");
  t.strictSame(JSON.parse(fire(r, "ports-get", "shop", "json").out)[0], {
    container_port: 3000,
    host_port: 3000,
    scheme: "http",
  });
  r.dokku(["ports:set", "shop", "http:80:1234"]);
  t.equal(fire(r, "ports-get", "shop").out, "http:80:1234\n", "the user's come first");
  t.equal(fire(r, "ports-clear", "shop").code, 0);
  t.equal(fire(r, "ports-get", "shop").out, "http:80:5000\n");
  t.match(fire(r, "ports-get-available").out, /^\d{4,5}\n$/);
  t.equal(fire(r, "ports-get", "shop", "xml").code, 1);
});

t.test("with a certificate https stands beside http port 80, and beside no other", async (t) => {
  const r = root(t);
  r.put("home/shop/HEAD", "");
  for (const name of ["crt", "key"]) r.put(`home/shop/tls/server.${name}`, "");
  t.equal(fire(r, "ports-set-detected", "shop", "http:80:5000 http:3000:3000").code, 0);
  t.equal(fire(r, "ports-get", "shop").out, "http:3000:3000\nhttp:80:5000\nhttps:443:5000\n");
  t.equal(fire(r, "ports-set-detected", "shop", "http:3000:3000").code, 0);
  t.equal(fire(r, "ports-get", "shop").out, "https:3000:3000\n", "where there is none, http becomes https");
});

t.test("an app's port on the host is chosen in silence where it is the usual one", async (t) => {
  const r = root(t);
  r.put("home/shop/HEAD", "");
  r.put("home/shop/VHOST", "shop.example.com\n");
  t.strictSame(fire(r, "ports-configure", "shop"), { code: 0, out: "", err: "" });
  t.equal(fire(r, "ports-get-property", "shop", "proxy-port").out, "80\n");
});

t.test("an app without a domain has a port of its own, and the usual one as long as it has a domain", async (t) => {
  const r = root(t);
  r.put("home/shop/HEAD", "");
  t.match(fire(r, "ports-configure", "shop").out, /setting to random open high port/);
  const own = fire(r, "ports-get-property", "shop", "proxy-port").out.trim();
  t.match(own, /^\d{4,5}$/);
  t.strictSame(fire(r, "ports-configure", "shop"), { code: 0, out: "", err: "" }, "it stays the same");
  const rows: [detected: string, unnamed: string, named: string][] = [
    ["http:80:5000", `http:${own}:5000`, "http:80:5000"],
    ["http:80:80 http:3000:3000", `http:${own}:80 http:3000:3000`, "http:80:80 http:3000:3000"],
  ];
  for (const [detected, unnamed, named] of rows) {
    fire(r, "ports-set-detected", "shop", detected);
    const maps = () => fire(r, "ports-get", "shop").out.trim().split("\n").sort().join(" ");
    t.equal(maps(), unnamed.split(" ").sort().join(" "));
    r.put("home/shop/VHOST", "shop.example.com\n");
    t.equal(maps(), named.split(" ").sort().join(" "));
    r.put("home/shop/ENV", "export NO_VHOST='1'\n");
    t.equal(maps(), unnamed.split(" ").sort().join(" "), "also where NO_VHOST says so");
    for (const file of ["ENV", "VHOST"]) r.put(`home/shop/${file}`, "");
  }
  r.dokku(["ports:set", "shop", "http:80:5000"]);
  t.equal(fire(r, "ports-get", "shop").out, "http:80:5000\n", "what somebody has set is kept to");
});

t.test("mappings that were set move with the domains, and nothing of them is lost", async (t) => {
  const r = root(t);
  r.put("home/shop/HEAD", "");
  r.put("home/shop/VHOST", "shop.example.com\n");
  r.dokku(["ports:set", "shop", "http:80:3000", "http:8080:4000"]);
  t.match(r.dokku(["domains:disable", "shop"]), { code: 0, out: /App virtual host support disabled/ });
  t.match(
    fire(r, "ports-get", "shop").out,
    /^http:8080:4000\nhttp:(?!80:)\d{4,5}:3000\n$|^http:(?!80:)\d{4,5}:3000\nhttp:8080:4000\n$/,
  );
  t.equal(r.dokku(["config:get", "shop", "NO_VHOST"]).out, "1\n");
  t.equal(r.dokku(["domains:add", "shop", "www.example.com"]).code, 0);
  t.equal(fire(r, "ports-get", "shop").out, "http:8080:4000\nhttp:80:3000\n");
  r.dokku(["config:set", "shop", "NO_VHOST=1"]);
  t.notMatch(fire(r, "ports-get", "shop").out, "http:80:", "by config:set as by domains:disable");
  r.dokku(["config:unset", "shop", "NO_VHOST"]);
  t.equal(fire(r, "ports-get", "shop").out, "http:8080:4000\nhttp:80:3000\n");
});

t.test("with a certificate, what is served at port 80 is served at 443 too", async (t) => {
  const r = root(t);
  r.put("home/shop/HEAD", "");
  const after = (maps: string) => {
    r.dokku(["ports:set", "shop", ...maps.split(" ")]);
    t.equal(fire(r, "post-certs-update", "shop").code, 0);
    return r.dokku(["ports:report", "shop", "--ports-map"]).out;
  };
  t.equal(after("http:80:5000 http:81:5001"), "http:80:5000 http:81:5001 https:443:5000\n");
  t.equal(after("http:80:5000 https:443:6000"), "http:80:5000 https:443:6000\n", "a mapping of the user's stays");
  t.equal(after("http:8080:5000"), "http:8080:5000\n");
});
