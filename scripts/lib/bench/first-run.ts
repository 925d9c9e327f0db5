import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { checkout, writeSection } from "./sections.ts";

/**
 * Measures `scripts/quickstart` until the sample app answers, as root of a machine that has the distribution and nothing else, once
 * with Docker's own packages there and once without. Writes the seconds into docs/performance.md; exit code 1 where a limit is missed.
 */
export function firstRun(): number {
  const cases = [
    {
      name: "with Docker there",
      prepare: "apt-get -qq update && apt-get -qq install -y --no-install-recommends docker.io",
      limit: 90,
    },
    { name: "with nothing there", prepare: "true", limit: 150 },
  ];
  const rows = cases.map(({ name, prepare, limit }, at) => ({
    name,
    limit,
    seconds: measured(`hokku-first-run-${at}`, prepare),
  }));
  for (const { name, seconds, limit } of rows) process.stdout.write(`${name}: ${seconds} s, at most ${limit}\n`);
  const lines = rows.map(({ name, seconds, limit }) => `| ${name} | ${seconds} s | ${limit} s |\n`);
  writeSection(
    "First run",
    `\`scripts/bench --first-run\`: from \`scripts/quickstart\` on a bare Debian 12 to the first answer of the sample app, what is fetched from the
distribution and the npm registry included.

| machine | takes | at most |
| --- | --- | --- |
${lines.join("")}`,
  );
  return rows.every(({ seconds, limit }) => seconds <= limit) ? 0 : 1;
}

/** Seconds until the sample app answers. */
function measured(name: string, prepare: string): number {
  const bash = (...words: string[]) =>
    execFileSync("bash", [join(checkout, "test/walks/machines.bash"), ...words], {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, BATS_FILE_TMPDIR: join("/tmp", `${name}-${process.pid}`) },
    });
  bash("start_fresh_server", name, "bookworm");
  try {
    bash("on", name, prepare);
    if (prepare !== "true") bash("start_engine", name);
    const began = Date.now();
    bash("on", name, "su --login root -c 'cd hokku && scripts/quickstart'");
    return Math.round((Date.now() - began) / 1000);
  } finally {
    bash("remove_host", name);
  }
}
