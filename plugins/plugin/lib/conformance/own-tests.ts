import { join } from "node:path";
import { readText } from "hokku/files";
import { type Check, judged } from "./check.ts";
import { failuresOf } from "./failures.ts";
import { filesBelow, type Probed } from "./probe.ts";

const { existsSync, mkdirSync, rmSync, symlinkSync } = process.getBuiltinModule("node:fs");

/** Runs the tests that a plugin has of its own by `run`, in its folder. They may import Hokku, which lies at `hokku`. */
export async function ownTests(
  folder: string,
  hokku: string,
  run: (program: string, words: readonly string[]) => Promise<Probed>,
): Promise<Check[]> {
  linkHokku(folder, hokku);
  const files = [...filesBelow(folder, /(^|\/)(node_modules|\.git)$/).keys()];
  const tests = existsSync(join(folder, "test")) ? "test" : "tests";
  const suites: [name: string, file: RegExp, program: string, words: string[]][] = [
    ["its tests in TypeScript", /\.test\.[mc]?[jt]s$/, process.execPath, ["--test", "--test-reporter", "spec"]],
    ["its tests in bats", /^tests?\/[^/]+\.bats$/, "bats", ["--formatter", "tap", tests]],
  ];
  const checks: Check[] = [];
  for (const [name, file, program, words] of suites) {
    const its = files.filter((path) => file.test(path));
    if (!its.length) continue;
    if (program !== "bats" && !its.some((path) => /["'](node:test|tap)["']/.test(readText(join(folder, path)) ?? ""))) {
      checks.push({ name, ok: true, skipped: true, why: "they are for another runner than node's" });
      continue;
    }
    const ran = await run(program, words).catch(() => undefined);
    const isMissing = ran === undefined || ran.code === 127;
    checks.push(isMissing ? { name, ok: true, skipped: true, why: `there is no ${program} here` } : ended(name, ran));
  }
  return checks;
}

function ended(name: string, { code, out, err, hung, ms }: Probed): Check {
  if (code === 0) return judged(name, [], ms);
  const printed = failuresOf(out);
  const failed = printed.filter((line) => /^(not ok|✖) /.test(line)).join(", ");
  return {
    ...judged(name, [hung ? "they did not end in time" : failed || err.trim().slice(-200) || `they end with ${code}`], ms),
    ...(printed.length && { printed }),
  };
}

function linkHokku(folder: string, hokku: string): void {
  const link = join(folder, "node_modules/hokku");
  if (existsSync(link)) return;
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(hokku, link);
}
