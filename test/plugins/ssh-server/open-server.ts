import { existsSync, readFileSync } from "node:fs";
import { execa } from "execa";
import type { Test } from "tap";
import { PATIENCE, until } from "../../lib/patience.ts";
import { checkout, type Ran, type Root, ran, root } from "../../lib/root.ts";

/** A root with its SSH server open and a key that may come in. */
export interface OpenServer extends Root {
  readonly port: number;
  /** Private key file of the guest called `tester`. */
  readonly key: string;
  /** Options for the real ssh, from the key to the port. */
  readonly options: readonly string[];
  /** Runs the real ssh with these words behind the options. */
  readonly ssh: (words: readonly string[], input?: string | Buffer) => Promise<Ran & { readonly bytes: Buffer }>;
}

/** Opens it, with a plugin `probe` whose commands show what arrives, and closes it when the test ends. */
export function openServer(t: Test, extra: readonly string[] = []): OpenServer {
  const made = root(t);
  const key = makeKey(made, "tester");
  made.put("lib/plugins/probe/subcommands/do", PROBE);
  const opened = made.dokku(["ssh-server:start", "--port", "0", ...extra]);
  t.equal(opened.code, 0, `the server opens: ${opened.err}`);
  t.teardown(() => made.dokku(["ssh-server:stop", "--force"]));
  const address = made.dokku(["ssh-server:report", "--ssh-server-address"]).out.trim();
  const port = Number(address.split(":").at(-1));
  const hostKey = made.dokku(["ssh-server:report", "--ssh-server-host-key"]).out.trim();
  made.put("known_hosts", `[127.0.0.1]:${port} ${hostKey}\n`);
  const options = sshOptions(made, port, key);
  return { ...made, port, key, options, ssh: (words, input = "") => run("ssh", [...options, ...words], input) };
}

/** Makes a key pair and lets it in; answers the private key's file. */
export function makeKey({ path, dokku }: Root, name: string, type = "ed25519"): string {
  const key = `${path}/key-${name}`;
  ran("ssh-keygen", ["-q", "-t", type, "-N", "", "-C", name, "-f", key], { env: { PATH: process.env.PATH ?? "" } });
  dokku(["ssh-keys:add", name, `${key}.pub`]);
  return key;
}

export function sshOptions({ path }: Root, port: number, key: string): string[] {
  const settings = [
    "IdentitiesOnly=yes",
    "IdentityAgent=none",
    `UserKnownHostsFile=${path}/known_hosts`,
    "StrictHostKeyChecking=yes",
    "BatchMode=yes",
    "LogLevel=ERROR",
    "User=dokku",
  ];
  return ["-F", "none", "-p", String(port), "-i", key, ...settings.flatMap((setting) => ["-o", setting]), "127.0.0.1"];
}

/** Runs a program without blocking this process. */
export async function run(file: string, args: readonly string[], input: string | Buffer = ""): Promise<Ran & { bytes: Buffer }> {
  const options = { input, encoding: "buffer", reject: false, stripFinalNewline: false, timeout: PATIENCE } as const;
  const { exitCode = -1, stdout, stderr } = await execa(file, args, options);
  const bytes = Buffer.from(stdout);
  return { code: exitCode, out: bytes.toString(), err: Buffer.from(stderr).toString(), bytes };
}

/** Waits until a file has this text. */
export const waitFor = (file: string, text: string): Promise<boolean> =>
  until(() => existsSync(file) && readFileSync(file, "utf8").includes(text));

/** The launcher, for comparing. */
export const launcher = `${checkout}/core/dokku`;

const PROBE = `#!/usr/bin/env bash
# probe:do WHAT [N]
note="$DOKKU_ROOT/note"
case "$2" in
words) shift && printf '<%s>' "$@" ;;
env) env | LC_ALL=C sort | grep -E '^(SSH_|NAME=|FINGERPRINT=|LANG=|LC_|FOO=|TERM=|DOKKU_(PID|TRACE|QUIET)|SECRET)' ;;
cat) cat ;;
exit) exit "$3" ;;
die) kill -KILL "$PPID" ;;
streams) echo to-out && echo to-err >&2 ;;
both) o="$(head -c 50021 /dev/zero | tr '\\0' o)" e="$(head -c 70001 /dev/zero | tr '\\0' e)" && for ((n = 0; n < $3; n++)); do printf %s "$o" && printf %s "$e" >&2; done ;;
bytes) head -c "$3" /dev/zero && echo ended >>"$note" ;;
early) exec 0<&- && echo enough ;;
left) (sleep 30 &) && echo done ;;
wait) trap 'echo hup >>"$note"; exit 3' HUP; echo began; sleep 60 & wait; echo ended >>"$note" ;;
size) trap 'stty size && exit' WINCH && stty size && for ((n = 0; n < 3000; n++)); do sleep 0.1; done ;;
*) exit 2 ;;
esac
`;
