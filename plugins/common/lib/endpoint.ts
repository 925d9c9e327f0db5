import { join } from "node:path";
import type { Io } from "../../../core/execute.ts";
import { readText } from "./files.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** Where an engine listens that nobody has put elsewhere. */
export const SOCKET = "/var/run/docker.sock";

/**
 * The variables that lead any docker client to the engine that is spoken to in this environment; none where it is at its usual place.
 * DOCKER_HOST counts, else DOCKER_CONTEXT, else what `docker context use` has chosen. Contract: the docker client's config.json and
 * the folder `contexts` beside it.
 */
export function engineVariables(env: Io["env"]): Record<string, string> {
  const folder = clientFolder(env);
  if (env.DOCKER_HOST) {
    const isSecret = env.DOCKER_TLS_VERIFY || env.DOCKER_TLS;
    return { DOCKER_HOST: env.DOCKER_HOST, ...(isSecret && { DOCKER_CERT_PATH: env.DOCKER_CERT_PATH || folder }) };
  }
  const context = env.DOCKER_CONTEXT || clientConfig(env).currentContext || "default";
  return context === "default" ? {} : ofContext(join(folder, "contexts"), context);
}

/** The path of the engine's socket; undefined where the engine is reached by another way, or cannot be found. */
export function engineSocket(env: Io["env"]): string | undefined {
  const { DOCKER_HOST = `unix://${SOCKET}`, DOCKER_CONTEXT } = engineVariables(env);
  return DOCKER_CONTEXT ? undefined : /^unix:\/\/(\/.+)$/.exec(DOCKER_HOST)?.[1];
}

/** The variables of a client whose config.json is in a folder that knows no contexts: it speaks to the same engine all the same. */
export const clientIn = (folder: string, env: Io["env"]): Record<string, string> => ({
  ...engineVariables(env),
  DOCKER_CONFIG: folder,
});

/** A context that is not there is left to the client, which says so. */
function ofContext(contexts: string, name: string): Record<string, string> {
  const id = process.getBuiltinModule("node:crypto").createHash("sha256").update(name).digest("hex");
  const { Host, SkipTLSVerify } = parsed(join(contexts, "meta", id, "meta.json")).Endpoints?.docker ?? {};
  if (!Host) return { DOCKER_CONTEXT: name };
  const certificates = join(contexts, "tls", id, "docker");
  // By variables the client always wants a ca.pem there: where a context that verifies nothing has none, it names the file and stops.
  const tls = SkipTLSVerify ? "DOCKER_TLS" : existsSync(certificates) && "DOCKER_TLS_VERIFY";
  return { DOCKER_HOST: Host, ...(tls && { DOCKER_CERT_PATH: certificates, [tls]: "1" }) };
}

/** What a docker client that is started in this environment finds in its config.json. */
export const clientConfig = (env: Io["env"]): Stored => parsed(join(clientFolder(env), "config.json"));

const clientFolder = (env: Io["env"]): string =>
  env.DOCKER_CONFIG || join(env.HOME || process.getBuiltinModule("node:os").homedir(), ".docker");

/** What is read here of the client's files. */
interface Stored {
  readonly currentContext?: string;
  /** Proxies that it gives to each container and build, per engine. */
  readonly proxies?: object;
  readonly Endpoints?: { readonly docker?: { readonly Host?: string; readonly SkipTLSVerify?: boolean } };
}

/** A file that is damaged, or in a home that is closed to this user, says nothing, to the client neither. */
function parsed(path: string): Stored {
  try {
    return JSON.parse(readText(path) ?? "{}") ?? {};
  } catch {
    return {};
  }
}
