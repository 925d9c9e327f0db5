import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { execa } from "execa";
import type { Declaration } from "../../plugins/common/lib/declaration.ts";
import { schemas } from "../../scripts/lib/schemas.ts";
import { checkout, type Ran, type Root } from "./root.ts";

/** What stands for an argument of that name, in any command. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  app: ["web"],
  "old-app": ["web"],
  "new-app": ["fresh"],
  buildpack: ["https://example.com/buildpack.git"],
  "cron-id": ["5cruaotm4yzzpnjlsdunblj8qyjp"],
  directory: ["data"],
  domain: ["www.example.com"],
  host: ["example.com"],
  image: ["busybox"],
  "KEY=value": ["A=b"],
  key: ["A"],
  "key-name": ["laptop"],
  name: ["entry"],
  network: ["one"],
  phases: ["deploy"],
  option: ["--label=a=b"],
  part: ["crt"],
  plugin: ["greet"],
  "port-map": ["http:80:5000"],
  property: ["apps"],
  processes: ["web"],
  "process-type": ["web"],
  types: ["web"],
  scale: ["web=2"],
  value: ["true"],
  repository: ["https://127.0.0.1:1/nothing.git"],
  source: ["/var/lib/dokku/data/storage/data:/data"],
  trigger: ["nothing"],
  url: ["http://127.0.0.1:1/nothing.tar"],
};

/** Commands whose words are not told by their arguments' names: what they need, or what keeps them off this machine. */
const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  "apps:rename": ["fresh", "fresher"],
  "apps:set": ["--global", "disable-autocreation", "false"],
  "buildpacks:remove": ["web", "https://example.com/buildpack.git"],
  "buildpacks:set": ["web", "https://example.com/buildpack.git"],
  "cron:set": ["web", "maintenance", "true"],
  "docker-options:add": ["web", "deploy", "--label=a=b"],
  "docker-options:list": ["web", "--phase", "deploy"],
  "docker-options:remove": ["web", "deploy", "--label=a=b"],
  "network:set": ["web", "tld", "test"],
  "nginx:set": ["web", "hsts", "false"],
  "storage:set": ["entry", "--mode", "0750"],
  plan: ["apps:create", "fresh"],
  "plugin:install": ["no-address"],
  "plugin:new": ["config"],
  "plugin:set": ["--global", "hook-budget-milliseconds", "2000"],
  "plugin:test": ["no-address"],
  "plugin:install-dependencies": ["too-many"],
  "plugin:update": ["greet"],
  "ssh-server:start": ["--port", "0"],
  "ssh-keys:add": ["laptop"],
  "ssh-keys:remove": ["laptop"],
  "certs:generate": ["web", "www.example.com"],
  "config:import": ["web", "/nowhere"],
};

/** The schemas of all answers, from the code as it is. */
export const SCHEMAS = await schemas();

/** What is wrong with an answer to `--json`; "" where nothing is. */
export function complaint({ name, json }: Declaration, { code, out, err }: Ran): string {
  if (/^ +at .*:\d+:\d+/m.test(err)) return `a stack: ${err}`;
  if (json === "none" && code !== 2) return `it is not refused, but ended with ${code}`;
  const lines = code === 0 && json ? out.split("\n").filter(Boolean) : [out];
  for (const line of lines) {
    const value = parsed(line);
    if (value === undefined) return `no JSON (${code}): ${JSON.stringify(line)} ${err}`;
    const error = code === 0 ? undefined : (value as { error?: { code?: unknown; message?: unknown } } | null)?.error;
    if (code !== 0 && (error?.code !== code || !error.message)) return `no error of code ${code}: ${line} ${err}`;
    const odd = code === 0 && value && typeof value === "object" && !Array.isArray(value) ? Object.keys(value).filter(isOdd) : [];
    if (odd.length) return `keys spelt in another way: ${odd.join(", ")}`;
    const valid = validator(name);
    if (code === 0 && !valid(value)) return `it is not what its schema says: ${ajv.errorsText(valid.errors)} ${line}`;
  }
  return "";
}

const ajv = new Ajv2020({ allowUnionTypes: true });
const validator = (name: string): ValidateFunction => ajv.compile(SCHEMAS[name] ?? { not: {} });

const isOdd = (key: string): boolean => !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(key);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** All words of a command with `--json` among them, about an app `web`; those that may be left out are. */
export function wordsFor(declaration: Declaration): readonly string[] {
  const words = argumentsFor(declaration);
  return [declaration.name, ...(declaration.verbatim === "program" ? ["--json", ...words] : [...words, "--json"])];
}

function argumentsFor({ name, args = "", summary }: Declaration): readonly string[] {
  if (name in SPECIAL) return SPECIAL[name] ?? [];
  if (/:set(-property)?$/.test(name) && args === "<app> <key> [<value>]")
    return ["web", /: ([a-z][\w-]*)/.exec(summary)?.[1] ?? "A"];
  const required = args.replace(/\[<(?!app>)[^>]+>(?:\.\.\.)?\]/g, "");
  return [...required.matchAll(/<([^>]+)>/g)].flatMap(([, word = ""]) => WORDS[word] ?? [word]);
}

/** A word for every argument, those too that may be left out. */
export const everyWord = ({ args = "" }: Declaration): readonly string[] =>
  [...args.matchAll(/<([^>]+)>/g)].flatMap(([, word = ""]) => WORDS[word] ?? [word]);

/** Keeps the machine's own programs out of reach of the commands that are called. */
export function stubbed(made: Root, programs: readonly string[]): void {
  for (const program of programs) made.put(`bin/${program}`, "#!/usr/bin/env bash\nexit 1\n");
}

/** Runs a command of the checkout with nothing on stdin. */
export async function called(made: Root, words: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const env = { ...made.env, PATH: `${join(made.path, "bin")}:${made.env.PATH}`, HOKKU_NGINX_RELOAD: "0", ...more };
  const options = { env, extendEnv: false, stdin: "ignore", reject: false, stripFinalNewline: false } as const;
  const { exitCode = -1, stdout, stderr } = await execa(join(checkout, "core/dokku"), words, options);
  return { code: exitCode, out: stdout, err: stderr };
}

/** A root with an app and a plugin, where programs that would change this machine do nothing. */
export function prepared(made: Root): Root {
  stubbed(made, ["docker", "nginx", "sudo", "systemctl", "apt-get", "usermod", "visudo"]);
  made.put("home/web/HEAD", "");
  made.put("lib/plugins/enabled/greet/plugin.toml", "");
  return made;
}

/** Runs dokku where no engine answers. */
export const withoutEngine = (made: Root, words: readonly string[]): Promise<Ran> =>
  called(made, words, { DOCKER_HOST: "tcp://127.0.0.1:1" });
