import t from "tap";
import { type Tool, testTool, toolHost } from "../../lib/tool-host.ts";

const NIXPACKS: Tool = {
  builder: "nixpacks",
  program: "nixpacks",
  short: "nixpacks",
  file: "nixpacks.toml",
  setting: "nixpackstoml-path",
  makes: `cp Procfile "$root/procfile" 2>/dev/null
echo '{"Entrypoint":["/bin/bash","-l","-c"],"Cmd":["npm run \\"start\\""]}' >"$root/just-built"`,
};

testTool(t, NIXPACKS);

t.test("how nixpacks is called, and what becomes of its image", async (t) => {
  const { host, push, install, called } = toolHost(t, NIXPACKS);
  install();
  host.dokku(["config:set", "--no-restart", "web", "TOKEN=s3cret", "OTHER=unseen", "BUILDKIT_HOST=tcp://elsewhere"]);
  host.dokku(["docker-options:add", "web", "build", "--no-cache"]);
  host.dokku(["docker-options:add", "web", "build", "--env TOKEN -e NODE_ENV=production --env BUILDKIT_HOST"]);
  host.dokku(["docker-options:add", "web", "build", "-s 'npm run x' --pkgs=curl --memory 1g"]);
  const pushed = push({ "nixpacks.toml": "", Procfile: "web: node .\nrelease: ./migrate\nreleases: x\n" });
  t.equal(pushed.code, 0, pushed.err);
  const labels = "com.dokku.app-name=web com.dokku.builder-type=nixpacks com.dokku.image-stage=release";
  const every = "org.label-schema.schema-version=1.0 org.label-schema.vendor=dokku";
  const words = [
    "build",
    ...`${labels} ${every} dokku`.split(" ").map((label) => `--label=${label}`),
    ..."--env=BUILDKIT_HOST=tcp://elsewhere --env=TOKEN --no-cache --pkgs=curl --env=NODE_ENV=production".split(" "),
    "--start-cmd=npm run x",
    ...`${every} dokku`.split(" ").map((label) => `--label=${label}`),
    ..."--name dokku/web:latest SOURCE".split(" "),
  ];
  t.equal(called(), words.map((word) => `[${word}]`).join(""));
  t.match(host.read("tool-environment"), /^TOKEN=s3cret$/m);
  t.notMatch(host.read("tool-environment"), /unseen|elsewhere/);
  t.equal(host.read("procfile"), "web: node .\nreleases: x", "nixpacks would run `release` while it builds");
  const builds = host.read("docker-calls").match(/^image build .*$/gm) ?? [];
  t.equal(builds.length, 1, "labels and entrypoint at once");
  t.match(builds[0], / --label=com\.dokku\.builder-type=nixpacks .*--tag=dokku\/web:latest -$/);
  const [from, , entrypoint, command] = host.read("built-of").split("\n");
  t.equal(from, "FROM dokku/web:latest");
  t.equal(entrypoint, 'ENTRYPOINT ["/usr/local/bin/entrypoint"]');
  t.equal(command, 'CMD ["npm run \\"start\\""]', "its own command stays");
  t.match(host.dokku(["ports:report", "web", "--ports-map-detected"]).out, /http:80:5000/);
});
