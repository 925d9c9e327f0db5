// slow: every step of a service is a command
/** Links are files, variables and docker options: no engine is asked. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { refusal } from "../../../plugins/user-auth/lib/refusal.ts";
import { checkout, type Root, ran } from "../../lib/root.ts";
import { fire, rows } from "../../lib/rows.ts";
import { serviceHost } from "../../lib/service-host.ts";

/** A service as the official plugin leaves it, but for its container. */
function laid(t: Parameters<typeof serviceHost>[0], ...services: string[]): Root & { readonly links: (name: string) => string } {
  const made = serviceHost(t, "redis", "redis");
  const root = (name: string) => join(made.path, "lib/services/redis", name);
  for (const name of services) {
    mkdirSync(join(root(name), "data"), { recursive: true });
    for (const [file, text] of [
      ["PASSWORD", `secret-${name}\n`],
      ["LINKS", ""],
      ["DATABASE_NAME", `${name}\n`],
    ])
      writeFileSync(join(root(name), file ?? ""), text ?? "");
  }
  for (const app of ["web", "shop"]) mkdirSync(join(made.path, "home", app), { recursive: true });
  return { ...made, links: (name) => readFileSync(join(root(name), "LINKS"), "utf8") };
}

const URL = "redis://:secret-l@dokku-redis-l:6379";

t.test("link, promote, unlink", async (t) => {
  const made = laid(t, "l", "a_b");
  rows(t, made, [
    { words: "redis:linked l web", code: 1, err: /Service l is not linked to web/ },
    { words: "redis:link l web", out: /REDIS_URL: {2}redis:\/\/:secret-l@dokku-redis-l:6379\n/ },
    { words: "redis:link l web", code: 1, err: /Already linked as REDIS_URL/ },
    { words: "redis:linked l web", out: "-----> Service l is linked to web\n" },
    { words: "config:get web REDIS_URL", out: `${URL}\n` },
    {
      words: "redis:link a_b web --no-restart",
      out: /DOKKU_REDIS_AQUA_URL: .*dokku-redis-a-b:6379\n {7}Skipping restart of linked app\n$/,
    },
    { words: "redis:app-links web", out: "a_b\nl\n" },
    { words: "redis:links l", out: "web\n" },
    { words: "redis:promote l web", code: 1, err: /Service l already promoted as REDIS_URL/ },
    { words: "redis:promote a_b web", out: /DOKKU_REDIS_BLACK_URL|REDIS_URL/ },
    { words: "config:get web REDIS_URL", out: "redis://:secret-a_b@dokku-redis-a-b:6379\n" },
    { words: "config:get web DOKKU_REDIS_BLACK_URL", out: `${URL}\n` },
    { words: "redis:destroy l --force", code: 1, err: /Cannot delete linked service; unlink it first: dokku redis:unlink l web/ },
    { words: "redis:unlink l web", out: /Unsetting DOKKU_REDIS_BLACK_URL/ },
    { words: "redis:unlink l web", code: 1, err: /Not linked to app web/ },
    { words: "redis:links l", out: "" },
  ]);
});

t.test("an alias, a query, another scheme, and dokku --app", async (t) => {
  const made = laid(t, "l");
  rows(t, made, [
    { words: "redis:link l web --alias blue_url --querystring ?pool=5", out: /BLUE_URL: .*6379\?pool=5/ },
    { words: "redis:linked l web", out: /is linked/ },
    { words: "redis:link l shop -a 1x", code: 1, err: /"1x" cannot be the name of a variable/ },
    { words: "config:set --no-restart shop REDIS_DATABASE_SCHEME=redis2 BLUE_URL=x", out: /./ },
    { words: "redis:link l shop -a blue", code: 1, err: /Specified alias BLUE already in use/ },
    { words: "--app shop redis:link l", out: /REDIS_URL: {2}redis2:/ },
    { words: "--app shop redis:unlink l", out: /Unsetting REDIS_URL/ },
  ]);
  t.equal(made.links("l"), "web\n");
});

t.test("what is missing, or is not there, is said in the official plugins' words", async (t) => {
  rows(t, laid(t, "l"), [
    ...["create", "info", "link", "unlink", "destroy", "expose", "logs", "backup", "clone"].map((word) => ({
      words: `redis:${word}`,
      code: 1,
      err: /Please specify a valid name for the service/,
    })),
    { words: "redis:link l", code: 1, err: /Please specify an app to run the command on/ },
    { words: "redis:link l nobody", code: 20, err: /App nobody does not exist/ },
    { words: "redis:link nothing web", code: 1, err: /Redis service nothing does not exist/ },
    { words: "redis:info ../../x", code: 1, err: /does not exist/ },
    { words: "redis:create d.erp", code: 1, err: /valid name for the service\. Valid characters are/ },
    { words: `redis:create ${"x".repeat(60)}`, code: 1, err: /60 characters are more than the 51/ },
    { words: "redis:create l", code: 1, err: /Redis service l already exists/ },
    { words: "redis:create m --memory much", code: 1, err: /--memory takes a number of megabytes, not "much"/ },
    { words: "redis:clone l", code: 1, err: /Please specify a name for the new service/ },
    { words: "redis:set l colour red", code: 1, err: /Invalid key specified, valid keys include: initial-network/ },
    { words: "redis:set l initial-network", out: "=====> Unsetting initial-network\n" },
    { words: "redis:set l initial-network back", out: "=====> Setting initial-network to back\n" },
    { words: "redis:exists l", out: "-----> Service l exists\n" },
    { words: "redis:exists l --json", out: /"exists": true/ },
    { words: "redis:list", out: "=====> Redis services\nl\n" },
    { words: "redis:backup l ../x", code: 1, err: /"\.\.\/x" cannot be a bucket's name/ },
    { words: "redis:backup l bucket", code: 1, err: /Missing AWS_ACCESS_KEY_ID file; run: dokku redis:backup-auth l/ },
  ]);
});

t.test("an app that goes, is renamed or copied takes its links along", async (t) => {
  const made = laid(t, "l", "m");
  t.equal(made.dokku(["redis:link", "l", "web"]).code, 0);
  fire(made, "post-app-clone-setup", "web", "copy");
  t.equal(made.links("l"), "copy\nweb\n");
  fire(made, "post-app-rename-setup", "web", "net");
  t.equal(made.links("l"), "copy\nnet\n");
  fire(made, "pre-delete", "net", "latest");
  t.equal(made.links("l"), "copy\n");
  t.equal(made.links("m"), "");
  t.same(fire(made, "service-list").out, "redis:l\nredis:m\n");
  t.same(fire(made, "service-list", "mongo").out, "");
});

t.test("when Hokku is set up, services have the commands of that Hokku, whatever they are called", async (t) => {
  const made = laid(t);
  for (const plugin of ["abacus", "zookeeper"])
    made.put(
      `lib/plugins/enabled/${plugin}/service.ts`,
      readFileSync(join(made.path, "lib/plugins/available/redis/service.ts"), "utf8"),
    );
  const hook = join(checkout, "plugins/service/install.ts");
  t.same(ran(join(checkout, "hooks/hokku"), [hook], { env: { ...made.env } }), { code: 0, out: "", err: "" });
  for (const plugin of ["abacus", "zookeeper"]) t.match(made.dokku([`${plugin}:list`]), { code: 0, err: /no Redis services/ });
});

t.test("a schedule of backups is a line for the crontab, until it is taken back", async (t) => {
  const made = laid(t, "l");
  const entries = () => fire(made, "cron-entries", "docker-local").out;
  made.put("lib/services/redis/l/BACKUP_SCHEDULE", "0 3 * * *\nmy-bucket\n--use-iam\n");
  t.equal(entries(), "0 3 * * *;dokku redis:backup l my-bucket --use-iam;\n");
  rows(t, made, [
    { words: "redis:backup-schedule-cat l", out: "0 3 * * * dokku redis:backup l my-bucket --use-iam\n" },
    { words: ["redis:backup-schedule", "l", "now; id", "b"], code: 1, err: /is no schedule; write five fields/ },
    { words: "redis:backup-set-encryption l secret", out: "" },
    { words: "redis:backup-auth l id key us-east-1", out: "" },
    { words: "redis:backup-deauth l", out: "" },
  ]);
  made.put("lib/services/redis/l/BACKUP_SCHEDULE", "0 3 * * *\n$(id)\n\n");
  t.equal(entries(), "", "a damaged file is no line");
  t.notOk(existsSync(join(made.path, "lib/services/redis/l/backup")));
});

t.test("a plugin that answers user-auth-service decides which services there are", async (t) => {
  const made = laid(t, "l", "m");
  made.put("lib/plugins/enabled/acl/user-auth-service", "#!/usr/bin/env bash\necho m\n");
  rows(t, made, [
    { words: "redis:list", out: "=====> Redis services\nm\n" },
    { words: "redis:exists l", code: 1, err: /does not exist/ },
    { words: "redis:exists m", out: /exists/ },
  ]);
});

t.test("what a key may do stands in the commands' declarations, as for any other", async (t) => {
  const made = laid(t, "l");
  const paths = { PLUGIN_ENABLED_PATH: join(made.path, "lib/plugins/enabled"), PLUGIN_CORE_ENABLED_PATH: "/nowhere" };
  const table: [command: string, words: string[], reader: boolean, ofApp: boolean][] = [
    ["redis:list", [], true, false],
    ["redis:app-links", ["web"], true, true],
    ["redis:info", ["l"], false, false],
    ["redis:info", ["l", "--dsn"], false, false],
    ["redis:info", ["l", "--status"], true, false],
    ["redis:export", ["l"], false, false],
    ["redis:link", ["l", "web"], false, false],
    ["redis:destroy", ["l"], false, false],
  ];
  for (const [command, words, reader, ofApp] of table) {
    const asked = { command, words, env: { ...made.env, ...paths } };
    t.equal((await refusal({ ...asked, limits: { access: "read" } })) === undefined, reader, `${command} ${words} by a reader`);
    const limits = { access: "write", apps: ["web"] } as const;
    t.equal((await refusal({ ...asked, limits })) === undefined, ofApp, `${command} ${words} by a key of web`);
  }
});
