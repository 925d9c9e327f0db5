import { join } from "node:path";
import { detail, type Io } from "hokku";
import { appRoot } from "hokku/apps";
import { readText, replaceFile } from "hokku/files";
import { setting } from "./settings.ts";

const { rmSync } = process.getBuiltinModule("node:fs");

/** Keeps `nginx.conf.d/hsts.conf` as the settings say. Contract: Dokku's file, which others look for. */
export function manageHsts(io: Io, app: string, certified: boolean): void {
  if (isHstsManaged(io, app, certified)) return;
  const [file, text] = [hstsFile(app, io.env), hstsOf(io, app, certified)];
  if (text === undefined) rmSync(file, { force: true });
  else {
    detail(io, "Enabling HSTS");
    replaceFile(file, text);
  }
}

/** Whether the file is as it has to be. */
export const isHstsManaged = (io: Io, app: string, certified: boolean): boolean =>
  readText(hstsFile(app, io.env)) === hstsOf(io, app, certified);

const hstsFile = (app: string, env: Io["env"]): string => join(appRoot(app, env), "nginx.conf.d", "hsts.conf");

function hstsOf(io: Io, app: string, certified: boolean): string | undefined {
  if (!certified || setting(io, app, "hsts") !== "true") return undefined;
  const age = setting(io, app, "hsts-max-age");
  const parts = [
    ...(age ? [`max-age=${age}`] : []),
    ...(setting(io, app, "hsts-include-subdomains") === "true" ? ["includeSubdomains"] : []),
    ...(setting(io, app, "hsts-preload") === "true" ? ["preload"] : []),
  ];
  return `add_header Strict-Transport-Security "${parts.join("; ")}" always;\n`;
}
