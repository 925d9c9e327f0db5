import { spawn } from "node:child_process";
import { join } from "node:path";
import t from "tap";
import type { Declaration } from "../../plugins/common/lib/command.ts";
import { declaredCommands } from "../../scripts/lib/declared.ts";
import { checkout, type Ran, type Root, root } from "../lib/root.ts";

/** What stands for an argument of that name, in any command. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  app: ["web"],
  "old-app": ["web"],
  "new-app": ["fresh"],
  buildpack: ["https://example.com/buildpack.git"],
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
  repository: ["https://127.0.0.1:1/nothing.git"],
  source: ["/var/lib/dokku/data/storage/data:/data"],
  trigger: ["nothing"],
  url: ["http://127.0.0.1:1/nothing.tar"],
};

/** Commands whose words are not told by their arguments' names: what they need, or what keeps them off this machine. */
const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  "plugin:install": ["no-address"],
  "plugin:install-dependencies": ["too-many"],
  "plugin:update": ["greet"],
  "ssh-server:start": ["--port", "0"],
  "ssh-keys:add": ["laptop"],
  "ssh-keys:remove": ["laptop"],
  "certs:generate": ["web", "www.example.com"],
  "config:import": ["web", "/nowhere"],
};

/** Programs that must not be the machine's own. */
const STUBBED = ["docker", "nginx", "sudo", "systemctl", "apt-get", "usermod", "visudo"];

t.test("--json, of every declared command: data, lines of data, an error, or a refusal", async (t) => {
  const made = prepared(root(t));
  const all = await declaredCommands();
  t.ok(all.length > 190, `${all.length} commands`);
  for (const declaration of all) {
    const words = wordsFor(declaration);
    const isProgram = declaration.verbatim === "program";
    const ran = await dokku(made, [declaration.name, ...(isProgram ? ["--json", ...words] : [...words, "--json"])]);
    t.equal(complaint(declaration, ran), "", [declaration.name, ...words].join(" "));
  }
});

t.test("--json in front, and between the words", async (t) => {
  const made = prepared(root(t));
  const expected = JSON.parse((await dokku(made, ["apps:list", "--json"])).out);
  t.same(expected, ["web"]);
  for (const words of [
    ["--json", "apps:list"],
    ["--quiet", "--json", "apps:list"],
    ["--json", "--quiet", "apps:list"],
  ])
    t.same(JSON.parse((await dokku(made, words)).out), expected, words.join(" "));
  t.match(JSON.parse((await dokku(made, ["ps:set", "--json", "web", "restart-policy", "always"])).out), { value: "always" });
  t.match(JSON.parse((await dokku(made, ["ps:set", "web", "restart-policy", "no", "--json"])).out), { value: "no" });
  t.match(JSON.parse((await dokku(made, ["docker-options:add", "web", "deploy", "--label=a=b", "--json"])).out), {});
  t.equal((await dokku(made, ["docker-options:list", "web", "--phase", "deploy"])).out, "--label=a=b\n", "it is nobody's option");
});

t.test("errors", async (t) => {
  const made = prepared(root(t));
  const rows: [words: string, code: number, error: { message: RegExp; hint?: RegExp }][] = [
    ["apps:exists nobody --json", 20, { message: /App nobody does not exist/ }],
    ["apps:create --json", 2, { message: /<app> is missing/, hint: /see: dokku apps:create --help/ }],
    ["apps:create web --json", 1, { message: /already taken/ }],
    ["nonsense --json", 1, { message: /nonsense is not a dokku command/ }],
    ["--json nonsense", 1, { message: /nonsense is not a dokku command/ }],
    ["apps:list --nope --json", 2, { message: /nope/ }],
    ["enter web --json", 1, { message: /./ }],
    ["config:get web NOPE --json", 1, { message: /config:get ended with exit code 1 and no message/ }],
    ["enter --json web", 2, { message: /enter has no answer in JSON/ }],
  ];
  for (const [words, code, error] of rows) {
    const ran = await dokku(made, words.split(" "));
    t.equal(ran.code, code, words);
    if (words === "enter web --json") continue;
    t.match(JSON.parse(ran.out), { error: { code, ...error } }, words);
    t.notMatch(ran.err, /^ !/m, `${words}: it is not said twice`);
  }
});

t.test("values are what they are, keys are spelt in one way, and names of variables stay", async (t) => {
  const made = prepared(root(t));
  await dokku(made, ["config:set", "--no-restart", "web", "someKey=1", "DB_HOST=true"]);
  t.same(JSON.parse((await dokku(made, ["config", "web", "--json"])).out), {
    variables: { DB_HOST: "true", someKey: "1" },
  });
  t.match(JSON.parse((await dokku(made, ["ps:report", "web", "--json"])).out), {
    app: "web",
    deployed: false,
    "computed-stop-timeout-seconds": 30,
    "computed-restart-policy": "on-failure:10",
  });
  t.match(JSON.parse((await dokku(made, ["ps:report", "web", "--format", "json"])).out), {
    deployed: "false",
    "ps-computed-stop-timeout-seconds": "30",
  });
  t.same(JSON.parse((await dokku(made, ["ps:report", "web", "--ps-computed-stop-timeout-seconds", "--json"])).out), 30);
  t.match(JSON.parse((await dokku(made, ["ps:report", "--json"])).out), [{ app: "web" }]);
});

/** What is wrong with an answer; "" where nothing is. */
function complaint({ json }: Declaration, { code, out, err }: Ran): string {
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
  }
  return "";
}

const isOdd = (key: string): boolean => !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(key);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Its arguments, those that may be left out left out. */
function wordsFor({ name, args = "", summary }: Declaration): readonly string[] {
  if (name in SPECIAL) return SPECIAL[name] ?? [];
  if (/:set(-property)?$/.test(name) && args === "<app> <key> [<value>]")
    return ["web", /: ([a-z][\w-]*)/.exec(summary)?.[1] ?? "A"];
  const required = args.replace(/\[<[^>]+>(?:\.\.\.)?\]/g, "");
  return [...required.matchAll(/<([^>]+)>/g)].flatMap(([, word = ""]) => WORDS[word] ?? [word]);
}

function prepared(made: Root): Root {
  for (const program of STUBBED) made.put(`bin/${program}`, "#!/usr/bin/env bash\nexit 1\n");
  made.put("home/web/HEAD", "");
  made.put("lib/plugins/enabled/greet/plugin.toml", "");
  return made;
}

/** Runs it with nothing on stdin; programs of this machine are out of its reach. */
function dokku(made: Root, words: readonly string[]): Promise<Ran> {
  const env = {
    ...made.env,
    PATH: `${join(made.path, "bin")}:${made.env.PATH}`,
    DOCKER_HOST: "tcp://127.0.0.1:1",
    HOKKU_NGINX_RELOAD: "0",
  };
  const child = spawn(join(checkout, "core/dokku"), words, { env, stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code: code ?? -1, out, err })));
}
