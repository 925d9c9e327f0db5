import { symlinkSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { folderSize, ledger, mb } from "../../../plugins/cleanup/lib/ledger.ts";
import { danglingImages, deadContainers, releasesWithoutRecord, sizesOf } from "../../../plugins/cleanup/lib/leftovers.ts";
import report from "../../../plugins/cleanup/subcommands/report.ts";
import { here } from "../../lib/here.ts";

const OF = (app: string) => ({ "com.dokku.app-name": app });
const MB = 1_000_000;

const USAGE = {
  Images: [
    { RepoTags: ["dokku/web:latest", "dokku/web:v3"], Labels: OF("web"), Size: 100 * MB, SharedSize: 60 * MB },
    { RepoTags: ["dokku/web:v2"], Labels: OF("web"), Size: 70 * MB, SharedSize: -1 },
    { RepoTags: ["dokku/web:other"], Labels: OF("old"), Size: 5 * MB, SharedSize: 0 },
    { RepoTags: null, Labels: OF("web"), Size: 3 * MB },
    { RepoTags: ["elsewhere:v1"], Labels: OF("api"), Size: 2 * MB },
    { RepoTags: ["dokku/api:latest"], Labels: OF("web"), Size: 9 * MB },
    { RepoTags: ["busybox:1"], Labels: null, Size: 4 * MB },
  ],
  Containers: [
    { Labels: OF("web"), SizeRw: 11, Mounts: [{ Type: "volume", Name: "mounted" }, { Type: "bind" }] },
    { Labels: OF("web") },
    { Labels: OF("other"), SizeRw: 500, Mounts: [{ Name: "theirs" }] },
  ],
  Volumes: [
    { Name: "mounted", UsageData: { Size: 1000 } },
    { Name: "labelled", Labels: OF("web"), UsageData: { Size: 200 } },
    { Name: "unknown", Labels: OF("web"), UsageData: { Size: -1 } },
    { Name: "cache-web", Labels: null, UsageData: { Size: 30_000 } },
    { Name: "theirs", UsageData: { Size: 7 } },
    { UsageData: null },
  ],
  BuildCache: [{ Size: 40 }, { Size: 2 }, {}],
};

function host(t: Test) {
  const made = here(t, {
    plugins: ["apps", "cleanup", "common"],
    apps: ["api", "web"],
    programs: { docker: 'cat "$DOKKU_ROOT/../answer"' },
  });
  made.put("answer", JSON.stringify(USAGE));
  return made;
}

t.test("what each app holds, and what is shared is counted once", async (t) => {
  const { io, put } = host(t);
  put("lib/data/storage/web/file", "12345");
  put("home/web/objects/x", "123");
  put("lib/data/builds/web/b1.log", "1234");
  put("lib/data/logs/web/kept", "12");
  const { apps, buildCache } = await ledger(io, ["api", "web"]);
  t.equal(buildCache, 42);
  t.same(apps[0], {
    app: "web",
    images: 48 * MB,
    releases: 70 * MB,
    containers: 11,
    volumes: 1205,
    cache: 30_000,
    repository: 3,
    logs: 6,
    total: 118 * MB + 11 + 1205 + 30_000 + 3 + 6,
  });
  t.same(apps[1], {
    app: "api",
    images: 9 * MB,
    releases: 2 * MB,
    containers: 0,
    volumes: 0,
    cache: 0,
    repository: 0,
    logs: 0,
    total: 11 * MB,
  });
  put("answer", "{}");
  t.match(await ledger(io, ["web"]), { buildCache: 0, apps: [{ images: 0, releases: 0, containers: 0, cache: 0 }] });
  put("answer", '{"Images":[{"Size":"1GB"}]}');
  await t.rejects(ledger(io, ["web"]), { code: 1, message: /can only be asked of a Docker engine on this host, by its socket/ });
});

t.test("cleanup:report", async (t) => {
  const { io, said, put } = host(t);
  await report(["cleanup:report"], io);
  t.match(
    said(),
    /^App +Images +Old releases +Containers +Volumes +Cache +Repository +Logs +Total\nweb +48\.0 MB +70\.0 MB +0\.0 MB [\s\S]*\napi +9\.0 MB [\s\S]*\nDocker's build cache, of all apps: 0\.0 MB; to empty it: docker builder prune\n$/,
  );
  put("answer", JSON.stringify({ ...USAGE, BuildCache: null }));
  await report(["cleanup:report", "api"], io);
  const one = said();
  t.match(one, /\napi /);
  t.notMatch(one, /\nweb |build cache/);
  await t.rejects(async () => report(["cleanup:report", "none"], io), { code: 20 });
});

t.test("sizes of folders, and as people read them", async (t) => {
  const { path, put } = host(t);
  put("some/a/b", "123");
  put("some/c", "12");
  symlinkSync("/etc/passwd", join(path, "some/link"));
  t.equal(folderSize(join(path, "some")), 5 + "/etc/passwd".length, "a link is not followed");
  t.equal(folderSize(join(path, "none")), 0);
  t.same([mb(0), mb(12_345_678), mb(49_999)], ["0.0 MB", "12.3 MB", "0.0 MB"]);
});

t.test("what is left over, by what is on record", async (t) => {
  const { io, put, calls, program } = host(t);
  put("answer", "a1full\nb2full\nc3full\nd4full\n");
  put("home/web/CONTAINER.web.1", "a1\n");
  put("home/api/CONTAINER", "b2full\n");
  put("home/api/CONTAINERS", "d4\n");
  put("lib/data/scheduler-docker-local/dead-containers", "web c3full 1\n\n");
  t.same(await deadContainers(io), ["d4full"]);
  put("answer", "i1\ni1\n\ni2\n");
  t.same(await danglingImages(io, "web"), ["i1", "i2"]);
  t.ok(calls("docker").at(-1)?.words.includes("label=com.dokku.app-name=web"));
  const before = calls("docker").length;
  t.same([await releasesWithoutRecord(io), calls("docker").length], [[], before], "where none was pruned nothing is asked");
  put("lib/data/releases/web/v1.json", '{"pruned":true}');
  put("lib/data/releases/api/v2.json", '{"pruned":true}');
  put("lib/data/releases/api/v2.json.part", '{"pruned":true}');
  put("lib/data/releases/api/v3.json", "{}");
  put("answer", "dokku/web:v1\ndokku/api:v2\ndokku/api:v3\ndokku/other:v1\n");
  t.same(await releasesWithoutRecord(io), ["dokku/web:v1", "dokku/api:v2"]);
  t.same(await releasesWithoutRecord(io, "api"), ["dokku/api:v2"]);
  t.same(await releasesWithoutRecord(io, "none"), []);
  program("docker", 'case "$*" in *SizeRw*c1) echo 5 ;; *Size}}*i1) echo 0 ;; *) exit 1 ;; esac');
  t.same(
    [...(await sizesOf(io, ["c1", "c2"], ["i1"]))],
    [
      ["c1", 5],
      ["c2", 0],
      ["i1", 0],
    ],
  );
});
