import { relative } from "node:path";
import { Exit, type Io, trouble } from "hokku";
import { apps, isApp } from "hokku/apps";
import { readText } from "hokku/files";
import { type Complaint, complaintAlone, complaintOfHost } from "./check.ts";
import { goodFile, restoreGood, setAside, vhostFile } from "./vhost-file.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/**
 * Makes the host's configuration valid again when somebody broke it: each vhost that is to blame is named and gets its last
 * good text back, or is moved aside, so that the others go on. A file that is no app's ends it: that is its owner's to mend.
 */
export async function heal(io: Io): Promise<void> {
  for (let left = apps(io.env).length + 1; left > 0; left--) {
    const complaint = await complaintOfHost(io);
    if (!complaint) return;
    const app = blamed(io, complaint);
    if (!app)
      throw new Exit(
        1,
        `nginx cannot be reloaded because of a file that is no app's:\n${complaint.words}\nCorrect it, then: dokku nginx:reload`,
      );
    trouble(`nginx does not take the vhost of ${app}:\n${complaint.words}`);
    await mend(io, app);
  }
  throw new Exit(1, "nginx does not take its configuration, whatever is set aside; see: dokku nginx:validate-config");
}

/** The app whose vhost, or a file that it includes, nginx complains about. */
export function blamed({ env }: Io, { file }: Complaint): string | undefined {
  const [app = "", ...rest] = relative(env.DOKKU_ROOT ?? "", file).split("/");
  return file && rest.length && isApp(app, env) ? app : undefined;
}

async function mend(io: Io, app: string): Promise<void> {
  const file = vhostFile(app, io.env);
  const changed = existsSync(goodFile(app, io.env)) && readText(goodFile(app, io.env)) !== readText(file);
  if (changed && restoreGood(app, io.env) && !(await complaintAlone(io, file)))
    return trouble(`${app} goes on with its last good vhost; make it anew: dokku proxy:build-config ${app}`);
  if (!existsSync(file)) throw new Exit(1, `${file} is gone, yet nginx complains about it; see: dokku nginx:validate-config`);
  const aside = setAside(app, io.env);
  trouble(`${app} is without a vhost until it is made anew: dokku proxy:build-config ${app}; the one that was there is ${aside}`);
}
