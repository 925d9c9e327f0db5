import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import type { Root } from "../../lib/root.ts";

/** Every file, link and folder that apps and plugins keep, with what is in it; no locks. */
export function tree({ path }: Root): Map<string, string> {
  return new Map(["home", "lib"].flatMap((name) => below(join(path, name))));
}

function below(folder: string): [string, string][] {
  return readdirSync(folder).flatMap((name): [string, string][] => {
    const path = join(folder, name);
    if (/\/lib\/(core-)?plugins$|\/data\/(locks|compile-cache|ps\/retire[^/]*)$|\.(lock|line)$/.test(path)) return [];
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) return [[path, readlinkSync(path)]];
    return stat.isDirectory() ? [[path, "a folder"], ...below(path)] : [[path, readFileSync(path, "latin1")]];
  });
}

/** What is other than it was, as a plan lists it: a folder that is new, or gone, stands for all that is in it. */
export function changes(before: Map<string, string>, after: Map<string, string>): { does: string; path: string }[] {
  const stands = (path: string, there: Map<string, string>) => !there.has(path) && (there.has(join(path, "..")) || isTop(path));
  const isTop = (path: string) => /\/(home|lib)\/[^/]+$/.test(path);
  return [
    ...[...after].flatMap(([path, text]) => {
      if (stands(path, before)) return [{ does: "create", path }];
      return before.has(path) && before.get(path) !== text ? [{ does: "change", path }] : [];
    }),
    ...[...before.keys()].flatMap((path) => (stands(path, after) ? [{ does: "remove", path }] : [])),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}
