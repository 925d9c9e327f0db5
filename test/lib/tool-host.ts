import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Test } from "tap";
import { buildHost } from "./build-host.ts";
import { rows } from "./rows.ts";
import { workingCopy } from "./working-copy.ts";

/** A builder that hands the source to somebody else's program. */
export interface Tool {
  readonly builder: string;
  readonly program: string;
  /** The shorter name of its commands. */
  readonly short: string;
  /** The file of the source by which it is found, and the setting that says where that is. */
  readonly file: string;
  readonly setting: string;
  /** What it does to make an image, in bash. */
  readonly makes?: string;
}

/** A host with a stand-in for the program that writes down how it was called, and fails where its file says BROKEN. */
export function toolHost(t: Test, { builder, program, short, file, makes = "" }: Tool) {
  const made = buildHost(t, `builder-${builder}`, short, "docker-options");
  const env = { ...made.env, PATH: `${made.path}/tools:${made.env.PATH}` };
  const dokku: typeof made.dokku = (words, options) => made.dokku(words, { ...options, env: { ...env, ...options?.env } });
  const host = { ...made, env, dokku };
  const install = () =>
    host.put(
      `tools/${program}`,
      `#!/usr/bin/env bash
root="$DOKKU_ROOT/.."
{ printf '[%s]' "$@"; echo; } | sed "s#$PWD#SOURCE#g" >>"$root/tool-calls"
env >"$root/tool-environment"
cp ${file} "$root/tool-file" 2>/dev/null || rm -f "$root/tool-file"
if grep -qs BROKEN ${file}; then echo "it does not build" >&2; exit 7; fi
echo "{}" >"$root/just-built"
${makes}
`,
    );
  host.dokku(["apps:create", "web"]);
  const copy = workingCopy(t, host, "web", "master");
  const push = (files: Readonly<Record<string, string>> = {}) => {
    copy.commit(files);
    return copy.git("push", "--force", "dokku", "master");
  };
  /** What the program was called with last, each word in brackets; the folder of the source is SOURCE. */
  const called = () => host.read("tool-calls").split("\n").at(-1);
  return { host, copy, push, install, called };
}

/** What holds for each of them: who is found, what is refused and when, where its file may be, and what a failure leaves. */
export function testTool(t: Test, tool: Tool): void {
  const { builder, program, short, file, setting } = tool;

  t.test("a missing program is refused before anything is built", async (t) => {
    const { host, push, install } = toolHost(t, tool);
    host.hook("watch", "pre-build", 'echo "$1" >>"$DOKKU_ROOT/../fired"');
    host.put("lib/plugins/enabled/watch/plugin.toml", "[plugin]\n");
    t.match(push({ [file]: "", Dockerfile: "FROM scratch\n" }), {
      code: 1,
      err: new RegExp(`${program} is not installed on this host; install it as https://\\S+ says, then deploy again`),
    });
    t.equal(host.read("fired"), "");
    t.notMatch(host.read("docker-calls"), /image build/);
    install();
    const again = push();
    t.equal(again.code, 0, again.err);
    t.equal(host.read("fired"), builder);
    t.equal(host.dokku(["builder:report", "web", "--builder-detected"]).out, `${builder}\n`);
    t.equal(host.read("deployed"), "probe web latest");
  });

  t.test("where its file is", async (t) => {
    const { host, copy, push, install } = toolHost(t, tool);
    install();
    const key = `builder-${builder}`;
    rows(t, host, [
      { words: [`${key}:set`, "web", setting, "../x"], code: 1, err: /without \.\./ },
      { words: [`${key}:set`, "web", "nope", "x"], code: 1, err: new RegExp(setting) },
      { words: [`${key}:set`, "--global", setting, "all/a file"], out: /Setting/ },
      { words: `${key}:report web --${key}-computed-${setting}`, out: "all/a file\n" },
      { words: `${key}:report web --${key}-${setting}`, out: "\n" },
      { words: [`${short}:set`, "web", setting, "deploy/mine"], out: /Setting/ },
      { words: `${key}:report web --${key}-computed-${setting}`, out: "deploy/mine\n" },
      { words: `${short}:report web --${key}-global-${setting}`, out: "all/a file\n" },
    ]);
    const moved = push({ [file]: "# usual\n", "all/a file": "# all\n", "deploy/mine": "# mine\n", Dockerfile: "FROM scratch\n" });
    t.equal(moved.code, 0, moved.err);
    t.equal(host.read("tool-file"), "# mine");
    rows(t, host, [{ words: `${key}:set web ${setting}`, out: /Unsetting/ }]);
    t.equal(push().code, 0);
    t.equal(host.read("tool-file"), "# all", "that of all apps");
    rows(t, host, [{ words: `${key}:set web ${setting} nope`, out: /Setting/ }]);
    const without = push();
    t.match(without.err, new RegExp(`${setting} nope is no file of the pushed source, which is built without ${file}`));
    t.equal(host.dokku(["builder:report", "web", "--builder-detected"]).out, "dockerfile\n", "as on Dokku");
    rows(t, host, [
      { words: `${key}:set web ${setting} link`, out: /Setting/ },
      { words: `builder:set web selected ${builder}`, out: /Setting/ },
    ]);
    symlinkSync("/etc/hostname", join(copy.path, "link"));
    t.match(push(), { code: 1, err: /link leads out of the pushed source/ });
    const calls = host.read("tool-calls");
    rows(t, host, [{ words: `${key}:set web ${setting} ${file}`, out: /Setting/ }]);
    copy.git("rm", "--quiet", file);
    symlinkSync("/etc/hostname", join(copy.path, file));
    t.match(push(), { code: 1, err: new RegExp(`${file} leads out of the pushed source`) });
    t.equal(host.read("tool-calls"), calls, "the program was not asked");
    rows(t, host, [{ words: `${key}:set web ${setting} inner/link`, out: /Setting/ }]);
    mkdirSync(dirname(join(copy.path, "inner/link")));
    symlinkSync("../deploy/mine", join(copy.path, "inner/link"));
    const inner = push();
    t.equal(inner.code, 0, inner.err);
    t.equal(host.read("tool-file"), "# mine", "a link within the source");
  });

  t.test("a build that fails leaves the old image", async (t) => {
    const { host, push, install } = toolHost(t, tool);
    install();
    host.put("home/web/CONTAINER.web.1", "c1\n");
    host.put("released", "sha256:01d\n");
    t.match(push({ [file]: "# BROKEN\n" }), {
      code: 1,
      err: new RegExp(`it does not build[^]*${program} ended with exit code 7`),
    });
    t.match(host.read("docker-calls"), /^image tag sha256:01d dokku\/web:latest$/m);
    t.equal(host.read("deployed"), "");
  });
}
