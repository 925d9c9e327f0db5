const { readFileSync, realpathSync } = process.getBuiltinModule("node:fs");
const { fileURLToPath, pathToFileURL } = process.getBuiltinModule("node:url");

const root = new URL("..", import.meta.url).href;
const { exports }: { exports: Record<string, string> } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));

/**
 * Says where a module of ours lies, without the search that Node makes for each, which is half of what loading it takes; and what is called
 * hokku is this one, for other people's plugins, too. Everything else Node finds itself.
 */
process.getBuiltinModule("node:module").registerHooks({
  resolve(specifier, context, next) {
    const url = ours(specifier, context.parentURL ?? "");
    return url?.startsWith(root) ? { url, format: "module-typescript", shortCircuit: true } : next(specifier, context);
  },
});

function ours(specifier: string, parent: string): string | undefined {
  // The path of a hook leads through the folder of enabled plugins, where there are links.
  if (/^file:.*\.ts$/.test(specifier)) return pathToFileURL(realpathSync.native(fileURLToPath(specifier))).href;
  if (/^hokku(\/|$)/.test(specifier)) return exported(`.${specifier.slice(5)}`);
  if (parent.startsWith(root) && /^\..*\.ts$/.test(specifier)) return new URL(specifier, parent).href;
}

/** What package.json exports by that name: itself, or the first pattern's file. */
function exported(name: string): string | undefined {
  for (const [key, file] of Object.entries(exports)) {
    const [before = "", after] = key.split("*");
    if (after === undefined ? key === name : name.startsWith(before))
      return new URL(file.replace("*", name.slice(before.length)), root).href;
  }
}
