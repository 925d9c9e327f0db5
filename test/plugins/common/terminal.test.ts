import { join } from "node:path";
import t from "tap";
import { checkout, ran } from "../../lib/root.ts";

const { PATH = "" } = process.env;

/** Prints whether colour may be used, on a terminal that `script` makes. */
const ASK = `${join(checkout, "core/node")} --input-type=module -e '
  import { mayColour } from "${join(checkout, "plugins/common/lib/terminal.ts")}";
  process.stdout.write(String(mayColour({ env: process.env, stdout: "inherit" })));'`;

t.test("case 24: colour on a terminal that has it, unless somebody does not want it", async (t) => {
  const rows: [env: Record<string, string>, may: boolean][] = [
    [{ TERM: "xterm" }, true],
    [{ TERM: "xterm", NO_COLOR: "" }, true],
    [{ TERM: "xterm", NO_COLOR: "1" }, false],
    [{ TERM: "dumb" }, false],
  ];
  for (const [env, may] of rows) {
    const { code, out } = ran("script", ["-qec", ASK, "/dev/null"], { env: { PATH, ...env } });
    t.same({ code, out: out.trim() }, { code: 0, out: String(may) }, JSON.stringify(env));
  }
  t.equal(ran("sh", ["-c", ASK], { env: { PATH, TERM: "xterm" } }).out.trim(), "false", "a pipe gets none");
});
