import { createHash } from "node:crypto";
import { clientIn, engineSocket, engineVariables } from "hokku/endpoint";
import { registryEnvironment } from "hokku/registry-environment";
import t from "tap";
import { root } from "../../lib/root.ts";

const idOf = (name: string): string => createHash("sha256").update(name).digest("hex");

const meta = (host: string, skip = false): string =>
  JSON.stringify({ Name: "x", Metadata: {}, Endpoints: { docker: { Host: host, SkipTLSVerify: skip } } });

t.test("case 21: the engine is found as the docker client finds it", async (t) => {
  const { put, path } = root(t, { plugins: false });
  put("chosen/.docker/config.json", '{ "auths": { "x": {} }, "currentContext": "other" }');
  put("closed/.docker/config.json/folder", "as unreadable as a file without rights, for root too");
  put("damaged/.docker/config.json", '{ "currentContext": "other"');
  put("default/.docker/config.json", '{ "currentContext": "default" }');
  const contexts = `${path}/chosen/.docker/contexts`;
  for (const [name, text] of [
    ["other", meta("unix:///run/user/1000/docker.sock")],
    ["far", meta("ssh://me@far.example")],
    ["secret", meta("tcp://far.example:2376")],
    ["trusting", meta("tcp://far.example:2376", true)],
    ["damaged", "{"],
  ] as const)
    put(`chosen/.docker/contexts/meta/${idOf(name)}/meta.json`, text);
  put(`chosen/.docker/contexts/tls/${idOf("secret")}/docker/ca.pem`, "");
  const tls = (name: string) => ({
    DOCKER_HOST: "tcp://far.example:2376",
    DOCKER_CERT_PATH: `${contexts}/tls/${idOf(name)}/docker`,
  });
  const there = { DOCKER_HOST: "unix:///run/user/1000/docker.sock" };
  const rows: [env: Record<string, string>, variables: Record<string, string>, socket?: string][] = [
    [{ HOME: `${path}/nowhere` }, {}, "/var/run/docker.sock"],
    [{ HOME: `${path}/closed` }, {}, "/var/run/docker.sock"],
    [{ HOME: `${path}/damaged` }, {}, "/var/run/docker.sock"],
    [{ HOME: `${path}/default` }, {}, "/var/run/docker.sock"],
    [{ HOME: `${path}/chosen` }, there, "/run/user/1000/docker.sock"],
    [{ HOME: `${path}/nowhere`, DOCKER_CONFIG: `${path}/chosen/.docker` }, there, "/run/user/1000/docker.sock"],
    [{ HOME: `${path}/chosen`, DOCKER_CONTEXT: "default" }, {}, "/var/run/docker.sock"],
    [{ HOME: `${path}/chosen`, DOCKER_CONTEXT: "far" }, { DOCKER_HOST: "ssh://me@far.example" }],
    [
      { HOME: `${path}/chosen`, DOCKER_CONTEXT: "secret" },
      { ...tls("secret"), DOCKER_TLS_VERIFY: "1" },
    ],
    [
      { HOME: `${path}/chosen`, DOCKER_CONTEXT: "trusting" },
      { ...tls("trusting"), DOCKER_TLS: "1" },
    ],
    [{ HOME: `${path}/chosen`, DOCKER_CONTEXT: "gone" }, { DOCKER_CONTEXT: "gone" }],
    [{ HOME: `${path}/chosen`, DOCKER_CONTEXT: "damaged" }, { DOCKER_CONTEXT: "damaged" }],
    [{ HOME: `${path}/chosen`, DOCKER_CONTEXT: "far", DOCKER_HOST: "unix:///x" }, { DOCKER_HOST: "unix:///x" }, "/x"],
    [
      { HOME: `${path}/chosen`, DOCKER_HOST: "tcp://x:2376", DOCKER_TLS_VERIFY: "1" },
      { DOCKER_HOST: "tcp://x:2376", DOCKER_CERT_PATH: `${path}/chosen/.docker` },
    ],
    [
      { HOME: `${path}/chosen`, DOCKER_HOST: "tcp://x:2376", DOCKER_TLS: "1", DOCKER_CERT_PATH: "/certs" },
      { DOCKER_HOST: "tcp://x:2376", DOCKER_CERT_PATH: "/certs" },
    ],
  ];
  for (const [env, variables, socket] of rows) {
    t.same(engineVariables(env), variables, JSON.stringify(env));
    t.equal(engineSocket(env), socket);
  }
  const env = { HOME: `${path}/chosen`, DOKKU_LIB_ROOT: `${path}/lib` };
  t.same(clientIn("/logins", env), { ...there, DOCKER_CONFIG: "/logins" });
  t.same(registryEnvironment("web", env), {}, "an app without logins");
  put("lib/config/registry/web/config.json", '{ "auths": { "registry.example.com": {} } }');
  t.same(registryEnvironment("web", env), { ...there, DOCKER_CONFIG: `${path}/lib/config/registry/web` });
});
