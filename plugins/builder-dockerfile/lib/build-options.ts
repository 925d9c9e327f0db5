/** Flags of `docker build` with a value that plugins may ask for. Those of `docker run` come the same way and are left out. */
const VALUED = new Set(
  `add-host allow annotation attest build-arg build-context builder cache-from cache-to call cgroup-parent cpu-period cpu-quota
  cpu-shares cpuset-cpus cpuset-mems label memory memory-swap network platform progress provenance sbom secret shm-size ssh tag
  target ulimit`.split(/\s+/),
);
const SWITCHES = new Set(["check", "compress", "debug", "no-cache", "pull"]);
const SHORT: Readonly<Record<string, string>> = { "-m": "--memory", "-c": "--cpu-shares", "-t": "--tag", "-D": "--debug" };

/** What of the docker options of an app's build phase `docker build` understands. Contract: Dokku drops the others silently. */
export function buildOptions(words: readonly string[]): string[] {
  const options: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const [, flag = "", , value] = /^([^=]*)(=(.*))?$/s.exec(words[at] ?? "") ?? [];
    const long = SHORT[flag] ?? flag;
    const name = long.replace(/^--/, "");
    if (!long.startsWith("--")) continue;
    if (SWITCHES.has(name)) options.push(words[at]?.replace(flag, long) ?? long);
    else if (VALUED.has(name) && (value !== undefined || at + 1 < words.length)) options.push(`${long}=${value ?? words[++at]}`);
  }
  return options;
}

/** Names whose values the options take from the client's environment: `--build-arg=NAME`, `--secret=id=x,env=NAME`. */
export function namesWanted(options: readonly string[]): string[] {
  return options.flatMap((option) => {
    const [, argument] = /^--build-arg=(\w+)$/.exec(option) ?? [];
    const [, secret] = /^--secret=.*\benv=(\w+)/.exec(option) ?? [];
    const [, id] = /^--secret=id=(\w+)$/.exec(option) ?? [];
    return argument ?? secret ?? id ?? [];
  });
}
