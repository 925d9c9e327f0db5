import { join } from "node:path";
import t from "tap";
import { checkout, ran, root } from "../lib/root.ts";

/** What sshd does for a key: the user's shell runs the line of authorized_keys, the client's words are in the environment. */
const lines = {
  ours: `FINGERPRINT=SHA256:x NAME="admin" ${checkout}/core/dokku`,
  "an existing Dokku host's": `FINGERPRINT=SHA256:x NAME="admin" \`cat "$DOKKU_ROOT/.sshcommand"\` $SSH_ORIGINAL_COMMAND`,
};

t.test("the client's words arrive as they were quoted, and nothing of them is run", async (t) => {
  const made = root(t, { plugins: false });
  made.put(
    "lib/plugins/enabled/show/subcommands/default",
    `#!/usr/bin/env bash\nfor w in "\${@:2}"; do printf '<%s>' "$w"; done\n`,
  );
  made.put("home/.sshcommand", join(checkout, "core/dokku"));
  const rows: [string, string][] = [
    ["show", ""],
    ["show a b", "<a><b>"],
    ["show 'a b' \"c d\" e\\ f ''", "<a b><c d><e f><>"],
    [`show $(touch ${made.path}/owned) \`id\` $HOME ~ *`, `<$(touch><${made.path}/owned)><\`id\`><$HOME><~><*>`],
    ["show ; touch x && id | cat > y", "<;><touch><x><&&><id><|><cat><>><y>"],
    ["show 'a\nb' é 'it'\\''s'", "<a\nb><é><it's>"],
    ["show -- --flag -x", "<--><--flag><-x>"],
    ["--quiet show a", "<a>"],
  ];
  for (const [name, line] of Object.entries(lines))
    for (const [words, out] of rows) {
      const env = { ...made.env, SSH_ORIGINAL_COMMAND: words };
      const got = ran("/bin/bash", ["-c", line], { env, cwd: made.path });
      t.same(got, { code: 0, out, err: "" }, `${name}: ${JSON.stringify(words)}`);
    }
  t.notOk(ran("/bin/ls", ["-A", made.path], { env: {} }).out.includes("owned"), "nothing was run");
});

t.test("bytes a terminal could type, each in one argument", async (t) => {
  const made = root(t, { plugins: false });
  made.put(
    "lib/plugins/enabled/show/subcommands/default",
    `#!/usr/bin/env bash\nprintf '%s' "$2" | od -An -v -tu1 | tr -s ' \\n' ' '\n`,
  );
  const all = Array.from({ length: 127 }, (_, at) => at + 1);
  const words = `show '${String.fromCharCode(...all).replace("'", "'\\''")}'`;
  const { code, out } = ran("/bin/bash", ["-c", lines.ours], { env: { ...made.env, SSH_ORIGINAL_COMMAND: words } });
  t.same([code, out.trim()], [0, all.join(" ")]);
});

t.test("plugins know the key's name; the words do not reach them a second time", async (t) => {
  const made = root(t, { plugins: false });
  made.put(
    "lib/plugins/enabled/who/subcommands/default",
    `#!/usr/bin/env bash\necho "$SSH_NAME $NAME $FINGERPRINT \${SSH_ORIGINAL_COMMAND-gone} $DOKKU_COMMAND"\n`,
  );
  const { out } = ran("/bin/bash", ["-c", lines.ours], { env: { ...made.env, SSH_ORIGINAL_COMMAND: "who" } });
  t.equal(out, "admin admin SHA256:x gone who\n");
});

t.test("an unfinished quote is refused with what is wrong", async (t) => {
  const made = root(t, { plugins: false });
  const { code, err } = ran("/bin/bash", ["-c", lines.ours], { env: { ...made.env, SSH_ORIGINAL_COMMAND: "show 'a" } });
  t.same([code, err], [2, " !     unfinished quote in: show 'a\n"]);
});
