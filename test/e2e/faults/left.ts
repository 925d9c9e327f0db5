import { readdirSync } from "node:fs";
import { join } from "node:path";
import { docker } from "../apps.ts";
import type { Machine } from "./machine.ts";

interface Releases {
  readonly releases: readonly { readonly version: string; readonly status: string }[];
}

/** What a host holds, one line each; what grows with each release by right, in a form that stays the same. */
export function holdings({ host, app, dokku }: Machine): string[] {
  const containers = docker("ps", "--all", `--format={{if .Label "com.dokku.app-name"}}{{.Names}}{{else}}of a build{{end}}`)
    .split("\n")
    .filter(Boolean);
  const { releases }: Releases = JSON.parse(dokku("releases", app, "--num", "1000", "--json").out);
  const kept = releases.flatMap(({ version, status }) => (status === "pruned" ? [] : `dokku/${app}:${version}`));
  // Steps of a build that was cut short are Docker's build cache, as after any build that fails; they carry no app's name.
  const images = [
    ...docker("images", "--filter=dangling=false", "--format={{.Repository}}:{{.Tag}}").split("\n"),
    ...docker("images", "--filter=dangling=true", "--filter=label=com.dokku.app-name", "--format={{.ID}}").split("\n"),
  ].filter(Boolean);
  return [
    ...containers.map((name) => `container ${name}`),
    ...images.filter((name) => !kept.includes(name)).map((name) => `image ${name}`),
    ...["home", "lib", "logs", "nginx"].flatMap((folder) => files(join(host.path, folder), folder)),
  ].sort();
}

/** Paths below a folder, links and folders too, without what is there once for each commit, build and release. */
function files(path: string, name: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const at = `${name}/${entry.name}`;
    if (GROWS.some((pattern) => pattern.test(at))) return [];
    const line = at.replace(/^lib\/data\/ports\/\d+$/, "lib/data/ports/N");
    return entry.isDirectory() ? [line, ...files(join(path, entry.name), at)] : [line];
  });
}

const GROWS = [
  /^home\/[^/]+\/objects\/([0-9a-f]{2}|pack\/pack-[0-9a-f]+\.\w+)$/,
  /^lib\/data\/builds\/[^/]+\/[0-9a-z]{14}\.(json|log)$/,
  /^lib\/data\/releases\/[^/]+\/v\d+\.json$/,
  /^lib\/data\/compile-cache/,
  /^home\/\.docker/,
];

/** What there is now and was not before, and what was and is not, as a list of differences. */
export function differences(before: readonly string[], now: readonly string[]): string[] {
  const left = [...before];
  const more = now.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...more.map((line) => `left behind: ${line}`), ...left.map((line) => `gone: ${line}`)];
}
