import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "glob";
import t from "tap";
import { checkout } from "../lib/root.ts";

/** The flags of Docker's client 20.10, the oldest that docs/install.md promises, by command: `container run` and `run` alike. */
const table = readFileSync(join(import.meta.dirname, "docker-20.10.tsv"), "utf8")
  .trim()
  .split("\n");
const known = new Map(table.map((row) => [row.split("\t")[0] ?? "", new Set(row.split("\t")[1]?.split(" "))]));

/** A command of docker with its flags, as it stands somewhere in our code. */
interface Call {
  readonly command: string;
  readonly flags: readonly string[];
}

/** Lists that begin with a command of docker: `["container", "rm", "--force", id]`, over as many lines as it takes. */
function listed(text: string): Call[] {
  const lists = [...text.matchAll(/\[\s*(?:\.\.\.\[)?\s*"([a-z]+)"(?:,\s*"([a-z]+)")?((?:[^[\]]|\[[^[\]]*\])*)\]/g)];
  return lists.flatMap(([, first = "", second = "", rest = ""]) => {
    const command = known.has(`${first} ${second}`) ? `${first} ${second}` : known.has(first) ? first : "";
    const flags = [...rest.matchAll(/["'`](--[a-z][a-z0-9-]*|-[a-zA-Z])(?=["'`=])/g)].map(([, flag = ""]) => flag);
    return command ? [{ command, flags }] : [];
  });
}

/** Lines of bash that call docker: `docker run --rm image`. What stands behind the first word that is no flag is the image's. */
function typed(text: string): Call[] {
  const joined = text.replace(/\s*\\\n\s*/g, " ").replace(/^\s*#.*$/gm, "");
  const calls = [
    ...joined.matchAll(
      /(?:\bdocker|"\$DOCKER_BIN") ([a-z]+)(?: ([a-z]+))?((?: (?:-[-\w]+(?:=\S+)?|"[^"]*"|'[^']*'|\$\S+|[^\s|;&)<>]+))*)/g,
    ),
  ];
  return calls.flatMap(([, first = "", second = "", rest = ""]) => {
    const command = known.has(`${first} ${second}`) ? `${first} ${second}` : known.has(first) ? first : "";
    const flags = [...rest.matchAll(/ (--[a-z][a-z0-9-]*|-[a-zA-Z])(?=[ =]|$)/g)].map(([, flag = ""]) => flag);
    return command ? [{ command, flags }] : [];
  });
}

const read = (file: string): string => readFileSync(join(checkout, file), "utf8");
const files = (pattern: string): string[] =>
  globSync(pattern, { cwd: checkout, posix: true })
    .filter((file) => statSync(join(checkout, file)).isFile())
    .sort();

/** Builders whose `build` is their own program's, not docker's. */
const OTHERS = /^plugins\/builder-(lambda|nixpacks|pack|railpack)\//;

t.test("every flag we give to docker is one of the oldest client's", async (t) => {
  const code = [...files("{plugins,hooks}/**/*.ts")].map((file) => {
    const calls = listed(read(file)).filter(({ command }) => command !== "build" || !OTHERS.test(file));
    return [file, calls] as const;
  });
  const shell = files("{plugins,scripts,hooks}/**/*")
    .filter((file) => !file.endsWith(".ts") && !file.endsWith(".md"))
    .map((file) => [file, typed(read(file))] as const);
  let checked = 0;
  for (const [file, calls] of [...code, ...shell]) {
    for (const { command, flags } of calls) {
      const strange = flags.filter((flag) => !known.get(command)?.has(flag));
      t.same(strange, [], `${file}: docker ${command}`);
      checked += flags.length;
    }
  }
  t.ok(checked > 80, `${checked} flags were found to check`);
});

t.test("a newer flag would be seen", async (t) => {
  t.same(listed('output(io, docker, ["cp", "-q", `${source}/.`])'), [{ command: "cp", flags: ["-q"] }]);
  t.same(listed('[\n  "container",\n  "run",\n  "--rm",\n  ...more,\n  `--name=${x}`,\n]'), [
    { command: "container run", flags: ["--rm", "--name"] },
  ]);
  t.same(typed("docker run --rm \\\n  -i --pull=never image"), [{ command: "run", flags: ["--rm", "-i", "--pull"] }]);
  t.notOk(known.get("cp")?.has("-q"));
  t.ok(known.get("container run")?.has("--pull"));
});
