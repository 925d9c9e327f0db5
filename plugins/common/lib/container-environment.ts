/**
 * Names that would change the docker client itself if they stood in its environment: those go into the arguments instead.
 * They hold places and switches, hardly ever secrets.
 */
const CLIENTS_OWN = new RegExp(
  [
    "^(PATH|HOME|TMPDIR|LD_.*|XDG_.*|SSL_CERT_(FILE|DIR)|GO(DEBUG|GC|MAXPROCS|MEMLIMIT|TRACEBACK)",
    "DOCKER_(HOST|CONTEXT|CONFIG|CERT_PATH|TLS.*|API_VERSION|CONTENT_TRUST.*|DEFAULT_PLATFORM|CLI_.*|HIDE_.*))$",
  ].join("|"),
);

/** An environment on its way into a container. */
export interface Passed {
  /** `--env=NAME` words for the docker client; values stay out of the process list. */
  readonly words: string[];
  /** What the docker client needs in its own environment for that. */
  readonly env: Record<string, string>;
}

/** Passes variables of any content to a container through the docker client, which hands on what it is told by name. */
export function containerEnvironment(variables: Readonly<Record<string, string>>): Passed {
  const words: string[] = [];
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) {
    if (CLIENTS_OWN.test(name)) words.push(`--env=${name}=${value}`);
    else {
      words.push(`--env=${name}`);
      env[name] = value;
    }
  }
  return { words, env };
}
