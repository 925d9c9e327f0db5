/** Plans of commands that start and stop containers, with the real Docker, held against what the commands do then. */
import { join } from "node:path";
import t from "tap";
import { recorded } from "../../plugins/common/lib/recorded.ts";
import { hooksIn, type Plan } from "../../plugins/plan/lib/rehearse.ts";
import { changes, tree } from "../plugins/plan/tree.ts";
import { app, docker, settled } from "./apps.ts";

/** What is new each time: the number of a process, of a build, of a port; when it was. */
const steady = (text: string): string =>
  text
    .replace(/upcoming-\d+/g, "upcoming-N")
    .replace(/(web\.\d+)\.\d{13}/g, "$1.TIME")
    .replace(/\/builds\/([^/]+)\/[0-9a-z]{14}\./g, "/builds/$1/ID.")
    .replace(/\/ports\/\d+$/, "/ports/N");

/** But for addresses, which Docker gives. */
const sorted = (files: Plan["files"]): string[] =>
  files.flatMap(({ does, path }) => (/\/(IP|LISTEN)\./.test(path) ? [] : steady(`${does} ${path}`))).sort();

/** Containers boot side by side, so that their hooks have no order. */
const names = (hooks: Plan["hooks"]): string[] => hooks.map(({ plugin, hook }) => `${plugin} ${hook}`).sort();

t.test("a plan is the record of what is done then, containers and all", async (t) => {
  const r = settled(t);
  const a = app(t, r, "plan");
  a.build("one", { procfile: "web: httpd -f -p $PORT -h /www\n" });
  r.put(`home/${a.name}/HEAD`, "");
  t.equal((await a.deploy()).code, 0);
  const containers = () => docker("ps", "--all", `--filter=label=com.dokku.app-name=${a.name}`, "--format={{.Names}} {{.State}}");
  for (const { words, asks } of [
    {
      words: ["ps:scale", a.name, "web=2"],
      asks: [
        `create container ${a.name}.web.1.upcoming-N of dokku/${a.name}:latest`,
        `create container ${a.name}.web.2.upcoming-N of dokku/${a.name}:latest`,
        `rename container ${a.name}.web.1 to ${a.name}.web.1.TIME`,
        `rename container ${a.name}.web.1.upcoming-N to ${a.name}.web.1`,
        `rename container ${a.name}.web.2.upcoming-N to ${a.name}.web.2`,
        `start container ${a.name}.web.1.upcoming-N`,
        `start container ${a.name}.web.2.upcoming-N`,
      ],
    },
    { words: ["ps:stop", a.name], asks: [`stop container ${a.name}.web.1`, `stop container ${a.name}.web.2`] },
  ]) {
    const line = words.join(" ");
    await a.retire();
    const [before, ran] = [tree(r), containers()];
    r.put("logs/trace.jsonl", "");
    const planned = r.dokku([...words, "--plan", "--json"]);
    t.match(planned, { code: 0, err: "" }, `${line} --plan`);
    t.same([changes(before, tree(r)), containers()], [[], ran], `${line} --plan changes nothing`);
    const plan: Plan = JSON.parse(planned.out);
    const asked = plan.docker.map(({ does, what }) => steady(`${does} ${what}`)).filter((one) => !one.startsWith("tag "));
    t.same(asked.sort(), asks, `what ${line} asks of Docker`);
    t.equal(r.dokku(words).code, 0, line);
    // Who waits to remove the old containers may have come in between.
    const done = recorded({ DOKKU_LOGS_DIR: join(r.path, "logs") }).filter(({ command }) => command !== "ps:retire");
    t.same(names(plan.hooks), names(hooksIn(done)), `the hooks of ${line}`);
    t.same(sorted(plan.files), sorted(changes(before, tree(r)) as Plan["files"]), `the files of ${line}`);
  }
  t.equal(r.dokku(["ps:start", a.name]).code, 0);
  await a.retire();
  const plan: Plan = JSON.parse(r.dokku(["apps:destroy", a.name, "--plan", "--json"]).out);
  t.match(
    plan.docker.map(({ does, what }) => `${does} ${what}`),
    new Set([`remove container ${a.name}.web.1`, `remove container ${a.name}.web.2`]),
  );
  t.equal(await a.get(), "one", "and it serves on");
});
