import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./place.ts";
import { processesOf } from "./processes.ts";
import { output } from "./programs.ts";
import { ask, commit, push } from "./sample.ts";
import { say } from "./talk.ts";

/** After the first deploy: a changed page is served after the next push, and ssh answers. */
export async function checkChange(at: Place, app: string): Promise<void> {
  const file = join(at.sample, "page.html");
  const word = `changed ${process.pid}`;
  writeFileSync(file, readFileSync(file, "utf8").replace(/<h1>.*<\/h1>/, `<h1>${word}</h1>`));
  await commit(at, "new page");
  await push(at);
  const { page } = await ask(at, app);
  if (!page.includes(`<h1>${word}</h1>`)) throw new Error("the page that was pushed second is not the one that is served");
  say("The changed page is served");
  const listed = await output("ssh", ["-F", at.sshConfig, "hokku", "apps:list"]);
  if (!listed.split("\n").includes(app)) throw new Error(`ssh hokku apps:list does not show ${app}, but: ${listed}`);
  say("ssh hokku apps:list shows it");
}

/** After taking down: what is left over, in words; nothing when all is well. */
export async function leftOver(at: Place, app: string): Promise<string[]> {
  const containers = await output("docker", ["ps", "--all", "--quiet", "--filter", `label=com.dokku.app-name=${app}`]);
  const images = await output("docker", ["images", "--quiet", `dokku/${app}`]);
  const processes = processesOf(at.root);
  return [
    containers && `containers: ${containers}`,
    images && `images: ${images}`,
    processes.length && `processes: ${processes.join(" ")}`,
    existsSync(join(at.root, "home", app)) && `the app's folder`,
  ].filter((text) => typeof text === "string" && text !== "") as string[];
}
