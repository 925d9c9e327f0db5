import { join } from "node:path";
import { catalogue } from "hokku/triggers";
import { RECORDED } from "./recorded.ts";

const ID = "4f6c1a0e9d2b7385c0a1f4e6d8b29370516283749a5b6c7d8e9f0a1b2c3d4e5f";
const REVISION = "9c3e1f7a5b2d4e6f8091a2b3c4d5e6f708192a3b";

/** For triggers that nobody recorded: what a deploy of the app `web` from a Dockerfile would pass, by the names that the catalogue gives arguments. */
const VALUES: Readonly<Record<string, string>> = {
  action: "set",
  app: "web",
  apps: "web",
  branch: "main",
  builder: "dockerfile",
  "builder-type": "dockerfile",
  command: "apps:report",
  container: ID,
  "container-id": ID,
  deployer: "git-hook",
  domain: "www.example.com",
  domains: "www.example.com",
  email: "ada@example.com",
  "env-count": "1",
  "exit-code": "0",
  format: "stdout",
  image: "dokku/web:latest",
  "image-source-type": "dockerfile",
  index: "1",
  ip: "172.17.0.2",
  key: "rev-env-var",
  name: "web.web.1",
  new: "web-2",
  num: "100",
  old: "web",
  phase: "deploy",
  pid: "4242",
  plugin: "another",
  port: "5000",
  "process-type": "web",
  proxy: "nginx",
  quiet: "false",
  refname: "refs/heads/main",
  restart: "true",
  revision: REVISION,
  scale: "web=1",
  scheduler: "docker-local",
  "source-type": "git",
  "ssh-name": "laptop",
  "ssh-user": "dokku",
  tag: "latest",
  tail: "false",
  type: "dockerfile",
  "url-type": "url",
  user: "dokku",
  value: "true",
  version: "1",
  words: "web",
};

/** The names of arguments that lead to a folder with pushed source, or to a file of it. */
const SOURCE = /^(source|folder|path|build-dir)$/;

/** The words that Hokku gives a trigger's hooks, those of a plugin from before Dokku 0.4 as then; `source` is the folder of what was pushed. */
export function argumentsOf(trigger: keyof typeof catalogue, source: string, isEarly = false): string[] {
  if (isEarly && (trigger === "pre-build" || trigger === "post-build")) return ["web"];
  const recorded = RECORDED[trigger];
  if (recorded) return filledIn(recorded, source);
  const { args } = catalogue[trigger];
  return [...args.matchAll(/<([^>]+)>/g)].map(([, name = ""]) => {
    if (SOURCE.test(name)) return name === "path" ? join(source, "app.json") : source;
    return VALUES[name] ?? name;
  });
}

/** Words that were written down, with what is another each time. */
export function filledIn(words: readonly string[], source: string): string[] {
  const known: Readonly<Record<string, string>> = { "<source>": source, "<container>": ID, "<revision>": REVISION };
  return words.map((word) => word.replace(/<\w+>/, (what) => known[what] ?? what));
}

/** Whether it is a trigger of the catalogue. */
export const isTrigger = (name: string): name is keyof typeof catalogue => Object.hasOwn(catalogue, name);

/** Whether its hooks are given something on stdin: a document, or the text that they filter. */
export function hasStdin(trigger: keyof typeof catalogue): boolean {
  const declared: { readonly stdin?: boolean; readonly combine: string } = catalogue[trigger];
  return declared.stdin === true || declared.combine === "filter";
}
