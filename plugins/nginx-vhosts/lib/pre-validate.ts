import { tmpdir } from "node:os";
import { join } from "node:path";
import { answer, Exit, type Io, step } from "hokku";
import { complaintAlone, isKnownToHost } from "./check.ts";
import { mappings } from "./ports.ts";
import { renderVhost } from "./render.ts";
import { isNamed } from "./serves.ts";
import { ownTemplate } from "./template.ts";
import { variablesOf } from "./variables.ts";

const { mkdtempSync, rmSync, writeFileSync } = process.getBuiltinModule("node:fs");

/** What nginx says where a template needs something, by its name, that the host's own files may define. */
const MAY_BE_THE_HOSTS = /(?:zone|unknown log format|unknown) "(\w+)"/;

/** Refuses a template that came with the source before anything is built from it. There are no containers yet: one is made up. */
export async function preValidate(io: Io, app: string): Promise<void> {
  const quiet = { ...io, stdout: () => {} };
  const certified = (await answer(io, "certs-exists", app)) === "true";
  const template = ownTemplate(app, certified, io.env);
  if (!template || (template.language === "legacy" && !(await isNamed(io, app)))) return;
  step(io, `Pre-validating custom ${template.name}`);
  const facts = { app, maps: await mappings(quiet, app, certified), certified, listeners: "127.0.0.1:5000" };
  const vhost = renderVhost(quiet, app, template, await variablesOf(quiet, facts), (text) => text);
  const folder = mkdtempSync(join(tmpdir(), "hokku-vhost-"));
  try {
    const file = join(folder, template.name);
    writeFileSync(file, vhost);
    const complaint = await complaintAlone(io, file);
    if (!complaint) return;
    const [, hosts] = MAY_BE_THE_HOSTS.exec(complaint.words) ?? [];
    if (hosts && (await isKnownToHost(io, hosts))) return;
    const line = vhost.split("\n")[complaint.line - 1]?.trim();
    throw new Exit(
      1,
      `Custom ${template.name} failed nginx -t validation: ${complaint.words.replaceAll(file, template.name)}${line ? `\n  ${line}` : ""}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
