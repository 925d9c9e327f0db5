import t from "tap";
import { withoutSecrets } from "../../../plugins/common/lib/event-log.ts";
import type { Limits } from "../../../plugins/user-auth/lib/limits.ts";
import { refusal } from "../../../plugins/user-auth/lib/refusal.ts";
import { isReading } from "../../../plugins/user-auth/user-auth.ts";
import { declaredCommands } from "../../../scripts/lib/declared.ts";
import { checkout, root } from "../../lib/root.ts";

/** The commands of this checkout, declared as they are. */
const env = { PLUGIN_CORE_ENABLED_PATH: `${checkout}/plugins` };

const ROLES: Record<string, Limits> = {
  reader: { access: "read" },
  web: { access: "write", apps: ["web", "api"] },
  webReader: { access: "read", apps: ["web", "api"] },
};

// What each of the roles above may do: a line is command, then who is let in.
const TABLE: Record<string, string> = {
  "apps:list": "reader web webReader",
  help: "reader web webReader",
  version: "reader web webReader",
  ls: "reader web webReader",
  "ls web": "reader web webReader",
  "ls other": "reader",
  "config:help": "reader web webReader",
  "config:get web KEY": "reader web webReader",
  "config:get other KEY": "reader",
  "config:show --merged web": "reader web webReader",
  "config:show --global": "reader",
  "config:set web A=b": "web",
  "config:set --no-restart web A=b": "web",
  "config:set other A=b": "",
  "config:set --global A=b": "",
  "logs web": "reader web webReader",
  "logs --num 5 web": "reader web webReader",
  "logs --num=5 web": "reader web webReader",
  "nginx:set web nginx-service-command /app/evil": "",
  "nginx:set web access-log-path /home/dokku/other/ENV": "",
  "nginx:set web --global error-log-path /root/x": "",
  "nginx:set web client-max-body-size 5m": "web",
  "domains:set-global web": "",
  "domains:add-global web": "",
  "domains:remove-global web": "",
  "git:auth web user password": "",
  "git:allow-host web": "",
  "port-proxy:stop web": "",
  "logs:vector-stop web": "",
  "logs:set web vector-sink file://?path=/etc/x": "",
  "trace:on web": "",
  "events:off web": "",
  "git:sync web file:///home/dokku/other main": "",
  "git:sync --build web /home/dokku/other": "",
  "git:sync web https://example.com/a.git": "web",
  "git:from-image web busybox --build-dir /home/dokku": "",
  "git:load-image web dokku/other:latest": "",
  "git:set web source-image dokku/other:latest": "",
  "buildpacks:set-property web stack dokku/other:latest": "",
  "certs:add web /home/dokku/other/tls/server.crt /home/dokku/other/tls/server.key": "",
  "certs:add web": "web",
  "certs:show web crt": "reader web webReader",
  "certs:show web key": "web",
  "config:import web /home/dokku/other/ENV": "",
  "config:import web": "web",
  "builds:cancel web": "web",
  "nginx:reload web": "",
  "plugins web": "",
  "domains web": "reader web webReader",
  "logs web --num 5": "reader web webReader",
  "logs other": "reader",
  logs: "",
  "urls web": "reader web webReader",
  "domains:report": "reader web webReader",
  "ps:report web": "reader web webReader",
  "ps:inspect web": "reader web webReader",
  "ps:scale web web=2": "web",
  "ps:rebuild web": "web",
  "ps:rebuild --all": "",
  "ps:rebuild web --all": "",
  "ps:rebuild web -Ap 2": "",
  "ps:restore": "",
  "run web ls --all": "web",
  "run --env=web other cat": "",
  "run -e web other cat": "",
  "run:list web": "reader web webReader",
  "enter web": "web",
  "apps:create web": "web",
  "apps:create other": "",
  "apps:destroy api": "web",
  "apps:clone web api": "web",
  "apps:clone web other": "",
  "apps:rename web other": "",
  "docker-options:add web deploy --privileged": "",
  "docker-options:report web": "reader web webReader",
  "storage:mount web /:/host": "",
  "plugin:list": "reader",
  "plugin:trigger post-deploy": "",
  "ssh-keys:list": "reader",
  "user-auth:set web access write": "",
  "redis:info cache": "",
  "redis:destroy cache": "",
  "cleanup web": "web",
  cleanup: "",
  "git-upload-pack web": "reader web webReader",
  "git-upload-pack 'web'": "reader web webReader",
  "git-upload-pack '/other.git'": "reader",
  "git-receive-pack '/web.git'": "web",
  "git-receive-pack ~/api": "web",
  "git-receive-pack other": "",
  "git-receive-pack ../web": "",
};

t.test("role by command", async (t) => {
  for (const [line, allowed] of Object.entries(TABLE)) {
    const [command = "", ...words] = line.split(" ");
    const roles = Object.entries(ROLES).map(async ([role, limits]) =>
      (await refusal({ limits, command, words, env }).catch(() => "wrong usage")) ? [] : [role],
    );
    t.equal((await Promise.all(roles)).flat().join(" "), allowed, line);
  }
});

t.test("what only reads by its declaration does so by its name, for the log of changes", async (t) => {
  for (const { name, reads = false } of await declaredCommands()) t.equal(isReading(name), reads, name);
});

t.test("what is nowhere declared is allowed by name", async (t) => {
  const limits: Limits = { access: "write", apps: ["web"], commands: ["redis:info", "mongo:*", "plugins"] };
  const rows: [line: string, allowed: boolean][] = [
    ["redis:info cache", true],
    ["redis:destroy cache", false],
    ["mongo:create db", true],
    ["mongodb:create db", false],
    ["plugins", true],
    ["config:get other A", false],
  ];
  for (const [line, allowed] of rows) {
    const [command = "", ...words] = line.split(" ");
    t.equal((await refusal({ limits, command, words, env })) === undefined, allowed, line);
  }
  for (const held of [limits, { ...limits, access: "read" } as const, { access: "read" } as const])
    t.match(
      await refusal({ limits: held, command: "redis:destroy", words: ["x"], env }),
      /user-auth:set <key> commands redis:destroy/,
    );
  const reader: Limits = { access: "read", commands: ["redis:info"] };
  t.equal(await refusal({ limits: reader, command: "redis:info", words: ["x"], env }), undefined, "and for a key for reading");
});

t.test("secrets are not written down", async (t) => {
  const table: Record<string, string> = {
    "config:set web A=b --encoded C=d": "web A=*** --encoded C=***",
    "registry:login host me pw": "host me ***",
    "git:auth host me pw": "host me ***",
    "registry:set web password pw": "web password ***",
    "run web env TOKEN=abc sh": "web env TOKEN=*** sh",
    "x:y web --password pw --token=pw": "web --password *** --token=***",
    "ps:scale web web=2": "web web=2",
    "git:sync web https://me:pw@example.com/a.git": "web https://me:***@example.com/a.git",
    "domains:add web a.example.com": "web a.example.com",
  };
  for (const [line, wanted] of Object.entries(table)) {
    const [command = "", ...words] = line.split(" ");
    t.equal(withoutSecrets(command, words).join(" "), wanted, line);
  }
});

t.test("by the real dispatcher: set, refused, listed, written down", async (t) => {
  const { put, dokku, path } = root(t);
  const key = (name: string) =>
    `command="FINGERPRINT=SHA256:${name} NAME=\\"${name}\\" /usr/bin/dokku" ssh-ed25519 AAAA ${name}\n`;
  put("home/.ssh/authorized_keys", key("ci") + key("me@home"));
  for (const app of ["web", "other"]) t.equal(dokku(["apps:create", app]).code, 0);
  const as = (name: string, ...words: string[]) => dokku(words, { env: { NAME: name, FINGERPRINT: `SHA256:${name}` } });
  t.match(as("ci", "apps:list").out, /other\nweb/, "nobody is limited at first");

  t.match(dokku(["user-auth:set", "nobody", "access", "read"]), { code: 1, err: /no key called nobody/ });
  t.match(dokku(["user-auth:set", "default", "access", "read"]), { code: 1, err: /cannot be limited/ });
  t.match(dokku(["user-auth:set", "ci", "access", "sometimes"]), { code: 1, err: /read or write/ });
  t.match(dokku(["user-auth:set", "ci", "apps", "../web"]), { code: 1, err: /cannot be the name of an app/ });
  t.match(as("me@home", "user-auth:set", "ci", "apps", "web"), { code: 1, err: /on the host/ });
  t.equal(dokku(["user-auth:set", "ci", "apps", "web api"]).code, 0);
  t.equal(dokku(["user-auth:set", "me@home", "access", "read"]).code, 0);
  t.match(
    dokku(["user-auth:report"]).out,
    /ci user-auth information\n.*access: +write\n.*apps: +web api\n.*commands: *\n=+> me@home .*\n.*read\n.*all\n/,
  );

  t.match(as("ci", "apps:list").out, /^(?!.*other)[\s\S]*web\n$/);
  t.match(as("ci", "config:set", "--no-restart", "other", "A=1"), {
    code: 1,
    err: /The key ci may not config:set.*web, api.*"other"/,
  });
  t.match(as("ci", "--app", "other", "config:set", "--no-restart", "A=1"), { code: 1, err: /"other"/ });
  t.match(as("ci", "--app", "web", "config:set", "other", "A=1"), { code: 1, err: /"other"/ });
  t.equal(as("ci", "config:set", "--no-restart", "web", "A=secret").code, 0);
  t.match(as("me@home", "config:set", "--no-restart", "web", "A=2"), { code: 1, err: /for reading only/ });
  t.match(as("me@home", "config:get", "web", "A"), { code: 0, out: "secret\n" });
  t.equal(dokku(["user-auth:set", "ci", "apps"]).code, 0);
  t.equal(as("ci", "config:set", "--no-restart", "other", "A=1").code, 0, "the limit is lifted");

  const { readFileSync } = await import("node:fs");
  const log = readFileSync(`${path}/logs/events.log`, "utf8");
  t.match(
    log,
    /INVOKED: user-auth\( \S+ ci config:set --no-restart web A=\*\*\* \) NAME=ci FINGERPRINT=SHA256:ci DOKKU_PID=\d+\n/,
  );
  t.match(log, /REFUSED: user-auth\( \S+ me@home config:set --no-restart web A=\*\*\* \) NAME=me@home/);
  t.notMatch(log, /secret|config:get|apps:list/);
});
