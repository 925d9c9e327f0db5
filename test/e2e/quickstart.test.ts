import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t, { type Test } from "tap";
import { checkout, type Ran } from "../lib/root.ts";
import { run } from "../plugins/ssh-server/open-server.ts";

const program = join(checkout, "scripts/quickstart");

/** A folder for a quickstart of its own, taken down when the test ends. */
function folder(t: Test): { home: string; quickstart: (...words: string[]) => Promise<Ran> } {
  const parent = mkdtempSync(join(tmpdir(), "hokku-quick-"));
  const home = join(parent, "with a space");
  const quickstart = (...words: string[]) => run("env", [`HOKKU_HOME=${home}`, program, ...words]);
  t.teardown(async () => {
    await quickstart("--stop", "--purge");
    rmSync(parent, { recursive: true, force: true });
  });
  return { home, quickstart };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((go) => server.once("listening", go));
  const address = server.address();
  await new Promise((go) => server.close(go));
  return address && typeof address === "object" ? address.port : 0;
}

t.test("up, used, stopped, up again, and gone", async (t) => {
  const { home, quickstart } = folder(t);
  const port = String(await freePort());
  const first = await quickstart("--port", port);
  t.equal(first.code, 0, first.err || "it works");
  const [, app = "", url = ""] = /=====> (\S+) runs at (http:\/\/127\.0\.0\.1:\d+)/.exec(first.out) ?? [];
  t.match(first.out, /it answers: Hello from Hokku/);
  t.notOk(`${first.out}${first.err}`.includes("\x1b["), "no colour in a pipe");
  const command = /^ {2}(ssh -p .*)$/m.exec(first.out)?.[1] ?? "";
  t.match(command, `ssh -p ${port}`);
  const ssh = (...words: string[]) => run("ssh", ["-F", join(home, "ssh_config"), "hokku", ...words]);
  t.match((await ssh("apps:list")).out, new RegExp(`^${app}$`, "m"));
  t.match((await run(join(home, "bin/dokku"), ["apps:list"])).out, new RegExp(`^${app}$`, "m"));

  const page = join(home, "sample-app/page.html");
  writeFileSync(page, readFileSync(page, "utf8").replace("<h1>Hello from Hokku", "<h1>Another page"));
  const git = (...words: string[]) => run("git", ["-C", join(home, "sample-app"), ...words]);
  t.equal((await git("commit", "--all", "--message", "another")).code, 0);
  t.match(await git("push", "dokku", "main"), { code: 0, err: /Application deployed/ });
  t.match(await (await fetch(url)).text(), /<h1>Another page/, "the new page is served");

  t.match((await quickstart("--stop")).out, new RegExp(`Stopping the app ${app}`));
  await t.rejects(fetch(url), "stopped is stopped");
  const again = await quickstart("--port", port);
  t.match(again, { code: 0, out: /it answers: Another page/ }, "what was pushed is still there");

  t.equal((await quickstart("--stop", "--purge")).code, 0);
  t.notOk(existsSync(home), "nothing is left of the folder");
  const containers = await run("docker", ["ps", "--all", "--quiet", "--filter", `label=com.dokku.app-name=${app}`]);
  t.equal(containers.out, "", "nor of the containers");
});

t.test("a plugin of one's own, in TypeScript and in bash, finds what it needs", async (t) => {
  const { home, quickstart } = folder(t);
  t.equal((await quickstart("--port", String(await freePort()))).code, 0);
  const put = async (file: string, text: string) => {
    mkdirSync(join(home, file, ".."), { recursive: true });
    writeFileSync(join(home, file), text, { mode: 0o755 });
  };
  await put(
    "lib/plugins/enabled/greet/subcommands/hello.ts",
    '#!/usr/bin/env hokku\nimport { command } from "hokku";\nimport { apps } from "hokku/apps";\nexport default command({ name: "greet:hello", summary: "Greets", run: ({ io }) => `hello ${apps(io.env).length as number}` });\n',
  );
  await put(
    "lib/plugins/enabled/old/commands",
    '#!/usr/bin/env bash\nsource "$PLUGIN_AVAILABLE_PATH/config/functions"\ncase "$1" in old:get) config_get "$2" GREETING ;; *) exit 10 ;; esac\n',
  );
  const dokku = (...words: string[]) => run(join(home, "bin/dokku"), words);
  t.match(await dokku("greet:hello"), { code: 0, out: "hello 1\n" });
  const app = (await dokku("--quiet", "apps:list")).out.trim();
  t.equal((await dokku("config:set", "--no-restart", app, "GREETING=hi")).code, 0);
  t.equal((await dokku("old:get", app)).out.trim(), "hi");
});

t.test("--check", async (t) => {
  const { code, out, err } = await run(program, ["--check"]);
  t.equal(code, 0, err || "it works");
  t.match(out, /The changed page is served.*everything is taken down again/s);
  const place = /Making a key: (.*)\/key/.exec(out)?.[1] ?? "";
  t.ok(place && !existsSync(place), "its folder is gone");
});

t.test("what is refused", async (t) => {
  const { home, quickstart } = folder(t);
  for (const [words, code, err] of [
    [["--nonsense"], 2, /unknown option --nonsense/],
    [["--purge"], 2, /--purge goes with --stop/],
    [["--port", "x"], 2, /--port takes a port number/],
    [["--port"], 2, /--port takes a port number/],
  ] as const)
    t.match(await quickstart(...words), { code, err });
  t.match(await quickstart("--stop"), { code: 0, out: /Nothing of quickstart is in/ });
  t.match(await quickstart("--help"), { code: 0, out: /scripts\/quickstart --stop \[--purge\]/ });
  mkdirSync(home);
  writeFileSync(join(home, "precious"), "data");
  t.match(await quickstart(), { code: 1, err: /holds something else/ });
  t.match(await quickstart("--stop", "--purge"), { code: 1, err: /holds something else/ });
  t.equal(readFileSync(join(home, "precious"), "utf8"), "data");
  t.match(await run("env", ["HOKKU_HOME=relative", program]), { code: 1, err: /absolute path/ });
});
