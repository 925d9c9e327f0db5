import { chownSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import t from "tap";
import { changedEntry } from "../../../plugins/storage/lib/change.ts";
import { execWords, wantedOf } from "../../../plugins/storage/lib/exec.ts";
import { pairs } from "../../../plugins/storage/lib/metadata.ts";
import { mountOf } from "../../../plugins/storage/lib/migrate.ts";
import { colons, namelessEntry, volumeOptions } from "../../../plugins/storage/lib/mount.ts";
import { directoryMode } from "../../../plugins/storage/lib/owner.ts";
import { containerPath, hostPath, subpath } from "../../../plugins/storage/lib/paths.ts";
import { checkout, type Root, ran } from "../../lib/root.ts";
import { fire, pass, rows } from "../../lib/rows.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

/** A docker without user namespaces, which writes down everything else it is asked. */
const DOCKER = `#!/usr/bin/env bash
if [[ $1 == info ]]; then exec cat "$DOKKU_LIB_ROOT/security" 2>/dev/null; fi
printf '%s\\n' "$*" >>"$DOKKU_LIB_ROOT/called"
exit "$(cat "$DOKKU_LIB_ROOT/code" 2>/dev/null || echo 0)"
`;

const made = (t: Parameters<typeof somePlugins>[0]): Root => {
  const root = somePlugins(t, "storage", "docker-options", "apps", "common");
  for (const app of ["web", "api"]) mkdirSync(`${root.path}/home/${app}`);
  root.put("lib/security", '["name=seccomp"]');
  const env = { DOCKER_BIN: root.put("docker", DOCKER) };
  return {
    ...root,
    env: { ...root.env, ...env },
    dokku: (words, options) => root.dokku(words, { ...options, env: { ...env, ...options?.env } }),
  };
};

t.test("paths", async (t) => {
  const env = { DOKKU_LIB_ROOT: "/nowhere" };
  for (const path of ["/a", "/a/b c", "vol", "my_vol.1"]) t.equal(hostPath(path, env), path);
  for (const path of ["", "a", "./a", "../a", "a/b", "/a/../b", "/..", "/a/./b", "/a:b", "/a\nb", "-v"])
    t.throws(() => hostPath(path, env), { code: 1 }, path);
  for (const path of ["/a", "/a/b"]) t.equal(containerPath(path), path);
  for (const path of ["", "/", "//", "a", "/a/..", "/a:b", "/a\0"])
    t.throws(() => containerPath(path), { code: 1 }, JSON.stringify(path));
  for (const path of ["a", "a/b.c", "a b/c"]) t.equal(subpath(path), path);
  for (const path of ["", "/a", "..", "a/..", "a/../b", "a//b", "a:b", "a/"]) t.throws(() => subpath(path), { code: 1 }, path);
});

t.test("host:container:options", async (t) => {
  t.same(colons("/a:/b", {}), { host: "/a", container: "/b", readonly: false, options: "" });
  t.same(colons("vol:/b:ro,Z", {}), { host: "vol", container: "/b", readonly: true, options: "Z" });
  for (const text of ["/a", "/a:", ":/b", "/a:b", "v:/b", "/a:/b:ro:x", "/a:/b:$x", "../a:/b", "~/a:/b", "/a:/../b"])
    t.throws(() => colons(text, {}), { code: 1 }, text);
  t.equal(volumeOptions("noexec,nosuid"), "noexec,nosuid");
  for (const text of ["a b", "a,,b", ",", "a;b", "ro:x"]) t.throws(() => volumeOptions(text), /no mount options/, text);
  t.equal(namelessEntry("/var/lib/x").name, namelessEntry("/var/lib/x").name);
  t.match(namelessEntry("/a").name, /^legacy-[0-9a-f]{10}$/);
  t.not(namelessEntry("vol").name, namelessEntry("/vol").name);
});

t.test("small things", async (t) => {
  t.equal(directoryMode("755"), "0755");
  for (const mode of ["", "9", "0o755", "u+x", "75555"]) t.throws(() => directoryMode(mode), /octal/, mode);
  t.same(pairs(["a=b,c.d/e=f=g"]), { a: "b", "c.d/e": "f=g" });
  for (const text of ["a", "=b", "a b=c", "../x=1"]) t.throws(() => pairs([text]), { code: 1 }, text);
  const entry = { name: "x", scheduler: "docker-local", host_path: "/x", schema_version: 1 };
  t.match(changedEntry(entry, ["mode", "700"]), { mode: "0700" });
  t.throws(() => changedEntry(entry, ["size", "1\n2"]), /one line/);
  t.throws(() => changedEntry(entry, ["access-mode", "x"]), /cannot change access-mode in place/);
  t.throws(() => changedEntry(entry, ["toString", "x"]), /valid properties include/);
  t.same(wantedOf(["--interactive=true", "--tty=false", "--as-user", "7", "--", "ls", "--", "-l"]), {
    interactive: true,
    tty: false,
    user: "7",
    command: ["ls", "--", "-l"],
  });
  t.throws(() => wantedOf(["--as-user", "root;id"]), /takes a uid/);
  t.same(execWords(entry, "img", "7", wantedOf(["--tty=true", "--", "ls"])), [
    "container",
    "run",
    "--rm",
    "-it",
    "--user",
    "7:7",
    "-v",
    "/x:/data",
    "img",
    "ls",
  ]);
  t.same(mountOf("-v '/a b:/c'", {})?.host, "/a b");
  t.same(mountOf("--volume=/a:/b:ro", {})?.readonly, true);
  for (const line of ["-v /a", "-v /a:/b --rm", "-v 'x", "--volume=/a:/b -x", "-v /../a:/b"])
    t.equal(mountOf(line, {}), undefined, line);
});

t.test("entries", async (t) => {
  const root = made(t);
  const folder = `${root.path}/lib/data/storage`;
  rows(t, root, [
    { words: "storage:list-entries", out: "-----> No storage entries registered\n" },
    {
      words: "storage:create up --chown heroku --mode 750 --label a/b=c --reclaim-policy Delete",
      out: `       Created ${folder}/up\n       Setting directory mode to 0750\n       Setting directory ownership to 1000:1000\n-----> Storage entry up created\n`,
    },
    { words: "storage:create up --chown heroku", out: /already exists, leaving in place[\s\S]*1000:1000/ },
    { words: "storage:create media vol_1", out: "-----> Storage entry media created\n" },
    {
      words: "storage:info up",
      out: `-----> Storage entry up\n       Scheduler:        docker-local\n       Host path:        ${folder}/up\n       Chown:            heroku\n`,
    },
    { words: "storage:info up --format json", out: /"name": "up",\n {2}"scheduler": "docker-local",\n {2}"host_path"/ },
    {
      words: "storage:list-entries",
      out: `-----> Storage entries:\n       media\tdocker-local\tvol_1\n       up\tdocker-local\t${folder}/up\n`,
    },
    { words: "storage:set up mode 700", out: /0700[\s\S]*-----> Storage entry up updated/ },
    { words: "storage:set up chown 123" },
    { words: "storage:set up --reclaim-policy Delete", err: /^ ! {5}Deprecated: please use 'storage:set <name> <property>/ },
    { words: "storage:set up --annotation team=web", err: /^ ! {5}Deprecated: please use 'storage:annotations:set'.*\n$/ },
    { words: "storage:annotations:set up team", out: "=====> Unsetting annotation team\n" },
    { words: "storage:annotations:set up", code: 1, err: /No annotation key specified/ },
    { words: "storage:labels:set up", code: 1, err: /No label key specified/ },
    { words: "storage:create below --chown -1", code: 1, err: /Unsupported chown permissions "-1"/ },
    { words: "storage:wait up" },
    { words: ["storage:labels:set", "up", "x.y/z", "a b"], out: "=====> Setting label x.y/z to a b\n" },
    { words: "storage:labels:report up", out: "=====> up labels information\n       Label x.y/z:                   a b\n" },
    { words: "storage:labels:report up --storage-labels.x.y/z", out: "a b\n" },
    { words: "storage:labels:report --json", out: '{\n  "media": {},\n  "up": {\n    "x.y/z": "a b"\n  }\n}\n' },
    { words: "storage:labels:set up x.y/z", out: "=====> Unsetting label x.y/z\n" },
    { words: "storage:annotations:set up k v" },
    { words: "storage:annotations:report up --json", out: '{\n  "k": "v"\n}\n' },
  ]);
  const { mode, uid, gid } = statSync(`${folder}/up`);
  t.same([mode & 0o777, uid, gid], [0o700, 123, 123]);
  const file = `${root.path}/lib/data/storage-registry/entries/up.json`;
  t.same(JSON.parse(readFileSync(file, "utf8")), {
    name: "up",
    scheduler: "docker-local",
    host_path: `${folder}/up`,
    chown: "123",
    mode: "0700",
    reclaim_policy: "Delete",
    annotations: { k: "v" },
    schema_version: 1,
  });
  t.equal(statSync(file).mode & 0o777, 0o600);
  rows(t, root, [
    { words: "storage:mount web up --container-dir /up" },
    { words: "storage:destroy --force up", code: 1, err: /still mounted by app\(s\): web/ },
    { words: "storage:unmount web up" },
    { words: "storage:destroy up", code: 1, err: /which will be removed along with its contents\.[\s\S]*Aborted/ },
    { words: "storage:destroy up", input: "up\n", out: /Removed .*\/up\n-----> Storage entry up destroyed/, err: /removed/ },
    { words: "storage:destroy --force media", out: "-----> Storage entry media destroyed\n" },
  ]);
  t.notOk(existsSync(`${folder}/up`));
});

t.test("bad entries", async (t) => {
  const root = made(t);
  rows(t, root, [
    { words: "storage:create", code: 2 },
    { words: "storage:create Up", code: 1, err: /lower-case/ },
    { words: "storage:create ../up", code: 1 },
    { words: "storage:create legacy-x", code: 1 },
    { words: `storage:create ${"a".repeat(46)}`, code: 1 },
    { words: "storage:create up relative/path", code: 1 },
    { words: "storage:create up /a/../b", code: 1 },
    { words: "storage:create up --chown bob", code: 1, err: /Unsupported chown permissions "bob"/ },
    { words: "storage:create up --chown 65536", code: 1 },
    { words: "storage:create up --chown constructor", code: 1 },
    { words: "storage:create up --mode 888", code: 1 },
    {
      words: "storage:create up /srv/up --chown root",
      code: 1,
      err: /--chown is only supported when the storage entry uses the default host path/,
    },
    { words: "storage:create up /srv/up --reclaim-policy Delete", code: 1 },
    { words: "storage:create up --reclaim-policy Burn", code: 1 },
    { words: "storage:create up --size 2Gi", code: 1 },
    { words: "storage:create up --scheduler k3s --size 2Gi", code: 1, err: /the one that is: docker-local/ },
    { words: "storage:create up --label x", code: 1 },
    { words: "storage:info nope", code: 1, err: /does not exist/ },
    { words: "storage:info ../../../etc/passwd", code: 1 },
    { words: "storage:set nope size 1", code: 1 },
    { words: "storage:set nope", code: 2 },
    { words: "storage:wait nope", code: 1 },
    { words: "storage:destroy nope", code: 1 },
    { words: "storage:labels:report --storage-labels.x", code: 2 },
    { words: "storage:labels:set nope k v", code: 1 },
    { words: "storage:labels:set nope ../k v", code: 1, err: /cannot be a key/ },
    { words: "storage:exec nope", code: 1 },
    { words: "storage:ensure-directory ../x", code: 1, err: /\[A-Za-z0-9_-\]/ },
    { words: "storage:ensure-directory a/b", code: 1 },
    { words: "storage:ensure-directory ok --chown 1:1", code: 1 },
  ]);
  t.notOk(existsSync(`${root.path}/lib/data/storage-registry`), "nothing was registered");
  t.notOk(existsSync(`${root.path}/lib/data/storage`), "nothing was made");
});

t.test("mounts", async (t) => {
  const root = made(t);
  const up = `${root.path}/lib/data/storage/up`;
  rows(t, root, [
    { words: "storage:create up" },
    { words: "storage:mount web up --container-dir /app/up", out: "-----> Storage entry up mounted at /app/up on web\n" },
    {
      words: "storage:mount web up --container-dir /app/up --volume-readonly --phase run",
      out: "-----> Storage entry up mount at /app/up on web updated\n",
    },
    {
      words:
        "storage:mount web up --container-dir /w --process-type worker --volume-subpath a/b --volume-options Z --phase deploy",
    },
    { words: "storage:mount web /mnt/x:/x:ro", out: "" },
    { words: "storage:mount web /mnt/x:/x", code: 1, err: /Mount path already exists/ },
    { words: "storage:mount web vol_1:/v" },
    {
      words: "storage:list web",
      out: `-----> web volume bind-mounts:\n       /mnt/x:/x:ro\n       vol_1:/v\n       ${up}:/w:Z\n`.replace(
        `${up}:`,
        `${up}/a/b:`,
      ),
    },
    { words: "--quiet storage:list web", out: `/mnt/x:/x:ro\nvol_1:/v\n${up}/a/b:/w:Z\n` },
    {
      words: "storage:list web --format json",
      out: /"host_path":"\/mnt\/x","container_path":"\/x","readonly":true/,
    },
    { words: "storage:report web --storage-run-mounts", out: `-v /mnt/x:/x:ro -v vol_1:/v -v ${up}:/app/up:ro\n` },
    { words: "storage:report web --storage-build-mounts", out: "\n" },
    { words: "storage:report web --storage-attachment.1.phases", out: "run\n" },
    { words: "storage:report api", out: /^=====> api storage information\n {7}Storage build mounts: {10}\n/ },
    { words: "storage:report --global", out: /up\tdocker-local\tmounted by: web/ },
    { words: "storage:unmount web up", code: 1, err: /mounted at \/app\/up, \/w of web; say which/ },
  ]);
  for (const [words, out] of [
    ["docker-args-deploy web latest web 1", " -v /mnt/x:/x:ro -v vol_1:/v"],
    ["docker-args-deploy web latest worker 1", ` -v /mnt/x:/x:ro -v vol_1:/v -v ${up}/a/b:/w:Z`],
    ["docker-args-run web latest", ` -v /mnt/x:/x:ro -v vol_1:/v -v ${up}:/app/up:ro`],
    ["docker-args-run api latest", ""],
    ["storage-list web deploy text", `/mnt/x:/x:ro\nvol_1:/v\n${up}/a/b:/w:Z\n`],
  ] as const)
    t.equal(fire(root, ...words.split(" ")).out, out, words);
  t.match(JSON.parse(fire(root, "storage-app-mounts", "web", "run").out), [
    { entry: { host_path: "/mnt/x" }, attachment: { container_path: "/x" } },
    {},
    { entry: { name: "up" } },
  ]);
  t.equal(pass(root, "-x", "docker-args-run", "web", "latest").slice(0, 10), "-x -v /mnt");
  rows(t, root, [
    { words: "storage:unmount web up --container-dir /w" },
    { words: "storage:unmount web up" },
    { words: "storage:unmount web up", code: 1, err: /is not mounted/ },
    { words: "storage:unmount web /mnt/x:/x" },
    { words: "storage:unmount web /mnt/x:/x", code: 1, err: /Mount path does not exist/ },
    { words: "storage:mount web nope --container-dir /x", code: 1 },
    { words: "storage:mount web up", code: 1, err: /--container-dir is required/ },
    { words: "storage:mount web up --container-dir x", code: 1 },
    { words: "storage:mount web up --container-dir /x --phase build", code: 1, err: /neither deploy nor run/ },
    { words: "storage:mount web up --container-dir /x --volume-subpath ../y", code: 1 },
    { words: "storage:mount web up --container-dir /x --process-type a/b", code: 1 },
    { words: "storage:mount web up --container-dir /x --volume-chown bob", code: 1 },
    { words: "storage:mount web ../a:/b", code: 1, err: /two valid paths/ },
    { words: "storage:mount web /a/../b:/b", code: 1, err: /write where it leads/ },
    { words: "storage:mount web /a:b", code: 1 },
    { words: "storage:mount web a:/b", code: 1, err: /two characters or more/ },
    { words: "storage:mount nope /a:/b", code: 20 },
    { words: "storage:mount web", code: 2 },
  ]);
});

t.test("nothing leads out of the storage folder by a link", async (t) => {
  const root = made(t);
  const up = `${root.path}/lib/data/storage/up`;
  rows(t, root, [{ words: "storage:create up" }, { words: "storage:mount web up --container-dir /x --volume-subpath pics" }]);
  t.equal(fire(root, "docker-args-deploy", "web", "latest").code, 0);
  symlinkSync("/etc", `${up}/pics`);
  t.match(
    fire(root, "docker-args-deploy", "web", "latest"),
    { code: 1, out: "", err: /leads out of .* by a link/ },
    "a link that came later",
  );
  symlinkSync("/nowhere", `${up}/broken`);
  symlinkSync("/etc", `${root.path}/lib/data/storage/linked`);
  rows(t, root, [
    { words: `storage:mount web ${up}/pics:/y`, code: 1, err: /by a link/ },
    { words: `storage:mount web ${up}/pics/deeper:/y`, code: 1, err: /by a link/ },
    { words: `storage:mount web ${up}/broken:/y`, code: 1, err: /by a link/ },
    { words: "storage:create linked", code: 1, err: /by a link/ },
    { words: "storage:ensure-directory linked", code: 1, err: /by a link/ },
    { words: `storage:mount web ${up}/plain:/y` },
  ]);
});

t.test("owners", async (t) => {
  const root = made(t);
  for (const [flag, uid] of [
    ["", 32767],
    ["--chown heroku", 1000],
    ["--chown paketo", 2000],
    ["--chown root", 0],
    ["--chown 4711", 4711],
    ["--chown false", 4711],
  ] as const) {
    const found = root.dokku(["storage:ensure-directory", ...flag.split(" ").filter(Boolean), "some_Dir-1"]);
    t.equal(found.code, 0, flag);
    t.equal(statSync(`${root.path}/lib/data/storage/some_Dir-1`).uid, uid, flag || "herokuish is the default");
  }
  root.put("lib/security", '["name=seccomp","name=userns"]');
  root.dokku(["storage:ensure-directory", "--chown", "heroku", "mapped"]);
  t.equal(statSync(`${root.path}/lib/data/storage/mapped`).uid, 166536, "in docker's user namespace");
  const helper = (...words: string[]) => ran(`${checkout}/plugins/storage/lib/storage-folder`, words, { env: { ...root.env } });
  symlinkSync("/etc", `${root.path}/lib/data/storage/linked`);
  for (const [words, why] of [
    ["chown ../x 1", /set of characters/],
    ["chown linked 1", /is a link/],
    ["chown nope 1", /not a directory/],
    ["chown mapped 70000", /no uid/],
    ["chown mapped 0;id", /must be a non-negative integer/],
    ["chown mapped -1", /must be a non-negative integer/],
    ["chmod mapped 999", /octal/],
    ["chmod nope 999", /octal/],
    ["steal mapped", /use: chown/],
    ["destroy linked", /is a link/],
    ["", /set of characters/],
  ] as const)
    t.match(helper(...words.split(" ")), { code: 1, err: why }, words);
  t.equal(helper("destroy", "nope").code, 0, "what is gone is gone");
  for (const [name, ...words] of [
    ["chown", "mapped", "70000"],
    ["chmod", "mapped", "999"],
    ["destroy", "linked"],
  ] as const)
    t.match(
      ran(`${checkout}/plugins/storage/bin/${name}-storage-dir`, words, { env: { ...root.env } }),
      { code: 1 },
      `${name}-storage-dir`,
    );
  const bySudo = { ...root.env, SUDO_UID: "1000" };
  const asked = ran(`${checkout}/plugins/storage/lib/storage-folder`, ["chown", `no-such-${process.pid}`, "1"], { env: bySudo });
  t.notMatch(asked.err, root.path, "under sudo the caller's environment does not say where");
  t.ok(lstatSync("/etc").isDirectory());
});

t.test("exec", async (t) => {
  const root = made(t);
  root.dokku(["storage:create", "up", "--chown", "heroku"]);
  root.put("lib/code", "42");
  rows(t, root, [
    { words: "storage:exec --image hokku/x:1 up -- ls -l /data", code: 42, err: /^$/ },
    { words: "storage:exec --as-user 7 up", code: 42, err: /^$/ },
    { words: "storage:exec --as-user root up", code: 1, err: /takes a uid/ },
    { words: "storage:exec --image -privileged up", code: 2 },
    { words: ["storage:exec", "--image=--privileged", "up"], code: 1, err: /no name of an image/ },
  ]);
  const up = `${root.path}/lib/data/storage/up:/data`;
  t.same(readFileSync(`${root.path}/lib/called`, "utf8").trim().split("\n"), [
    `container run --rm -i --user 1000:1000 -v ${up} hokku/x:1 ls -l /data`,
    `container run --rm -i --user 7:7 -v ${up} alpine:3 sh -c command -v bash >/dev/null && exec bash || exec sh`,
  ]);
});

t.test("mounts of a Dokku before 0.38", async (t) => {
  const root = made(t);
  root.put("home/web/DOCKER_OPTIONS_DEPLOY", "-v /a:/b\n--volume=/c:/d:ro\n-v /broken\n--link x:y\n");
  root.put("home/web/DOCKER_OPTIONS_RUN", "-v /a:/b\n");
  t.equal(fire(root, "install").code, 0);
  rows(t, root, [
    { words: "--quiet storage:list web", out: "/c:/d:ro\n/a:/b\n" },
    { words: "storage:report web --storage-run-mounts", out: "-v /a:/b\n" },
    { words: "docker-options:report web --docker-options-deploy", out: "--link x:y -v /broken\n" },
    { words: "docker-options:add web deploy -v /later:/later" },
    { words: "storage:migrate web", out: /Left as a docker option: -v \/broken\n-----> Re-migrated web\n/ },
    { words: "storage:report web --storage-deploy-mounts", out: /-v \/later:\/later/ },
    { words: "storage:migrate --all", out: /Re-migrated 2 app\(s\)/ },
    { words: "storage:migrate", code: 2 },
    { words: "storage:migrate --all web", code: 2 },
    { words: "storage:migrate nope", code: 20 },
  ]);
  const marked = (app: string) => existsSync(`${root.path}/lib/config/storage/${app}/legacy-mounts-migrated`);
  t.same([marked("web"), marked("api")], [true, false], "an app that had nothing to move is not said to have had");
  const noted = root.put("lib/data/storage-registry/migrations/api", "");
  rows(t, root, [{ words: "storage:migrate api" }]);
  t.same([marked("api"), existsSync(noted)], [true, false], "what an earlier release noted");
});

t.test(
  "what root makes at install belongs to who owns the apps",
  { skip: process.getuid?.() !== 0 && "needs root" },
  async (t) => {
    const root = made(t);
    chownSync(`${root.path}/home`, 4711, 4711);
    root.put("home/web/DOCKER_OPTIONS_RUN", "-v /a:/b\n");
    t.equal(fire(root, "install").code, 0);
    t.match(fire(root, "docker-args-run", "web", "latest").out, " -v /a:/b");
    const [entry = ""] = readdirSync(`${root.path}/lib/data/storage-registry/entries`);
    for (const path of [
      "storage",
      "storage-registry",
      "storage-registry/entries",
      "storage-registry/migrations",
      `storage-registry/entries/${entry}`,
      "locks",
    ])
      t.equal(statSync(`${root.path}/lib/data/${path}`).uid, 4711, path);
  },
);

t.test("the app's life", async (t) => {
  const root = made(t);
  rows(t, root, [{ words: "storage:create web" }, { words: "storage:mount web web --container-dir /x" }]);
  fire(root, "post-app-clone-setup", "web", "two");
  fire(root, "post-app-rename-setup", "two", "three");
  t.match(fire(root, "docker-args-deploy", "three", "latest").out, /data\/storage\/web:\/x/);
  fire(root, "post-delete", "three", "latest");
  fire(root, "post-delete", "web", "latest");
  t.same(readdirSync(`${root.path}/lib/config/storage`), []);
  t.ok(existsSync(`${root.path}/lib/data/storage/web`), "an entry outlives the app it is named for");
});

t.test("a report goes on where the entry of an attachment is gone", async (t) => {
  const root = made(t);
  root.dokku(["storage:create", "lost"]);
  root.dokku(["storage:mount", "web", "lost", "--container-dir", "/data"]);
  rmSync(`${root.path}/lib/data/storage-registry/entries/lost.json`);
  const shown = root.dokku(["storage:report", "web", "--format", "json"]);
  t.match(shown, { code: 0, err: /Skipping attachment 1 of web: .*"lost" does not exist/ });
  t.match(JSON.parse(shown.out), { "storage-deploy-mounts": "" });
  t.notMatch(shown.out, "attachment.1");
});
