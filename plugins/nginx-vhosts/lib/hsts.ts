import { join } from "node:path";
import { detail, type Io } from "hokku";
import { appRoot } from "hokku/apps";
import { readText, replaceFile } from "hokku/files";
import { setting } from "./settings.ts";

const { rmSync } = process.getBuiltinModule("node:fs");

/** Keeps `nginx.conf.d/hsts.conf` as the settings say. Contract: Dokku's file, which others look for. */
export function manageHsts(io: Io, app: string, certified: boolean): void {
  const file = join(appRoot(app, io.env), "nginx.conf.d", "hsts.conf");
  if (!certified || setting(io, app, "hsts") !== "true") rmSync(file, { force: true });
  else writeHsts(io, app, file);
}

function writeHsts(io: Io, app: string, file: string): void {
  const age = setting(io, app, "hsts-max-age");
  const parts = [
    ...(age ? [`max-age=${age}`] : []),
    ...(setting(io, app, "hsts-include-subdomains") === "true" ? ["includeSubdomains"] : []),
    ...(setting(io, app, "hsts-preload") === "true" ? ["preload"] : []),
  ];
  const text = `add_header Strict-Transport-Security "${parts.join("; ")}" always;\n`;
  if (readText(file) === text) return;
  detail(io, "Enabling HSTS");
  replaceFile(file, text);
}
