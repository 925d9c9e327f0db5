import { chmodSync, truncateSync } from "node:fs";
import t from "tap";
import { root } from "../lib/root.ts";

t.test("a commands file that cannot be read is named and passed over, and the others are asked", async (t) => {
  const made = root(t, { plugins: false });
  const file = made.put("lib/plugins/enabled/0closed/commands", "#!/bin/sh\necho never\n");
  made.put(
    "lib/plugins/enabled/greet/commands",
    '#!/usr/bin/env bash\n# greet\nif [[ $1 == greet ]]; then echo "hello"; exit 0; fi\nexit 10\n',
  );
  // Root may read every file, but no file of 3 GiB fits into a text.
  truncateSync(file, 3 * 2 ** 30);
  chmodSync(file, 0o111);
  const named = new RegExp(`${file} cannot be read \\(\\w+\\) and was passed over; run: chmod a\\+rx ${file}\n`);
  t.match(made.dokku(["greet"]), { code: 0, out: "hello\n", err: named });
  t.match(made.dokku(["nonsense"]), {
    code: 1,
    out: "",
    err: /cannot be read[\s\S]*nonsense is not a dokku command; run: dokku help/,
  });
});

t.test("10 is not mine; a 0 of who is silent about it is an answer only where it names the command", async (t) => {
  const made = root(t, { plugins: false });
  const plugin = (name: string, text: string) =>
    made.put(`lib/plugins/enabled/${name}/commands`, `#!/usr/bin/env bash\n${text}\n`);
  plugin("a-old", 'cat >/dev/null\ncase "$1" in old) echo "old one" ;; fails) exit 7 ;; many:*) echo "$*" ;; esac');
  plugin("b-new", "if [[ $1 == new ]]; then cat; exit 0; fi\nif [[ $1 == x* ]]; then exit 3; fi\nexit 10");
  plugin("c-late", 'if [[ $1 == fails ]]; then echo "asked too"; fi');
  const table: [words: string[], code: number, out: string][] = [
    [["old"], 0, "old one\n"],
    [["many:more", "a b"], 0, "many:more a b\n"],
    [["fails"], 7, ""],
    [["new"], 0, "what is typed"],
    [["xyz"], 3, ""],
    [["ol"], 1, ""],
  ];
  for (const [words, code, out] of table) {
    // Who does not name the command is given nothing of what is typed, and whose failure it is ends it.
    const found = made.dokku(words, { input: "what is typed" });
    t.equal(found.code, code, words.join(" "));
    t.equal(found.out, out, words.join(" "));
  }
});
