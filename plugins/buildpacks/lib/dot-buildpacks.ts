import { join } from "node:path";
import { answer, Exit, type Io } from "hokku";
import { replaceFile } from "hokku/files";
import { properties } from "hokku/properties";
import { readSource } from "hokku/source-file";
import { validBuildpack } from "./list.ts";

/**
 * Writes the buildpacks into the source: the app's list, else those of app.json, else what its own `.buildpacks` says, with
 * short names spelled out. Contract: Dokku's `.buildpacks`, one address a line.
 */
export async function writeBuildpacks(io: Io, app: string, source: string): Promise<void> {
  const file = join(source, ".buildpacks");
  const chosen = properties("buildpacks", io.env).list(app, "buildpacks");
  const wanted = chosen.length ? chosen : await ofAppJson(io, app, source);
  const lines = wanted.length ? wanted : ownLines(source);
  if (lines) replaceFile(file, lines.map((line, at) => `${spelledOut(line, at)}\n`).join(""), 0o600);
}

async function ofAppJson(io: Io, app: string, source: string): Promise<string[]> {
  if (await answer(io, "git-get-property", app, "source-image").catch(() => "")) return [];
  const text = (await answer(io, "app-json-get-content", app).catch(() => "")) || (readSource(source, "app.json") ?? "");
  if (!text) return [];
  try {
    const { buildpacks }: { buildpacks?: unknown } = JSON.parse(text);
    return Array.isArray(buildpacks) ? buildpacks.flatMap(({ url }) => (typeof url === "string" ? url : [])) : [];
  } catch (error) {
    throw new Exit(1, `app.json cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

const ownLines = (source: string): string[] | undefined => readSource(source, ".buildpacks")?.replace(/\n$/, "").split("\n");

function spelledOut(line: string, at: number): string {
  if (!line.trim() || line.startsWith("#")) return line;
  try {
    return validBuildpack(line.trim());
  } catch (error) {
    throw new Exit(1, `.buildpacks, line ${at + 1}: ${error instanceof Error ? error.message : error}`);
  }
}
