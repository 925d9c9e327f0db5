import { existsSync } from "node:fs";
import type { Io } from "hokku";

const BUNDLE = "/etc/ssl/certs/ca-certificates.crt";
const PROXIES = ["http_proxy", "https_proxy", "no_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"];
const REGISTRY = ["NPM_CONFIG_REGISTRY", "npm_config_registry"];

/**
 * The docker options that let a build reach the network as the host does: its authorities, its proxies, its npm registry.
 * Names only: the values travel in the docker client's environment. The stack tells every tool of the bundle by itself.
 */
export function networkArgs(env: Io["env"], bundle = BUNDLE): string[] {
  const variables = [...PROXIES, ...REGISTRY].filter((name) => env[name]).map((name) => `--env=${name}`);
  const authorities = existsSync(bundle) ? [`--volume=${bundle}:${BUNDLE}:ro`, `--env=NODE_EXTRA_CA_CERTS=${BUNDLE}`] : [];
  return [...variables, ...authorities];
}
