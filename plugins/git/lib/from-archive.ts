import { join } from "node:path";
import { detail, Exit, type Io, step, trigger } from "hokku";
import type { Author } from "./author.ts";
import { downloaded, fromStdin } from "./download.ts";
import { withScratch } from "./scratch.ts";
import git from "./settings.ts";
import { untar } from "./tar.ts";
import { Unpacked } from "./unpacked.ts";
import { unzip } from "./zip.ts";

const { readdirSync, statSync } = process.getBuiltinModule("node:fs");

/** Kinds of archives that can be deployed. */
export const ARCHIVE_TYPES = ["tar", "tar.gz", "zip"];

/** Deploys what is in an archive, from a URL, or from stdin where the URL is `--`. Limits count for packed and unpacked. */
export async function deployArchive(io: Io, app: string, url: string, type: string, author: Author): Promise<void> {
  if (!ARCHIVE_TYPES.includes(type))
    throw new Exit(1, `${JSON.stringify(type)} is no type of archive; use ${ARCHIVE_TYPES.join(", ")}`);
  const size = Number(git.of(app, "archive-max-size", io.env));
  const files = Number(git.of(app, "archive-max-files", io.env));
  await withScratch(io, app, async (folder) => {
    const file = join(folder, "archive");
    step(io, url === "--" ? `Fetching ${type} file from stdin` : `Downloading ${type} file from ${url}`);
    await (url === "--" ? fromStdin(io, file, size) : downloaded(url, file, size));
    step(io, "Generating build context");
    const unpacked = new Unpacked(join(folder, "source"), { size, files });
    if (type === "zip") await unzip(file, unpacked);
    else await untar(file, type === "tar.gz", unpacked);
    unpacked.finish();
    await trigger(
      { ...io, stdin: Buffer.alloc(0) },
      "git-from-directory",
      app,
      inner(io, unpacked.root),
      author.name ?? "",
      author.email ?? "",
    );
  });
}

/** Most archives hold one folder that holds all else. */
function inner(io: Io, root: string): string {
  const [first = "", ...more] = readdirSync(root);
  if (!first) throw new Exit(1, "There is nothing in the archive");
  if (more.length || !statSync(join(root, first)).isDirectory()) return root;
  detail(io, `Taking what is in ${first}/, the only folder of the archive`);
  return join(root, first);
}
