import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Test } from "tap";
import { writeServiceCommands } from "../../plugins/common/lib/service-commands.ts";
import { checkout, type Root } from "./root.ts";
import { somePlugins } from "./some-plugins.ts";

/** A root with one of the examples of docs/examples as a plugin of the host, as `plugin:install` leaves it, under a name of the test's own. */
export function serviceHost(t: Test, example: string, name: string): Root {
  const ours = ["common", "service", "config", "docker-options", "apps", "cron", "help", "user-auth", "events", "network", "ps"];
  const made = somePlugins(t, ...ours);
  const folder = join(made.path, "lib/plugins/available", name);
  mkdirSync(join(made.path, "lib/plugins/enabled"), { recursive: true });
  cpSync(join(checkout, "docs/examples", example), folder, { recursive: true });
  writeServiceCommands(name, folder);
  symlinkSync(join("../available", name), join(made.path, "lib/plugins/enabled", name));
  return made;
}
