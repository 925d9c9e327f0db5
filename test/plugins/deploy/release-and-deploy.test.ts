import t from "tap";
import { buildHost } from "../../lib/build-host.ts";
import { fire } from "../../lib/rows.ts";

/** A docker that has one image; what its labels are is in a file. */
const DOCKER = `#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$DOKKU_ROOT/../docker-calls"
if [[ "$1 $2" == "image inspect" ]]; then printf '[{"Id":"sha256:1","Config":{"Labels":%s}}]' "$(<"$DOKKU_ROOT/../labels")"; fi
if [[ "$1 $2" == "image build" ]]; then cat >"$DOKKU_ROOT/../built-from"; fi
`;

t.test("an image that is there already is released and deployed", async (t) => {
  const host = buildHost(t);
  host.dokku(["apps:create", "web"]);
  host.put("bin/docker", DOCKER);
  host.put("labels", '{"com.dokku.app-name":"web","com.dokku.image-stage":"release","com.dokku.builder-type":"dockerfile"}');
  const released = fire(host, "release-and-deploy", "web");
  t.equal(released.code, 0, released.err);
  const said = `-----> Releasing web...
-----> Deploying web via the probe scheduler...
       Started in 0.0 s
=====> Application deployed:
       http://web.example.com
=====> Deployed v1 of web in 0.0 s: http://web.example.com
`;
  t.equal(released.out.replace(/\d+\.\d s/g, "0.0 s"), said);
  t.equal(host.read("deployed"), "probe web latest");
  t.equal(host.read("docker-calls"), "image inspect dokku/web:latest", "Docker is asked once");
  host.hook("urls", "app-urls", "echo https://elsewhere.example.com");
  t.match(fire(host, "release-and-deploy", "web", "v2").out, / {7}https:\/\/elsewhere\.example\.com\n/, "app-urls wins");
  t.match(host.read("deployed"), /^probe web v2$/m);
  host.put("lib/config/ps/web/skip-deploy", "true");
  t.equal(fire(host, "release-and-deploy", "web").out, "-----> Releasing web...\n-----> Skipping deployment\n");
});

t.test("an image somebody else has made gets the labels of a release", async (t) => {
  const host = buildHost(t);
  host.dokku(["apps:create", "web"]);
  host.put("bin/docker", DOCKER);
  host.put("labels", "null");
  t.equal(fire(host, "release-and-deploy", "web").code, 0);
  t.match(host.read("docker-calls"), /image build --quiet .*--label=com\.dokku\.app-name=web .*--tag=dokku\/web:latest -$/m);
  t.equal(host.read("built-from"), "FROM dokku/web:latest");
});

t.test("deploy: all of an app or one process type", async (t) => {
  const host = buildHost(t);
  host.dokku(["apps:create", "web"]);
  t.equal(fire(host, "deploy", "web").code, 0);
  t.equal(fire(host, "deploy", "web", "v1", "worker").code, 0);
  t.equal(host.read("deployed"), "probe web latest \nprobe web v1 worker");
  t.equal(fire(host, "deploy", "nope").code, 20);
  t.equal(fire(host, "core-post-deploy", "web", "", "", "latest").code, 0);
  t.equal(host.read("lib/config/common/web/deployed"), "true");
});
