import { execFileSync } from "node:child_process";
import { globalArgs } from "hokku/global-args";
import t from "tap";
import { checkout } from "../../lib/root.ts";

t.test("the options of all containers and builds are split at blanks, as Dokku does, quotes or not", async (t) => {
  const DOKKU_GLOBAL_RUN_ARGS = " --label=a=1  --label=it's\n--env 'A=b c' ";
  const words = ["--label=a=1", "--label=it's", "--env", "'A=b", "c'"];
  t.strictSame(globalArgs({ env: { DOKKU_GLOBAL_RUN_ARGS } }, "run"), words);
  t.strictSame(globalArgs({ env: { DOKKU_GLOBAL_BUILD_ARGS: DOKKU_GLOBAL_RUN_ARGS } }, "build"), words);
  t.strictSame(globalArgs({ env: {} }, "run"), []);
});

t.test("nobody else reads them", async (t) => {
  const readers = execFileSync("git", ["grep", "-lE", "env\\.DOKKU_GLOBAL_(RUN|BUILD)_ARGS", "--", "*.ts"], { cwd: checkout });
  const found = String(readers)
    .split("\n")
    .filter((file) => file.startsWith("plugins/"));
  t.strictSame(found, ["plugins/common/lib/global-args.ts"]);
});
