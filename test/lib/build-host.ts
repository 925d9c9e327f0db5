import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Test } from "tap";
import type { Root } from "./root.ts";
import { somePlugins } from "./some-plugins.ts";

/** Writes down how it was called; builds what has a Dockerfile without the word BROKEN, and knows the image for one look. */
const DOCKER = `#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$DOKKU_ROOT/../docker-calls"
if [[ -f $DOKKU_ROOT/../docker-is-down ]]; then
  echo "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?" >&2
  exit 1
fi
case "$1 $2" in
"image build")
  if [[ \${*: -1} == - ]]; then cat >"$DOKKU_ROOT/../built-of"
  elif grep -q BROKEN Dockerfile; then echo "Dockerfile parse error: unknown instruction: BROKEN" >&2; exit 1; fi
  ls >"$DOKKU_ROOT/../built-files"
  echo "{}" >"$DOKKU_ROOT/../just-built"
  env >"$DOKKU_ROOT/../build-environment"
  echo "Step 1/1 : FROM x"
  echo "what a program of the build says"
  echo "Successfully built 5e1f"
  ;;
"image inspect")
  if [[ $* != *--format* && -f $DOKKU_ROOT/../just-built ]]; then
    printf '[{"Id":"5e1f","Config":%s}]\\n' "$(<"$DOKKU_ROOT/../just-built")"
    rm "$DOKKU_ROOT/../just-built"
    exit 0
  fi
  echo "Error: No such image: \${*: -1}" >&2
  exit 1
  ;;
"container inspect") if [[ -f $DOKKU_ROOT/../released ]]; then cat "$DOKKU_ROOT/../released"; fi ;;
"image ls") if [[ -f $DOKKU_ROOT/../has-images ]]; then echo 5e1f; fi ;;
"image pull") echo "Error: pull access denied for \${*: -1}" >&2; exit 1 ;;
esac
`;

/** A scheduler that only writes down what it is to deploy. */
const SCHEDULER = {
  "scheduler-detect": "echo probe",
  "scheduler-deploy": 'printf "%s\\n" "$*" >>"$DOKKU_ROOT/../deployed"',
  "domains-urls": "echo http://web.example.com",
};

/** A root that takes pushes and builds them with a docker that is none. */
export function buildHost(t: Test, ...more: string[]): Root & { readonly read: (file: string) => string; readonly hook: Hook } {
  const ours = [
    "common",
    "deploy",
    "apps",
    "config",
    "git",
    "builder",
    "builder-dockerfile",
    "builder-null",
    "buildpacks",
    "ports",
  ];
  const made = somePlugins(t, ...ours, ...more);
  const env = { ...made.env, DOCKER_BIN: made.put("bin/docker", DOCKER), GIT_CONFIG_NOSYSTEM: "1" };
  const hook: Hook = (plugin, name, text) => made.put(`lib/plugins/enabled/${plugin}/${name}`, `#!/usr/bin/env bash\n${text}\n`);
  for (const [name, text] of Object.entries(SCHEDULER)) hook("probe", name, text);
  const read = (file: string) => {
    try {
      return readFileSync(join(made.path, file), "utf8").trim();
    } catch {
      return "";
    }
  };
  const dokku: Root["dokku"] = (words, options) => made.dokku(words, { ...options, env: { ...env, ...options?.env } });
  return { ...made, env, dokku, read, hook };
}

/** Adds a hook in bash to a plugin of the host. */
export type Hook = (plugin: string, name: string, text: string) => string;
