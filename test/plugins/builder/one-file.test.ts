import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { buildHost } from "../../lib/build-host.ts";
import { checkout } from "../../lib/root.ts";
import { fire, rows } from "../../lib/rows.ts";
import { workingCopy } from "../../lib/working-copy.ts";

/** Builds what has a `note`, or fails where the note says so. */
const NOTE = `import { join } from "node:path";
import { Exit, write } from "hokku";
import { builder } from "hokku/builder";
import { run } from "hokku/run";
const { existsSync, readFileSync, writeFileSync } = process.getBuiltinModule("node:fs");
export default builder({
  detect: (_io, _app, source) => existsSync(join(source, "note")),
  prepare: (_io, app, source) => existsSync(join(source, "note")) && writeFileSync(join(source, "prepared"), app),
  begin: (io, app) => write(io, "begins " + app + " in " + (io.cwd.includes("source.") ? "its source" : io.cwd) + "\\n"),
  build: async (io, app, source, image) => {
    if (readFileSync(join(source, "note"), "utf8") === "fail") throw new Exit(1, "The note says so");
    await run(io, io.env.DOCKER_BIN ?? "docker", ["image", "build", "--tag=" + image, "."]);
    return ["http:3000:3000"];
  },
});
`;

function hostWithNote(t: Test) {
  const host = buildHost(t);
  mkdirSync(join(host.path, "lib/plugins/node_modules"), { recursive: true });
  symlinkSync(checkout, join(host.path, "lib/plugins/node_modules/hokku")); // as the installer does
  host.put("lib/plugins/enabled/builder-note/builder.ts", NOTE);
  host.put("lib/plugins/enabled/builder-note/plugin.toml", "[plugin]\n");
  host.dokku(["apps:create", "web"]);
  const copy = workingCopy(t, host, "web", "master");
  const push = (files: Readonly<Record<string, string>> = {}) => {
    copy.commit(files);
    return copy.git("push", "--force", "dokku", "master");
  };
  return { host, push };
}

t.test("a builder in one file: Dokku's triggers are made of it, and those of a build and a release are fired", async (t) => {
  const { host, push } = hostWithNote(t);
  for (const name of ["pre-build", "post-build", "pre-release", "pre-release-builder", "post-release-builder", "post-release"])
    host.hook("watch", name, `echo "\${0##*/} $*" | sed "s#/[^ ]*source[^ ]*#SOURCE#" >>"$DOKKU_ROOT/../fired"`);
  host.put("lib/plugins/enabled/watch/plugin.toml", "[plugin]\n");
  const pushed = push({ note: "", Dockerfile: "FROM scratch\n" });
  t.equal(pushed.code, 0, pushed.err);
  t.match(pushed.err, /Building web from note[\s\S]*begins web in its source/);
  t.same(host.read("fired").split("\n"), [
    "pre-build note web SOURCE",
    "post-build note web SOURCE",
    "pre-release web",
    "pre-release-builder note web dokku/web:latest",
    "post-release-builder note web dokku/web:latest",
    "post-release web",
  ]);
  t.match(host.read("built-files"), /prepared/, "its source was prepared");
  t.equal(host.read("deployed"), "probe web latest");
  t.equal(host.dokku(["builder:report", "web", "--builder-detected"]).out, "note\n");
  t.match(host.dokku(["ports:report", "web", "--ports-map-detected"]).out, /^http:3000:3000$/m);
  const labelling = host
    .read("docker-calls")
    .split("\n")
    .filter((call) => call.startsWith("image build --quiet"));
  t.equal(labelling.length, 1, "an image without labels gets them, once");
  t.match(labelling[0], /--label=com\.dokku\.builder-type=note --label=com\.dokku\.image-stage=release.* -$/);
  t.match(push({ note: "fail" }), { code: 1, err: /The note says so/ });
});

t.test("who builds, of builders in TypeScript and in bash", async (t) => {
  const { host, push } = hostWithNote(t);
  const bash = (plugin: string, name: string) => {
    host.hook(plugin, "builder-detect", `[[ -f "$2/${name}.txt" ]] && echo ${name}`);
    host.hook(plugin, "builder-build", `if [[ $1 == ${name} ]]; then echo "${name} builds $2 in $3"; exit 3; fi`);
  };
  bash("builder-first", "first");
  bash("builder-zig", "zig");
  /** Each file comes on top of those before it. */
  const files: [file: string, builder: RegExp][] = [
    ["Dockerfile", /Building web from Dockerfile/],
    ["zig.txt", /zig builds web in .*source/],
    ["note", /Building web from note/],
    ["first.txt", /first builds web in .*source/],
  ];
  for (const [file, builder] of files) t.match(push({ [file]: "FROM scratch\n" }).err, builder, `with ${file} too`);
  rows(t, host, [{ words: "builder:set web selected zig", out: /Setting/ }]);
  t.match(push(), { code: 1, err: /zig builds web/ });
  rows(t, host, [{ words: "builder:set web selected nope", out: /Setting/ }]);
  t.match(push(), { code: 1, err: /no builder called nope; there are: dockerfile, note, null, first, zig\. Choose/ });
  const source = t.testdir({ Dockerfile: "", note: "" });
  t.same(fire(host, "builder-detect", "web", source).out.split("\n"), ["nope", "note", "dockerfile", ""]);
});
