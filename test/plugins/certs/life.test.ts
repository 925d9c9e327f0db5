import { execFileSync } from "node:child_process";
import { join } from "node:path";
import t from "tap";
import { testRoot } from "../../../plugins/common/lib/testing.ts";

t.test("a certificate goes along with a rename, not with a copy, and goes when another plugin takes it away", async (t) => {
  const host = testRoot(t, { plugins: ["apps", "certs", "common", "config", "domains"], apps: ["web"] });
  for (const name of ["post-certs-update", "post-certs-remove"])
    host.put(`lib/plugins/enabled/told/${name}`, `#!/usr/bin/env bash\necho "${name} $*" >>"$DOKKU_ROOT/../heard"\n`);
  const heard = () => {
    const lines = (host.read("heard") ?? "").split("\n").filter(Boolean);
    host.put("heard", "");
    return lines;
  };
  const work = t.testdir({});
  const subject = ["-subj", "/CN=web.test", "-addext", "subjectAltName=DNS:web.test"];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key", "-out", "crt"];
  execFileSync("openssl", ["req", "-x509", "-days", "10", ...kind, ...subject], { cwd: work, stdio: "ignore" });
  const files = [join(work, "crt"), join(work, "key")] as const;
  const has = (app: string) => host.fire("certs-exists", [app]).out.trim();
  const part = (app: string, of: string) => host.fire("certs-get", [app, of]);

  t.equal(has("web"), "false");
  t.equal(host.fire("certs-set", ["web", ...files]).code, 0);
  t.strictSame(heard(), ["post-certs-update web"]);
  t.equal(has("web"), "true");
  t.match(part("web", "crt"), { code: 0, out: /BEGIN CERTIFICATE/ });
  t.match(part("web", "csr"), { code: 1, err: /knows crt and key, not "csr"/ });
  t.match(host.fire("certs-set", ["gone", ...files]), { code: 20 });
  t.match(host.fire("certs-remove", ["gone"]), { code: 20 });

  const key = part("web", "key").out;
  t.match(key, /PRIVATE KEY/);
  t.equal(host.dokku("apps:clone --skip-deploy web copy").code, 0);
  t.equal(has("copy"), "false", "a copy answers under other names");
  t.equal(has("web"), "true");
  t.strictSame(heard(), ["post-certs-remove copy"]);
  t.equal(host.dokku("apps:rename --skip-deploy web shop").code, 0);
  t.equal(part("shop", "key").out, key);
  heard();
  t.equal(host.fire("certs-remove", ["shop"]).code, 0);
  t.equal(has("shop"), "false");
  t.strictSame(heard(), ["post-certs-remove shop"]);
  t.not(part("shop", "key").code, 0);
});
