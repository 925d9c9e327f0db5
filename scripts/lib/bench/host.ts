import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const checkout = join(import.meta.dirname, "../../..");
export const dokku = join(checkout, "core/dokku");

/** A throw-away Hokku root laid out as on a host: its environment, and a way to be rid of it. */
export interface Host {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  readonly remove: () => void;
}

export function host(): Host {
  const root = mkdtempSync(join(tmpdir(), "hokku-bench-"));
  for (const folder of [
    "home",
    "lib/plugins/available",
    "lib/plugins/enabled",
    "lib/core-plugins",
    "lib/config",
    "lib/data",
    "logs",
  ])
    mkdirSync(join(root, folder), { recursive: true });
  for (const tree of ["available", "enabled"]) {
    symlinkSync(join(checkout, "plugins"), join(root, "lib/core-plugins", tree));
    for (const name of readdirSync(join(checkout, "plugins")))
      symlinkSync(join(checkout, "plugins", name), join(root, "lib/plugins", tree, name));
  }
  const env = {
    DOKKU_ROOT: join(root, "home"),
    DOKKU_LIB_ROOT: join(root, "lib"),
    DOKKU_LOGS_DIR: join(root, "logs"),
    DOKKU_DEFAULTS: "/dev/null",
  };
  return { root, env, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** A host with nothing but `count` plugins that have one hook each: `forty` in TypeScript or bash. */
export function hooksHost(count: number, language: "ts" | "bash"): Host {
  const { root, env, remove } = host();
  rmSync(join(root, "lib/core-plugins"), { recursive: true });
  rmSync(join(root, "lib/plugins/enabled"), { recursive: true });
  const text = language === "ts" ? "#!/usr/bin/env hokku\nexport default () => undefined;\n" : "#!/usr/bin/env bash\ntrue\n";
  for (let n = 0; n < count; n++) {
    const folder = join(root, "lib/plugins/enabled", `plugin-${n}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, language === "ts" ? "forty.ts" : "forty"), text, { mode: 0o755 });
  }
  return { root, env, remove };
}
