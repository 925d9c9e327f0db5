import { readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { catalogue } from "../../hooks/catalogue.ts";
import { RECORDED } from "../../plugins/plugin/lib/conformance/recorded.ts";
import { workingCopy } from "../lib/working-copy.ts";
import { baseImage, gone, settled } from "./apps.ts";

/** Nobody records what is asked before every command, or sets a plugin up. */
const LEFT_OUT = /^(user-auth|user-auth-app|commands|install|dependencies|update|uninstall)$/;

t.test("what hooks are given in plugin:test is what a push gives them", async (t) => {
  const root = settled(t);
  root.put("lib/plugins/enabled/recorder/plugin.toml", "[plugin]\n");
  const record = `#!/usr/bin/env bash\nprintf '%s\\0' "\${0##*/}" "$@" $'\\n' >>"${root.path}/recorded"\n`;
  for (const name of Object.keys(catalogue).filter((trigger) => !LEFT_OUT.test(trigger)))
    root.put(`lib/plugins/enabled/recorder/${name}`, record);
  const app = `t${process.pid}-rec`;
  gone(t, app);
  root.dokku(["apps:create", app]);
  const copy = workingCopy(t, root, app);
  const dockerfile = `FROM ${baseImage()}\nRUN echo x >/www/index.html\nCMD ["httpd", "-f", "-p", "5000", "-h", "/www"]\n`;
  copy.commit({ Dockerfile: dockerfile, "app.json": "{}" });
  const pushed = copy.git("push", "dokku", "main");
  t.equal(pushed.code, 0, pushed.err);
  const after = [`config:set ${app} A=b`, `domains:add ${app} www.example.com`, `run ${app} true`, `ps:stop ${app}`];
  const ends = [`apps:clone --skip-deploy ${app} ${app}2`, `--force apps:destroy ${app}2`, `report ${app}`];
  for (const words of [...after, ...ends]) root.dokku(words.split(" "));
  const usual = (word: string) =>
    word
      .replace(/^\/.*\/source\.[\d.]+/, "<source>")
      .replaceAll(app, "web")
      .replace(/^\/.*\/data\/app-json\/web\/app\.json[\d.]*$/, "<source>/app.json") // as it is kept
      .replace(/^web2$/, "web-2")
      .replace(/\b[0-9a-f]{64}\b/, "<container>")
      .replace(/\b[0-9a-f]{40}\b/, "<revision>")
      .replace(/172\.\d+\.\d+\.\d+/, "172.17.0.2");
  const calls = readFileSync(join(root.path, "recorded"), "utf8").split("\0\n\0");
  const seen = new Set(calls.map((call) => call.split("\0").map(usual).join(" ")));
  for (const [trigger, words] of Object.entries(RECORDED)) {
    const call = [trigger, ...words].join(" ");
    t.ok(seen.has(call), `${call}; seen: ${[...seen].filter((one) => one.startsWith(`${trigger} `)).join(", ")}`);
  }
});
