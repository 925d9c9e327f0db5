import { join } from "node:path";

/** The files of a quickstart, all below one folder. */
export function place(root: string) {
  return {
    root,
    dokku: join(root, "bin", "dokku"),
    key: join(root, "key"),
    knownHosts: join(root, "known_hosts"),
    /** For `ssh -F`, where it is called hokku. */
    sshConfig: join(root, "ssh_config"),
    /** For an Include in ~/.ssh/config: what `ssh -p PORT dokku@127.0.0.1` needs. */
    sshInclude: join(root, "ssh_include"),
    sample: join(root, "sample-app"),
    /** Apps that ran when quickstart was stopped, one a line. */
    stopped: join(root, "stopped-apps"),
  };
}

export type Place = ReturnType<typeof place>;
