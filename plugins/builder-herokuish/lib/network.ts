import type { Io } from "hokku";

const { existsSync } = process.getBuiltinModule("node:fs");

const BUNDLE = "/etc/ssl/certs/ca-certificates.crt";
const PROXIES = ["http_proxy", "https_proxy", "no_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"];
const REGISTRY = ["NPM_CONFIG_REGISTRY", "npm_config_registry"];

/**
 * The host's proxies and npm registry, for a build. They go where the app's configuration goes, into files the build reads:
 * as options of the container they would stay in the app's image.
 */
export function networkVariables(env: Io["env"]): Record<string, string> {
  return Object.fromEntries([...PROXIES, ...REGISTRY].flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

/** The docker options that let a build trust whom the host trusts; the stack tells every tool of it. */
export function authorityArgs(bundle = BUNDLE): string[] {
  return existsSync(bundle) ? [`--volume=${bundle}:${BUNDLE}:ro`] : [];
}
