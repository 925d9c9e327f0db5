import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import t, { type Test } from "tap";
import { startOf } from "../../../plugins/common/lib/lock.ts";
import { downloaded, fromStdin } from "../../../plugins/git/lib/download.ts";
import { aboutToUpdate, asItWas, asPushed, refuseOutdated, untilUpdated } from "../../../plugins/git/lib/outdated.ts";
import { here } from "../../lib/here.ts";

const REF = "refs/heads/main";
const NONE = "0".repeat(40);

/** An app's repository in which one commit follows another, and a third is beside them. */
function host(t: Test) {
  const made = here(t, { apps: ["web"], programs: {} }, { GIT_CONFIG_GLOBAL: "/dev/null" });
  const repository = join(made.path, "home/web");
  execFileSync("git", ["init", "--quiet", "--bare", repository]);
  const git = (...words: string[]) =>
    String(execFileSync("git", ["-C", repository, "-c", "user.name=a", "-c", "user.email=a@b", ...words], { input: "" })).trim();
  const tree = git("hash-object", "-t", "tree", "-w", "--stdin");
  const one = git("commit-tree", "-m", "one", tree);
  const two = git("commit-tree", "-m", "two", "-p", one, tree);
  const aside = git("commit-tree", "-m", "aside", tree);
  const is = (commit: string) => git("update-ref", REF, commit);
  const at = () => git("rev-parse", "--verify", "--quiet", REF);
  const pushing = (before: string, revision: string, ref = REF) => {
    const env = { ...made.io.env, ...asPushed({ before, revision, ref }) };
    return { ...made.io, env };
  };
  return { ...made, git, one, two, aside, is, at, pushing };
}

t.test("a push whose branch has moved on meanwhile", async (t) => {
  const { io, one, two, aside, is, pushing } = host(t);
  t.equal(await refuseOutdated(io, "web"), undefined, "who pushes nothing");
  t.equal(await refuseOutdated(pushing(NONE, one), "web"), undefined, "a branch that is not there");
  is(one);
  t.equal(await refuseOutdated(pushing(one, aside), "web"), undefined, "nothing has moved: git judges");
  is(two);
  t.equal(await refuseOutdated(pushing(one, two), "web"), undefined, "it builds on what is there");
  t.equal(await refuseOutdated(pushing(aside, one), "web"), undefined, "it was forced anyway");
  is(aside);
  const refused = {
    code: 1,
    message: `main of web has moved on to ${aside.slice(0, 12)} while this push waited; fetch it, build on it, and push again: git pull <dokku> main`,
  };
  await t.rejects(refuseOutdated(pushing(one, two), "web"), refused);
  await t.rejects(refuseOutdated(pushing(NONE, two), "web"), refused, "a first push that was not the first");
});

t.test("a ref has the value again that the pusher has found", async (t) => {
  const { io, one, two, is, at, git } = host(t);
  const update = { before: NONE, revision: two, ref: REF };
  await asItWas(io, "web", update);
  is(one);
  await asItWas({ ...io, env: { ...io.env, GIT_QUARANTINE_PATH: "/nowhere" } }, "web", { ...update, before: two });
  t.equal(at(), two);
  await asItWas(io, "web", { ...update, before: two });
  t.equal(at(), two);
  await asItWas(io, "web", update);
  t.equal(git("for-each-ref"), "");
  await t.rejects(asItWas(io, "web", { ...update, before: "1".repeat(40) }), { code: 128 });
});

t.test("who comes next waits until git has moved the ref", async (t) => {
  const { io, one, two, is, pushing, read, put } = host(t);
  const marker = "lib/data/git/web/updating";
  await untilUpdated("web", io.env);
  aboutToUpdate("web", { ...io.env, HOKKU_PUSHED: "" });
  t.equal(read(marker), undefined);
  put(marker, "");
  aboutToUpdate("web", pushing(one, two).env);
  const mine = { pid: process.pid, started: startOf(process.pid), ref: REF, revision: two };
  t.same(JSON.parse(read(marker) ?? ""), mine);
  is(one);
  const began = Date.now();
  setTimeout(() => is(two), 300);
  await untilUpdated("web", io.env);
  t.ok(Date.now() - began >= 290);
  t.equal(read(marker), undefined);
  put(marker, JSON.stringify({ ...mine, revision: one, started: "1" }));
  await untilUpdated("web", io.env);
  t.equal(read(marker), undefined, "one that has ended moves nothing any more");
  t.ok(Date.now() - began < 5000, "nobody waits for him");
});

t.test("an archive from a URL or from stdin, and none that is too large", async (t) => {
  const { io, path, read } = here(t);
  const file = join(path, "archive");
  const server = createServer((request, answer) => {
    if (request.url === "/none") answer.writeHead(404, "Gone").end();
    else answer.end("twelve bytes");
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  t.teardown(() => server.close());
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address?.port}`;
  await downloaded(`${url}/some`, file, 12);
  t.equal(read("archive"), "twelve bytes");
  const large = {
    code: 1,
    message: "Archive exceeds maximum allowed size of 11 bytes; raise it: dokku git:set --global archive-max-size <bytes>",
  };
  await t.rejects(downloaded(`${url}/some`, file, 11), large);
  await t.rejects(downloaded(`${url}/none`, file, 12), { code: 1, message: `${url}/none answers 404 Gone` });
  await t.rejects(downloaded("file:///etc/passwd", file, 12), {
    code: 1,
    message: '"file:///etc/passwd" is no http or https URL; use -- to send the archive on stdin',
  });
  await t.rejects(downloaded("http://127.0.0.1:1/x", file, 12), {
    code: 1,
    message: /^http:\/\/127\.0\.0\.1:1\/x cannot be fetched: .*ECONNREFUSED|bad port/,
  });
  await fromStdin({ ...io, stdin: Buffer.from("from stdin") }, file, 10);
  t.equal(read("archive"), "from stdin");
  await t.rejects(fromStdin({ ...io, stdin: Buffer.from("from stdin!!") }, file, 11), large);
});
