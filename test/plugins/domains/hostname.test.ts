import t from "tap";
import { domainName } from "../../../plugins/domains/lib/hostname.ts";
import { rows } from "../../lib/rows.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

t.test("case 29: what can be a domain: all that Dokku takes and nginx loads", async (t) => {
  const taken = ["www.example.com", ".x.test", "www.example.*", "*.example.com", "*.x.*", "a*b.test", "-a.test", "a-.test"];
  for (const name of [...taken, "bad", "10.0.0.1", "::1", "_", "my_app.test"]) t.equal(domainName(name), name, name);
  t.equal(domainName("WWW.Example.com."), "www.example.com", "as DNS spells it");
  const refused: [name: string, why: RegExp][] = [
    ["", /it is empty/],
    ["*", /needs a name beside it/],
    ["a b", /can hold letters/],
    ["a;b", /can hold letters/],
    ["http://a.test", /can hold letters/],
    ["a.test/x", /can hold letters/],
    ["a..test", /a part between two dots is empty/],
    ["bücher.test", /write it as DNS does: xn--bcher-kva.test/],
    [`${"a".repeat(64)}.test`, /has 64 characters, 63 are allowed/],
    [`${"a.".repeat(127)}test`, /253 are allowed/],
  ];
  for (const [name, why] of refused) t.throws(() => domainName(name), { message: why }, name);
});

t.test("case 29: a word without a dot is taken, and said to be private", async (t) => {
  const made = somePlugins(t, "domains", "common", "config", "apps");
  made.put("home/web/HEAD", "");
  rows(t, made, [
    { words: "domains:add web bad", out: /Added bad to web/, err: /bad has no dot: it is reached only from where/ },
    { words: "domains:add web www.example.* .x.test", out: /Added www.example.\* to web\n.*Added .x.test to web/ },
    { words: "domains:add web localhost", out: /Added localhost/ },
    { words: "domains:add web a;b good.test", code: 1, err: /"a;b" is not a domain/ },
    { words: "domains:report web --domains-app-vhosts", out: "bad www.example.* .x.test localhost\n" },
  ]);
});
