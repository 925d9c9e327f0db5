import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkout, type Host, hooksHost } from "./host.ts";
import { compare, type Figure } from "./measure.ts";

const plugn = join(checkout, "hooks/plugn");

/** Triggers as bash plugins fire them, against what bash and Node cost bare. */
export function triggers(): Figure[] {
  const typescript = hooksHost(40, "ts");
  const bash = hooksHost(40, "bash");
  const empty = join(typescript.root, "empty.ts");
  writeFileSync(empty, "");
  const loop = join(bash.root, "loop");
  writeFileSync(loop, `#!/usr/bin/env bash\nfor hook in ${bash.root}/lib/plugins/enabled/*/forty; do "$hook"; done\n`, {
    mode: 0o755,
  });
  const node = { words: [process.execPath, empty], env: { NODE_COMPILE_CACHE: join(typescript.root, "cache") } };
  const fire = (name: string, host: Host) => ({
    words: ["bash", "-c", `exec "$1" trigger "$2"`, "bash", plugn, name],
    env: inside(host),
  });
  const figures = [
    compare("trigger with 40 TypeScript hooks", fire("forty", typescript), "empty program on the same Node", node, 2.5),
    compare("trigger with 40 bash hooks, through plugn", fire("forty", bash), "bare bash loop over them", { words: [loop] }, 1.2),
    compare(
      "trigger nobody answers, from bash",
      { words: [plugn, "trigger", "nobody"], env: inside(bash) },
      "bash -c true",
      { words: ["bash", "-c", "true"] },
      3,
      40,
    ),
  ];
  typescript.remove();
  bash.remove();
  return figures;
}

/** The environment a plugin's own bash has when it fires a trigger. */
function inside({ env, root }: Host): Record<string, string> {
  const lib = join(root, "lib");
  return {
    ...env,
    HOKKU_PATH: checkout,
    HOKKU_NODE: process.execPath,
    NODE_COMPILE_CACHE: join(lib, "data/compile-cache"),
    PLUGIN_PATH: join(lib, "plugins"),
    PLUGIN_ENABLED_PATH: join(lib, "plugins/enabled"),
    PLUGIN_CORE_ENABLED_PATH: join(lib, "core-plugins/enabled"),
  };
}
