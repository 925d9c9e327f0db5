import t from "tap";
import { root } from "../../lib/root.ts";

t.test("what run hands to the scheduler", async (t) => {
  const r = root(t);
  r.put("home/shop/HEAD", "");
  r.put("lib/config/scheduler/shop/selected", "spy");
  const vars =
    "$DOKKU_RUN_TTL_SECONDS|$DOKKU_DETACH_CONTAINER|$DOKKU_DISABLE_TTY|$DOKKU_FORCE_TTY|$DOKKU_CRON_ID|$DOKKU_CONCURRENCY_POLICY";
  r.put(
    "lib/plugins/enabled/spy/scheduler-run",
    `#!/usr/bin/env bash\nprintf '<%s>' "$@"\necho "${vars}"\n[[ $DOKKU_DETACH_CONTAINER ]] || exit 33\n`,
  );
  const rows: [string[], string][] = [
    [["run", "shop", "ls", "-l", "a b"], "<spy><shop><0><--><ls><-l><a b>86400|||||allow\n"],
    [["run", "shop", "--", "ls", "--help"], "<spy><shop><0><--><ls><--help>86400|||||allow\n"],
    [["run", "-e", "A=1 2", "--env=B=3", "--ttl-seconds", "9", "shop"], "<spy><shop><2><A=1 2><B=3><-->9|||||allow\n"],
    [
      ["run", "--force-tty", "--cron-id", "c1", "--concurrency-policy", "forbid", "shop", "x"],
      "<spy><shop><0><--><x>86400|||true|c1|forbid\n",
    ],
    [["run:detached", "shop", "x", "$(id)"], "<spy><shop><0><--><x><$(id)>86400|1|true|||allow\n"],
  ];
  for (const [words, out] of rows) t.match(r.dokku(words), { code: words[0] === "run" ? 33 : 0, out }, words.join(" "));
  const refused: [string[], number, RegExp][] = [
    [["run", "--no-tty", "--force-tty", "shop"], 1, /Cannot specify both/],
    [["run", "--ttl-seconds", "-5", "shop"], 1, /positive integer/],
    [["run", "--ttl-seconds=1;id", "shop"], 1, /positive integer/],
    [["run", "--concurrency-policy", "maybe", "shop"], 1, /allow, forbid or replace/],
    [["run", "missing"], 20, /does not exist/],
    [["run:stop", "--container", "shop.web.1"], 1, /Invalid container name/],
    [["run:stop", "--container", "x.run.1", "shop"], 1, /not a container of shop/],
    [["run:logs"], 2, /No container or app specified/],
  ];
  for (const [words, code, err] of refused) t.match(r.dokku(words), { code, err }, words.join(" "));
});

t.test("what enter hands to the scheduler", async (t) => {
  const r = root(t);
  r.put("home/shop/HEAD", "");
  r.put("lib/config/scheduler/shop/selected", "spy");
  r.put("lib/plugins/enabled/spy/scheduler-enter", `#!/usr/bin/env bash\nprintf '<%s>' "$@"\n`);
  const rows: [string[], string][] = [
    [["enter", "shop"], "<spy><shop>"],
    [["enter", "shop", "web", "ls", "-l"], "<spy><shop><web><ls><-l>"],
    [["enter", "shop", "--container-id", "abcd", "ls"], "<spy><shop><--container-id><abcd><ls>"],
  ];
  for (const [words, out] of rows) t.match(r.dokku(words), { code: 0, out }, words.join(" "));
});
