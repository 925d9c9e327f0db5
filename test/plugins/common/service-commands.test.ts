import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { writeServiceCommands } from "../../../plugins/common/lib/service-commands.ts";
import { serviceHost } from "../../lib/service-host.ts";

t.test("one file becomes commands that help knows, and what its author wrote stays", async (t) => {
  const made = serviceHost(t, "redis", "redis");
  const folder = join(made.path, "lib/plugins/available/redis");
  const room = join(folder, "subcommands");
  const names = readdirSync(room).sort();
  t.equal(names.length, 36, "35 commands and a .gitignore");
  t.match(made.dokku(["help", "redis"]).out, /redis:backup-unset-public-key-encryption <service>/);
  t.match(made.dokku(["redis:create", "--help"]).out, /--initial-network NETWORK/);
  t.same(
    readFileSync(join(room, ".gitignore"), "utf8")
      .split("\n")
      .filter((line) => line && !line.startsWith("#"))
      .sort(),
    names,
  );

  const own = "#!/usr/bin/env bash\necho mine\n";
  for (const file of ["enter", "flush"]) made.put(`lib/plugins/available/redis/subcommands/${file}`, own);
  writeFileSync(join(room, "of-another-age.ts"), readFileSync(join(room, "links.ts"), "utf8"));
  writeServiceCommands("redis", folder);
  t.notOk(existsSync(join(room, "enter.ts")), "its own is the one that is asked");
  t.notOk(existsSync(join(room, "of-another-age.ts")), "a command that there is no longer is gone");
  t.equal(made.dokku(["redis:enter"]).out, "mine\n");
  t.equal(made.dokku(["redis:flush"]).out, "mine\n");
});

t.test("a plugin that is no service is left alone", async (t) => {
  const made = serviceHost(t, "redis", "redis");
  made.put("lib/plugins/available/greet/hello", "#!/bin/sh\n");
  writeServiceCommands("greet", join(made.path, "lib/plugins/available/greet"));
  t.notOk(existsSync(join(made.path, "lib/plugins/available/greet/subcommands")));
});
