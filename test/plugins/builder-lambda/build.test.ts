import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { type Tool, testTool, toolHost } from "../../lib/tool-host.ts";

const LAMBDA: Tool = {
  builder: "lambda",
  program: "lambda-builder",
  short: "lambda",
  file: "lambda.yml",
  setting: "lambdayml-path",
  makes: `if ! grep -q NOTHING lambda.yml; then echo zipped >lambda.zip; echo "web: function.handler" >Procfile; fi`,
};

testTool(t, LAMBDA);

t.test("how lambda-builder is called, and where the archive goes", async (t) => {
  const { host, copy, push, install, called } = toolHost(t, LAMBDA);
  install();
  for (const name of ["pre-build-lambda", "pre-build", "post-build-lambda", "post-build", "pre-release-lambda"])
    host.hook("watch", name, `echo "\${0##*/} $*" | sed "s#$PWD#SOURCE#" >>"$DOKKU_ROOT/../fired"`);
  host.put("lib/plugins/enabled/watch/plugin.toml", "[plugin]\n");
  const pushed = push({ "lambda.yml": "" });
  t.equal(pushed.code, 0, pushed.err);
  const every = "[--label=org.label-schema.schema-version=1.0][--label=org.label-schema.vendor=dokku][--label=dokku]";
  const labels = "[--label=com.dokku.app-name=web][--label=com.dokku.builder-type=lambda][--label=com.dokku.image-stage=release]";
  t.equal(
    called(),
    "[build][--generate-image][--write-procfile][--image-env=DOCKER_LAMBDA_STAY_OPEN=1]" +
      `${labels}${every}${every}[--port][5000][--tag][dokku/web:latest][--working-directory][SOURCE]`,
  );
  t.same(host.read("fired").split("\n"), [
    "pre-build-lambda web SOURCE",
    "pre-build lambda web SOURCE",
    "post-build-lambda web SOURCE",
    "post-build lambda web SOURCE",
    "pre-release-lambda web latest",
  ]);
  t.notMatch(host.read("docker-calls"), /image build/, "it writes the labels itself");
  const folder = join(host.path, "lib/data/builder-lambda/web");
  const first = copy.git("rev-parse", "HEAD").out.trim();
  t.same(readdirSync(folder).sort(), [`${first}.Procfile`, `${first}.zip`]);
  t.equal(host.read(`lib/data/builder-lambda/web/${first}.zip`), "zipped");
  t.equal(push().code, 0);
  const second = copy.git("rev-parse", "HEAD").out.trim();
  t.same(readdirSync(folder).sort(), [`${second}.Procfile`, `${second}.zip`], "only the last");
  t.match(push({ "lambda.yml": "# NOTHING\n", "lambda.zip": "pushed" }), { code: 1, err: /has made no lambda.zip/ });
  t.ok(existsSync(join(folder, `${second}.zip`)));
  t.equal(host.dokku(["apps:destroy", "--force", "web"]).code, 0);
  t.notOk(existsSync(folder));
});
