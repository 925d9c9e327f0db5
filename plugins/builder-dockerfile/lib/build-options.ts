import { type Flags, optionsFor } from "hokku/build-tool";

/** Flags of `docker build` that plugins may ask for. Those of `docker run` come the same way and are left out. */
const FLAGS: Flags = {
  valued: `add-host allow annotation attest build-arg build-context builder cache-from cache-to call cgroup-parent cpu-period cpu-quota
    cpu-shares cpuset-cpus cpuset-mems label memory memory-swap network platform progress provenance sbom secret shm-size ssh tag
    target ulimit`,
  switches: "check compress debug no-cache pull",
  short: { "-m": "--memory", "-c": "--cpu-shares", "-t": "--tag", "-D": "--debug" },
};

/** What of the docker options of an app's build phase `docker build` understands. */
export const buildOptions = (words: readonly string[]): string[] => optionsFor(words, FLAGS);

/** Names whose values the options take from the client's environment: `--build-arg=NAME`, `--secret=id=x,env=NAME`. */
export function namesWanted(options: readonly string[]): string[] {
  return options.flatMap((option) => {
    const [, argument] = /^--build-arg=(\w+)$/.exec(option) ?? [];
    const [, secret] = /^--secret=.*\benv=(\w+)/.exec(option) ?? [];
    const [, id] = /^--secret=id=(\w+)$/.exec(option) ?? [];
    return argument ?? secret ?? id ?? [];
  });
}
