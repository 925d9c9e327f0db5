import { answer, type Io, trouble } from "hokku";

/** Where an app is to be reached. Contract: these proxies serve one port of an app by http, and one by https. */
export interface Route {
  readonly domains: readonly string[];
  /** The container's port behind http, where the app is served by that. */
  readonly http?: string | undefined;
  /** The same for https. */
  readonly https?: string | undefined;
}

interface Mapping {
  readonly scheme: string;
  readonly host: string;
  readonly container: string;
}

/**
 * Reads an app's port mappings: what is at 80 and 443, else, said with a warning, the first of its scheme. Where certificates come by
 * themselves, what is served by http is served by https, too.
 */
export async function routeOf(io: Io, app: string, bringsCertificates: boolean): Promise<Route> {
  await answer(io, "ports-configure", app);
  const [ports, domains] = [await answer(io, "ports-get", app, "stdout"), await answer(io, "domains-list", app)];
  const mappings = ports.split("\n").map((line): Mapping => {
    const [scheme = "", host = "", container = ""] = line.split(":");
    return { scheme, host, container };
  });
  const http = chosen(mappings, "http", "80");
  const https = chosen(mappings, "https", "443") ?? (bringsCertificates ? http : undefined);
  return { domains: domains.split("\n").filter(Boolean), http: http?.container, https: https?.container };
}

function chosen(mappings: readonly Mapping[], scheme: string, host: string): Mapping | undefined {
  const [first, ...others] = mappings.filter((of) => of.scheme === scheme);
  const usual = [first, ...others].find((of) => of?.host === host);
  if (usual || !first) return usual;
  trouble(
    `There is no port mapping ${scheme}:${host}; the first of ${scheme} is used, ${scheme}:${first.host}:${first.container}`,
  );
  return first;
}
