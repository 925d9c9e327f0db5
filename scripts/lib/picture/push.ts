import { type PluginFacts, pluginFacts, roomFacts } from "./facts.ts";
import { arrow, lines, picture, room, text } from "./svg.ts";

/**
 * A push of an app with a Dockerfile, in the order that `dokku events` recorded: what is done, who fires which triggers. That each fires them
 * is looked up in the code, and so is who answers. Triggers that only plugins of others answer are left out.
 */
const STAGES: readonly (readonly [what: string, moments: readonly (readonly [plugin: string, triggers: string])[]])[] = [
  [
    "The push arrives",
    [
      ["core", "user-auth"],
      ["git", "app-maybe-create receive-app"],
    ],
  ],
  ["The source is there", [["git", "core-post-extract post-extract builder-choose builder-set-property"]]],
  [
    "An image is built",
    [
      ["git", "builder-build"],
      ["builder", "ports-set-detected"],
    ],
  ],
  [
    "The image is released",
    [
      ["git", "release-and-deploy"],
      ["deploy", "builder-release"],
      ["builder", "post-release-builder"],
      ["deploy", "scheduler-detect scheduler-deploy"],
    ],
  ],
  [
    "New containers are checked",
    [
      ["scheduler-docker-local", "ports-get ps-current-scale procfile-get-command"],
      ["common", "docker-args-deploy docker-args-process-deploy"],
      ["scheduler-docker-local", "check-deploy"],
    ],
  ],
  [
    "They take over",
    [
      ["scheduler-docker-local", "core-post-deploy"],
      ["scheduler-docker-local", "post-deploy"],
    ],
  ],
  [
    "Deployed v1 of web in 1.7 s",
    [
      ["common", "domains-urls"],
      ["git", "deploy-source-set"],
    ],
  ],
];

const [WIDTH, EDGE, LEFT, ANSWERS, ROW] = [1000, 16, 250, 520, 18];

interface Row {
  readonly trigger: string;
  readonly firedBy: string;
  readonly answeredBy: readonly string[];
}

/** From `git push` to `Deployed`: the triggers in their order, and the plugins that answer each. */
export function push(): string {
  const facts = pluginFacts();
  const parts: string[] = [text(EDGE, 30, "git push dokku main", "title")];
  parts.push(text(LEFT, 30, "triggers, and who fires them", "soft"), text(ANSWERS, 30, "plugins that answer", "soft"));
  let y = 44;
  for (const [at, [what, moments]] of STAGES.entries()) {
    const rows = moments.flatMap(([plugin, triggers]) => triggers.split(" ").map((name) => rowOf(plugin, name, facts)));
    const drawn = rows.map((row) => ({ row, answers: lines(row.answeredBy, 62) }));
    const height = drawn.reduce((sum, { answers }) => sum + Math.max(1, answers.length) * ROW, 0) + 20;
    parts.push(room(EDGE, y, WIDTH - 2 * EDGE, height, at === STAGES.length - 1 ? "strong" : "room"));
    parts.push(text(EDGE + 14, y + 24, what, "number"));
    let line = y + 24;
    for (const { row, answers } of drawn) {
      parts.push(text(LEFT, line, row.trigger, "code"), text(ANSWERS - 16, line, row.firedBy, "soft", "end"));
      for (const [index, words] of answers.entries()) parts.push(text(ANSWERS, line + index * ROW, words, "code"));
      line += Math.max(1, answers.length) * ROW;
    }
    y += height;
    if (at < STAGES.length - 1) parts.push(arrow(EDGE + 60, y + 1, EDGE + 60, y + 15));
    y += 16;
  }
  return picture(
    WIDTH,
    y,
    "A push: the triggers from git push to Deployed, in their order, and the plugins that answer each",
    parts,
  );
}

/** Refuses a trigger that the code does not fire there, and one that no plugin here answers. */
function rowOf(plugin: string, trigger: string, facts: ReadonlyMap<string, PluginFacts>): Row {
  const fires = plugin === "core" ? roomFacts().coreFires : facts.get(plugin)?.fires;
  if (!fires?.has(trigger)) throw new Error(`scripts/lib/picture/push.ts: ${plugin} does not fire ${trigger}`);
  const answeredBy = [...facts].filter(([name, { answers }]) => name !== "events" && answers.has(trigger)).map(([name]) => name);
  if (!answeredBy.length) throw new Error(`scripts/lib/picture/push.ts: nobody answers ${trigger}`);
  return { trigger, firedBy: plugin === "scheduler-docker-local" ? "scheduler" : plugin, answeredBy: answeredBy.sort() };
}
