import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { somePlugins } from "../../lib/some-plugins.ts";

/** Writes down how it was called; lists two dead containers and an image, and cannot remove what is called `busy`. */
const DOCKER = `#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$DOKKU_ROOT/../calls"
case "$1 $2" in
"container ls") printf 'dead1\\nkept2\\nbusy3\\nretired4\\n' ;;
"image ls") if [[ $* == *reference* ]]; then printf 'dokku/web:v1\\ndokku/web:v2\\ndokku/other:latest\\n'; exit; fi; printf 'sha256:aaa\\nsha256:aaa\\n' ;;
*" rm") if [[ $* == *busy* ]]; then echo "Error: container is being used" >&2; exit 1; fi ;;
esac
`;

t.test("cleanup: dead containers and unnamed images of apps, nothing else", async (t) => {
  const { dokku, path, put } = somePlugins(t, "cleanup", "common");
  put("bin/docker", DOCKER);
  put("home/web/CONTAINER.web.1", "kept2\n");
  put("lib/data/scheduler-docker-local/dead-containers", "web retired4 1\n");
  const env = { DOCKER_BIN: join(path, "bin/docker") };
  const calls = () => readFileSync(join(path, "calls"), "utf8").trim().split("\n");
  const ls =
    "container ls --all --quiet --no-trunc --filter status=exited --filter status=dead --filter label=com.dokku.container-type --filter label=com.dokku.app-name";
  const images = "image ls --quiet --no-trunc --filter dangling=true --filter label=com.dokku.app-name";
  t.same(dokku(["cleanup"], { env }), { code: 0, out: "-----> Cleaning up...\n", err: "" });
  const rm = ["container rm --volumes dead1", "container rm --volumes busy3"];
  t.same(calls(), [ls, ...rm, images, "image rm sha256:aaa"], "what a stopped app starts from stays, and what ps:retire removes");
  put("calls", "");
  t.same(JSON.parse(dokku(["cleanup", "web", "--json"], { env }).out), { containers: ["dead1"], images: ["sha256:aaa"] });
  t.equal(calls()[0], `${ls}=web`);
  t.equal(calls()[3], `${images}=web`);
  t.equal(dokku(["cleanup", "nope"], { env }).code, 20);
  t.equal(dokku(["cleanup", "web", "x"], { env }).code, 2);
  put("calls", "");
  put("lib/data/releases/web/v1.json", '{"version":1,"pruned":true}');
  put("lib/data/releases/web/v2.json", '{"version":2}');
  const plan = dokku(["cleanup", "--plan"], { env });
  t.match(plan, {
    code: 0,
    out: /^container +dead1 +0\.0 MB\ncontainer +busy3 .*\nimage +dokku\/web:v1 .*\nimage +sha256:aaa .*\n$/,
  });
  t.notMatch(calls().join("\n"), / rm /, "a plan removes nothing");
  t.match(dokku(["cleanup", "--json"], { env }).out, /"dokku\/web:v1"/, "what a container kept from going goes now");
  put("bin/docker", "#!/usr/bin/env bash\necho 'Cannot connect to the Docker daemon' >&2\nexit 1\n");
  t.match(dokku(["cleanup"], { env }), { code: 1, err: /Cannot connect/ });
  mkdirSync(join(path, "nothing"));
  t.equal(dokku(["cleanup"], { env: { DOCKER_BIN: join(path, "nothing/docker") } }).code, 127);
});
