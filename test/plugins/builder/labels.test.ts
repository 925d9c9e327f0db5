// slow: each case is several commands
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { relabelled } from "../../../plugins/builder/lib/relabelled.ts";
import { here } from "../../lib/here.ts";
import { programCalls } from "../../lib/programs.ts";

const ALSO = "com.dokku.docker-image-labeler/alternate-tags";

/** A docker whose one image is a file of what \`inspect\` says, and an archive; what it builds and loads is kept. */
const DOCKER = `here="$DOKKU_ROOT/.."
case "$1 $2" in
"image inspect") cat "$here/image.json" 2>/dev/null || { echo "Error: No such image: \${*: -1}" >&2; exit 1; } ;;
"build --quiet") cat >"$here/built" ;;
"image save") if [[ -f $here/saved.tar ]]; then cp "$here/saved.tar" "\${3#--output=}"; else echo "no space" >&2; exit 1; fi ;;
"image load") cp "\${4#--input=}" "$here/loaded.tar" ;;
"image rm") if [[ -f $here/in-use ]]; then echo "image is in use" >&2; exit 1; fi ;;
"image ls") cat "$here/list" 2>/dev/null ;;
esac`;

function host(t: Test) {
  const made = here(t, { plugins: ["builder", "common"], apps: ["web"], programs: { docker: DOCKER } });
  const image = (labels: object | null, RepoTags: string[] | null = ["mine:1"]) =>
    made.put("image.json", JSON.stringify([{ Id: "sha256:1", RepoTags, Config: { Labels: labels } }]));
  const words = (start: string) =>
    made
      .calls("docker")
      .map((call) => call.words.join(" "))
      .filter((line) => line.startsWith(start));
  /** What `docker image save` writes: a configuration and a layer that two names have. */
  const archive = () => {
    made.put("saved/manifest.json", JSON.stringify([{ Config: "abc.json", Layers: ["l1", "l1"], RepoTags: ["mine:1"] }]));
    made.put("saved/abc.json", '{"architecture":"x","config":{"Cmd":["y"],"Labels":{"a":"1","gone":"x"}}}');
    made.put("saved/l1", "a layer");
    execFileSync("tar", ["-cf", join(made.path, "saved.tar"), "-C", join(made.path, "saved"), "."]);
  };
  const loaded = () => {
    made.put("in/.keep", "");
    execFileSync("tar", ["-xf", join(made.path, "loaded.tar"), "-C", join(made.path, "in")]);
    const file = (name: string) => readFileSync(join(made.path, "in", name), "utf8");
    return {
      names: readdirSync(join(made.path, "in")).sort(),
      manifest: JSON.parse(file("manifest.json")),
      config: JSON.parse(file("config.json")),
      layer: file("l1"),
    };
  };
  const labeler = (line: string | string[], code = 0, err = /^$/) => {
    programCalls(t, "docker-image-labeler", {}, [{ words: line, code, err, env: made.env }]);
  };
  return { ...made, image, words, archive, loaded, labeler };
}

t.test("labels are added by a build, with what else the image is called", async (t) => {
  const { image, labeler, read, path } = host(t);
  image({ a: "1", [ALSO]: '["other:2"]' }, ["mine:1", "third:3"]);
  labeler(["relabel", "--label=b=x=y,a=1", "--label", 'c=$HOME "q" \\', "mine:1"]);
  const also = JSON.stringify(["mine:1", "third:3", "other:2"]).replaceAll('"', '\\"');
  t.equal(read("built"), `FROM mine:1\nLABEL "b"="x=y"\nLABEL "c"="\\$HOME \\"q\\" \\\\"\nLABEL "${ALSO}"="${also}"\n`);
  t.notOk(existsSync(join(path, "loaded.tar")));
  image({ [ALSO]: "no json" }, null);
  labeler("relabel --label=a mine:1");
  t.equal(read("built"), 'FROM mine:1\nLABEL "a"=""\n');
  image({ a: "1", [ALSO]: '["mine:1"]' });
  labeler("relabel --label=a=1 --remove-label=none mine:1");
  t.equal(read("built"), 'FROM mine:1\nLABEL "a"=""\n', "nothing is built where nothing changes");
});

t.test("what is refused", async (t) => {
  const { image, labeler } = host(t);
  labeler("relabel --label=a=1 mine:1", 1, /[Nn]o such image/);
  image({});
  labeler("relabel mine:1", 1, /No labels specified/);
  labeler("relabel --label==x mine:1", 1, /Failed to parse new labels: Invalid label specified/);
  labeler(["relabel", "--label=a=1\nRUN x", "mine:1"], 1, /line breaks/);
  labeler("relabel --label=a=1", 1, /requires 1 argument: <image-name>/);
});

t.test("labels are taken away in the image's place, and all else stays", async (t) => {
  const { image, labeler, loaded, archive, words, put } = host(t);
  image({ a: "1", gone: "x", too: "y" });
  labeler("relabel --remove-label=gone mine:1", 1, /Failed to save image: no space/);
  archive();
  labeler("relabel --remove-label=gone,a,too --label=a=2 mine:1");
  const { names, manifest, config, layer } = loaded();
  t.same(names, [".keep", "config.json", "l1", "manifest.json"]);
  t.same(manifest, [{ Config: "config.json", RepoTags: ["mine:1"], Layers: ["l1", "l1"] }]);
  t.same(config, { architecture: "x", config: { Cmd: ["y"], Labels: { a: "2", [ALSO]: '["mine:1"]' } } });
  t.equal(layer, "a layer");
  t.same(words("image rm"), ["image rm sha256:1"]);
  for (const tags of [["mine:1", "other:1"], ["other:1"]]) {
    image({ gone: "x" }, tags);
    labeler("relabel --remove-label=gone mine:1");
    t.equal(words("image rm").length, 1, "one that has another name stays");
  }
  put("in-use", "");
  image({ gone: "x" }, null);
  labeler("relabel --remove-label=gone mine:1", 0, /Warning: Failed to delete old image: image is in use/);
});

t.test("an image without a tag is the latest", async (t) => {
  const { io, archive, loaded } = host(t);
  archive();
  await relabelled(io, "registry.test:5000/mine", { b: "1" });
  t.match(loaded(), { manifest: [{ RepoTags: ["registry.test:5000/mine:latest"] }], config: { config: { Labels: { b: "1" } } } });
});

t.test("whose image it is, by what it says of itself", async (t) => {
  const { fire, image } = host(t);
  const asked = (name: "builder-image-is-cnb" | "builder-image-is-herokuish", tag = "latest") =>
    fire(name, ["web", tag]).out.trim();
  for (const [labels, cnb, herokuish] of [
    [{ "io.buildpacks.stack.id": "x" }, "true", "true"],
    [{ "com.dokku.builder-type": "pack" }, "true", "true"],
    [{ "com.dokku.builder-type": "herokuish" }, "false", "true"],
    [{ "com.gliderlabs.herokuish/stack": "x" }, "false", "true"],
    [null, "false", "false"],
  ] as const) {
    image(labels);
    t.same(
      [asked("builder-image-is-cnb"), asked("builder-image-is-herokuish", "a/b:c")],
      [cnb, herokuish],
      JSON.stringify(labels),
    );
  }
});

t.test("an app's images go with it, and none that is another's now", async (t) => {
  const { fire, put, words } = host(t);
  t.equal(fire("post-delete", ["web", "latest"]).code, 0);
  t.same(words("image rm"), []);
  put("list", "a1 dokku/web latest\na2 <none> <none>\na3 dokku/api latest\na4 registry/web v1\n");
  fire("post-delete", ["web", "latest"]);
  t.same(words("image rm"), ["image rm --force dokku/web:latest a2 registry/web:v1"]);
  t.match(words("image ls"), [
    /--filter label=com\.dokku\.app-name=web$/,
    /--filter reference=dokku\/web$/,
    /label/,
    /reference/,
  ]);
});
