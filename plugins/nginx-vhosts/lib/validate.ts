import { type Command, command, Exit, type Io, step, trouble } from "hokku";
import { apps, existingApp } from "hokku/apps";
import { complaintAlone, complaintOfHost } from "./check.ts";
import { inTurn } from "./turn.ts";
import { vhostFile } from "./vhost-file.ts";

const { existsSync, rmSync } = process.getBuiltinModule("node:fs");

/** Declares `nginx:validate-config`, also under its old name. */
export function validateCommand(name: string, hidden = false): Command<{ invalid: string[] }> {
  return command({
    name,
    hidden,
    summary: "Ask nginx about the vhost of one app, or about each and then all together",
    args: "[<app>]",
    app: "any",
    flags: { clean: { type: "boolean", summary: "remove the vhosts that nginx does not take" } },
    examples: ["dokku nginx:validate-config", "dokku nginx:validate-config node-app --clean"],
    run: ({ words: { app }, flags: { clean }, io }) => validate(io, app, clean),
    text: () => {},
  });
}

async function validate(io: Io, app: string | undefined, clean: boolean): Promise<{ invalid: string[] }> {
  const asked = app ? [existingApp(app, io.env)] : apps(io.env);
  const all = await complaintOfHost(io);
  if (!app && !all) return { invalid: [] };
  const invalid: string[] = [];
  for (const one of asked.filter((name) => existsSync(vhostFile(name, io.env)))) {
    const complaint = await complaintAlone(io, vhostFile(one, io.env));
    if (!complaint) continue;
    invalid.push(one);
    trouble(`nginx does not take the vhost of ${one}:\n${complaint.words}`);
    if (clean) await inTurn(io, async () => rmSync(vhostFile(one, io.env), { force: true }));
    if (clean) step(io, `Removed ${vhostFile(one, io.env)}; make it anew: dokku proxy:build-config ${one}`);
  }
  const left = app ? (clean ? [] : invalid) : await complaintOfHost(io);
  if (Array.isArray(left) ? left.length : left)
    throw new Exit(
      1,
      Array.isArray(left) ? `Correct it, or remove it: dokku nginx:validate-config ${app} --clean` : (left?.words ?? ""),
    );
  return { invalid };
}
