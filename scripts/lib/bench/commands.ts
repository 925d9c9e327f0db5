import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dokku, host } from "./host.ts";
import { compare, type Figure } from "./measure.ts";

/** The commands people type most, against an empty TypeScript program on the same Node. */
export function commands(): Figure[] {
  const { root, env, remove } = host();
  const empty = join(root, "empty.ts");
  writeFileSync(empty, "");
  mkdirSync(join(env.DOKKU_ROOT ?? "", "web"));
  writeFileSync(join(env.DOKKU_ROOT ?? "", "web/ENV"), "export KEY='value'\n");
  const baseline = { words: [process.execPath, empty], env: { NODE_COMPILE_CACHE: join(root, "cache") } };
  const rows = [["version"], ["apps:list"], ["config:get", "web", "KEY"]];
  const figures = rows.map((words) =>
    compare(`dokku ${words.join(" ")}`, { words: [dokku, ...words], env }, "empty program on the same Node", baseline, 1.3, 101),
  );
  remove();
  return figures;
}

/** `apps:list` with 1,000 apps against 10. */
export function scale(): Figure[] {
  const hosts = [1000, 10].map((count) => {
    const made = host();
    for (let n = 0; n < count; n++) mkdirSync(join(made.env.DOKKU_ROOT ?? "", `app-${n}`));
    return made;
  });
  const [many, few] = hosts.map(({ env }) => ({ words: [dokku, "apps:list"], env }));
  if (!many || !few) return [];
  const figures = [compare("apps:list with 1,000 apps", many, "with 10 apps", few, 2)];
  for (const { remove } of hosts) remove();
  return figures;
}
