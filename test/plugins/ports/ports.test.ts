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
    [["add", "shop", "http:1:70000"], 1, /Invalid port map/, "http:80:5000 http:81:5001 https:443:5000"],
    [["add", "shop"], 2, /is missing/, "http:80:5000 http:81:5001 https:443:5000"],
    [["remove", "shop", "81"], 0, /^$/, "http:80:5000 https:443:5000"],
    [["remove", "shop", "https:443:5000"], 0, /^$/, "http:80:5000"],
    [["set", "shop", "http:8080:80"], 0, /^$/, "http:8080:80"],
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

t.test("ports-configure gives an app its port, and says nothing of domains", async (t) => {
  const r = root(t);
  r.put("home/shop/HEAD", "");
  r.put("home/shop/VHOST", "shop.example.com\n");
  t.match(fire(r, "ports-configure", "shop"), { code: 0, out: /^$/ });
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
