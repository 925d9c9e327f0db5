import type { Io } from "hokku";
import { contextOf, engine } from "hokku/engine";
import t from "tap";
import { watchDeaths } from "../../../plugins/scheduler-docker-local/lib/deaths.ts";
import { root } from "../../lib/root.ts";

const SAYS = `#!/bin/sh
if [ "$1" = events ]; then echo 'WARNING: no JSON'; echo null; echo '{"Action":"die","Actor":{"ID":"abc","Attributes":{"exitCode":"3"}}}'; else echo client; fi
`;

t.test("the engine of the docker client's context is asked, by its client", async (t) => {
  const { put, path, env } = root(t, { plugins: false });
  put("bin/docker", SAYS);
  put("home/.docker/config.json", '{ "currentContext": "other" }');
  const io: Io = { env: { ...env, PATH: `${path}/bin:${env.PATH}` }, cwd: "/", stdin: Buffer.alloc(0), stdout: () => {} };
  t.equal(await engine(io, "GET", "/_ping", ["ping"]), "client");
  const deaths = watchDeaths(io, "web", Date.now());
  t.strictSame(await deaths.of("abc"), { exitCode: 3, outOfMemory: false }, "lines that are no events are passed over");
  deaths.stop();
});

t.test("the context, where it can be read", (t) => {
  const { put, path } = root(t, { plugins: false });
  put("chosen/.docker/config.json", '{ "auths": {}, "currentContext": "other" }');
  put("closed/.docker/config.json/folder", "as unreadable as a file without rights, for root too");
  t.equal(contextOf({ HOME: `${path}/chosen` }), "other");
  t.equal(contextOf({ HOME: `${path}/chosen`, DOCKER_CONTEXT: "third" }), "third");
  t.equal(contextOf({ HOME: `${path}/nowhere`, DOCKER_CONFIG: `${path}/chosen/.docker` }), "other");
  t.equal(contextOf({ HOME: `${path}/closed` }), "default");
  t.equal(contextOf({ HOME: `${path}/nowhere` }), "default");
  t.end();
});
