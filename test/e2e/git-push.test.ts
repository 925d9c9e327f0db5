import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { until } from "../lib/patience.ts";
import { type Root, root } from "../lib/root.ts";
import { type WorkingCopy, workingCopy } from "../lib/working-copy.ts";
import { baseImage, docker, removeImages, text } from "./apps.ts";

/** An app that git pushes to, and that goes with all it has made when the test ends. */
interface Pushed {
  readonly name: string;
  readonly host: Root;
  readonly copy: WorkingCopy;
  readonly push: (...words: string[]) => ReturnType<WorkingCopy["git"]>;
  /** What the first web container answers. */
  readonly get: () => Promise<string>;
  readonly image: () => string;
}

function pushed(t: Test, hint: string): Pushed {
  const host = root(t);
  host.put("lib/config/checks/--global/wait-to-retire", "0");
  host.put("lib/config/checks/--global/default-wait", "1");
  host.put("lib/config/proxy/--global/type", "null");
  const name = `t${process.pid}-push-${hint}`;
  const copy = workingCopy(t, host, name);
  t.teardown(() => {
    const ids = docker("ps", "--all", "--quiet", `--filter=label=com.dokku.app-name=${name}`).split("\n").filter(Boolean);
    if (ids.length) docker("rm", "--force", "--volumes", ...ids);
    removeImages(name);
  });
  const get = async () => {
    const address = docker(
      "inspect",
      "--format={{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
      `${name}.web.1`,
    ).trim();
    return text(`http://${address}:5000/`);
  };
  const image = () => docker("image", "inspect", "--format={{.Id}}", `dokku/${name}:latest`).trim();
  return { name, host, copy, push: (...words) => copy.git("push", "dokku", ...words), get, image };
}

const dockerfile = (page: string, more = "") =>
  `FROM ${baseImage()}\nARG GREETING=nobody\n${more}RUN echo "${page} $GREETING" >/www/index.html\nEXPOSE 5000\nCMD ["/bin/httpd", "-f", "-p", "5000", "-h", "/www"]\n`;

t.test("push, push again, break it, and what was there before goes on serving", async (t) => {
  const { name, host, copy, push, get, image } = pushed(t, "again");
  copy.commit({ Dockerfile: dockerfile("one") });
  const first = push("main");
  t.equal(first.code, 0, first.err);
  t.match(
    first.err,
    /Building .* from Dockerfile[\s\S]*Releasing [\s\S]*docker-local scheduler\.\.\.[\s\S]*=====> Application deployed:/,
  );
  t.equal(await get(), "one nobody");
  const labels = JSON.parse(docker("image", "inspect", "--format={{json .Config.Labels}}", `dokku/${name}:latest`));
  t.match(labels, {
    "com.dokku.app-name": name,
    "com.dokku.image-stage": "release",
    "com.dokku.builder-type": "dockerfile",
    dokku: "",
  });

  t.equal(host.dokku(["config:set", "--no-restart", name, "GREETING=s3cret word"]).code, 0);
  copy.commit({ Dockerfile: dockerfile("two") });
  t.equal(push("main").code, 0);
  t.equal(await get(), "two s3cret word", "an ARG gets the app's variable");

  const good = image();
  const container = docker("inspect", "--format={{.Id}}", `${name}.web.1`);
  const breaks: [what: string, files: Record<string, string>, says: RegExp][] = [
    [
      "a build step fails",
      { Dockerfile: dockerfile("three", "RUN false\n") },
      /docker build ended with exit code \d+[\s\S]*App build failed/,
    ],
    ["the Dockerfile is none", { Dockerfile: "NONSENSE\n" }, /App build failed/],
    ["the container ends at once", { Dockerfile: `FROM ${baseImage()}\nEXPOSE 5000\nCMD ["/bin/false"]\n` }, /remote rejected/],
  ];
  for (const [what, files, says] of breaks) {
    copy.commit(files);
    t.match(push("main"), { code: 1, err: says }, what);
    t.equal(image(), good, `${what}: latest is the image that runs`);
    t.equal(docker("inspect", "--format={{.Id}}", `${name}.web.1`), container, `${what}: the container is the same`);
    t.equal(await get(), "two s3cret word", `${what}: it serves`);
  }
  copy.commit({ Dockerfile: dockerfile("four") });
  t.equal(push("main").code, 0);
  t.match(await get(), /^four/);
  t.equal(
    docker("image", "ls", "--quiet", "--filter=dangling=true", `--filter=label=com.dokku.app-name=${name}`).trim().split("\n")
      .length <= 1,
    true,
    "at most the image that is being retired has no name",
  );
});

t.test("killed in the middle of a build: the next push finds nothing in its way", async (t) => {
  const { name, host, copy, push, get, image } = pushed(t, "killed");
  copy.commit({ Dockerfile: dockerfile("one") });
  t.equal(push("main").code, 0);
  const good = image();
  const revision = () => host.dokku(["config:get", name, "GIT_REV"]).out.trim();
  const released = revision();
  const folder = join(host.path, "lib/data/git", name);
  host.put("lib/plugins/enabled/slow/post-build", `#!/usr/bin/env bash\necho $$ >"$DOKKU_ROOT/../built"; sleep 600\n`);
  copy.commit({ Dockerfile: dockerfile("two") });
  const push2 = spawn("git", ["push", "dokku", "main"], { cwd: copy.path, env: copy.env, stdio: "ignore" });
  await until(() => existsSync(join(host.path, "built")));
  const { pid } = JSON.parse(host.dokku(["git:status", name, "--json"]).out).deploy;
  process.kill(pid, "SIGKILL");
  t.not(image(), good, "the name has gone to what was built");
  t.equal(revision(), released, "case 20: GIT_REV has not");
  host.put("lib/plugins/enabled/slow/post-build", "#!/usr/bin/env bash\n");
  t.equal(host.dokku(["git:status", name]).out.includes("Under way"), false, "nobody holds the lock");
  const hook = `/proc/${readFileSync(join(host.path, "built"), "utf8").trim()}/exe`; // one that has ended has none
  t.ok(existsSync(hook), "what the killed one had started goes on");
  t.equal(host.dokku(["ps:restart", name]).code, 0);
  t.notOk(existsSync(hook), "until the next one begins");
  if (push2.exitCode === null) await once(push2, "exit");
  t.equal(image(), good, "whoever deploys next gives the name back first");
  t.equal(await get(), "one nobody", "so a restart starts what was released");
  t.equal(revision(), released);
  copy.commit({ Dockerfile: "NONSENSE\n" });
  t.equal(push("main").code, 1);
  t.equal(image(), good);
  t.notOk(existsSync(join(folder, `source.${pid}.0`)), "and taken the source tree away");
  copy.commit({ Dockerfile: dockerfile("three") });
  t.equal(push("main").code, 0);
  t.equal(await get(), "three nobody");
});

t.test("killed inside the switch: what runs, its Procfile and its checks are of one release, whatever comes next", async (t) => {
  const { name, host, copy, push, get } = pushed(t, "torn");
  const live = () => readFileSync(join(host.path, `lib/data/ps/${name}/Procfile`), "utf8");
  const procfile = (page: string) => `web: httpd -f -p $PORT -h /www\n# ${page}\n`;
  const commit = (page: string) => copy.commit({ Dockerfile: dockerfile(page), Procfile: procfile(page) });
  const revision = () => host.dokku(["config:get", name, "GIT_REV"]).out.trim();
  const one = commit("one");
  t.equal(push("main").code, 0);
  t.equal(revision(), one);
  // Before the others of core-post-deploy, by its name.
  const torn = "lib/plugins/enabled/00-torn/core-post-deploy";
  host.put("lib/plugins/enabled/00-torn/plugin.toml", "[plugin]\n");
  for (const [page, next] of [
    ["two", "restart"],
    ["three", "push"],
  ] as const) {
    host.put(torn, `#!/usr/bin/env bash\nkill -9 "$PPID"; sleep 1\n`);
    const before = revision();
    const after = commit(page);
    t.not(push("main").code, 0, `killed while ${page} is switched to`);
    t.equal(revision(), before, "case 20: GIT_REV is of the release before");
    t.notMatch(live(), page, "and its Procfile is not in place yet");
    host.put(torn, "#!/usr/bin/env bash\n");
    if (next === "restart") t.equal(host.dokku(["ps:restart", name]).code, 0);
    else {
      copy.commit({ Dockerfile: "NONSENSE\n", Procfile: procfile("broken") });
      t.equal(push("main").code, 1);
    }
    t.equal(live(), procfile(page), `after a ${next} that follows`);
    t.equal(revision(), after, "and GIT_REV is of the release that was finished");
    t.match(await get(), page);
  }
});

t.test("docker is down: said in words, nothing lost", async (t) => {
  const { copy, push, get } = pushed(t, "down");
  copy.commit({ Dockerfile: dockerfile("one") });
  t.equal(push("main").code, 0);
  copy.commit({ Dockerfile: dockerfile("two") });
  Object.assign(copy.env, { DOCKER_HOST: "unix:///nowhere/docker.sock" });
  t.match(push("main"), { code: 1, err: /Cannot connect to the Docker daemon at unix:\/\/\/nowhere/i });
  t.equal(await get(), "one nobody");
});

t.test("an image that is here, one that is nowhere, and an archive", async (t) => {
  const { name, host, get } = pushed(t, "image");
  t.equal(host.dokku(["apps:create", name]).code, 0);
  const source = `${name}-source`;
  t.teardown(() => docker("rmi", "--force", source));
  docker("tag", baseImage(), source);
  t.match(host.dokku(["git:from-image", name, "localhost:1/nowhere:1"]), {
    code: 1,
    err: /Failed to pull image: localhost:1\/nowhere:1/,
  });
  const built = `FROM ${baseImage()}\nRUN echo archived >/www/index.html\nEXPOSE 5000\nCMD ["/bin/httpd", "-f", "-p", "5000", "-h", "/www"]\n`;
  host.put("tree/app/Dockerfile", built);
  const { spawnSync } = await import("node:child_process");
  const tar = spawnSync("tar", ["-cz", "-C", join(host.path, "tree"), "app"]).stdout;
  const found = host.dokku(["git:from-archive", "--archive-type", "tar.gz", name, "--"], { input: tar });
  t.equal(found.code, 0, found.err);
  t.equal(await get(), "archived");
  docker("tag", `dokku/${name}:latest`, source);
  const again = host.dokku(["git:from-image", name, source]);
  t.equal(again.code, 0, again.err);
  t.equal(await get(), "archived");
  t.equal(host.dokku(["git:report", name, "--git-source-image"]).out, `${source}\n`);
});
