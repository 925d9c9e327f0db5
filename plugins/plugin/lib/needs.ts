import { Exit, type Io } from "hokku";
import { DOKKU_RELEASE } from "hokku/dokku-release";
import type { Manifest } from "./manifest.ts";

const { readFileSync } = process.getBuiltinModule("node:fs");

/** Refuses a plugin that is not for this Hokku, in a sentence. A plugin for Dokku that does not say otherwise is for both. */
export function refuseOtherAge(name: string, { hokku, dokku }: Manifest, { env }: Io): void {
  const { version }: { version: string } = JSON.parse(readFileSync(`${env.HOKKU_PATH}/package.json`, "utf8"));
  if (!isWithin(version, hokku, `${name}: hokku`))
    throw new Exit(1, `${name} needs Hokku ${hokku}, and this is ${version}; upgrade it, or choose a commit: --committish`);
  if (!isWithin(DOKKU_RELEASE, dokku, `${name}: dokku`))
    throw new Exit(1, `${name} needs Dokku ${dokku}, and Hokku stands for ${DOKKU_RELEASE}; choose another commit: --committish`);
}

/** Whether a version is in a range: comparisons that must all hold, as in `>=0.30 <0.39`; none, and every version is. */
export function isWithin(version: string, range: string, what: string): boolean {
  return range
    .split(/[\s,]+/)
    .filter(Boolean)
    .every((word) => {
      const [, sign = "=", wanted] = /^(>=|<=|>|<|=)?v?(\d+(?:\.\d+){0,2})$/.exec(word) ?? [];
      if (!wanted) throw new Exit(1, `${what} is not ${JSON.stringify(word.slice(0, 40))}; write versions as in ">=0.30 <0.39"`);
      const by = compared(version, wanted, sign === "=");
      return (by === 0 && sign.includes("=")) || (by > 0 && sign.startsWith(">")) || (by < 0 && sign.startsWith("<"));
    });
}

/** Less than, equal to or more than 0. What `wanted` leaves out counts as 0, but where they are to be equal: 0.3.5 is a 0.3. */
function compared(version: string, wanted: string, loose: boolean): number {
  const [a, b] = [version.split(".").map(Number.parseFloat), wanted.split(".").map(Number)];
  const differs = [0, 1, 2].find((at) => (a[at] ?? 0) !== (b[at] ?? (loose ? a[at] : 0) ?? 0));
  return differs === undefined ? 0 : (a[differs] ?? 0) - (b[differs] ?? 0);
}
