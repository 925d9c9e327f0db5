import { parseSink, type Settings } from "./sink.ts";

/** Where the logs of one app go, or of all that are left: then `app` is `--global`. */
export interface Shipped {
  readonly app: string;
  readonly sink: string;
  /** The label under which the app's name is sent. */
  readonly alias: string;
}

const LABEL = "com.dokku.app-name";

/** Vector's configuration. Contract: the names of Dokku's sources, transforms and sinks, which people's dashboards know. */
export function vectorConfig(shipped: readonly Shipped[]): Settings {
  const config = { data_dir: "/etc/vector/data", sources: {} as Settings, transforms: {} as Settings, sinks: {} as Settings };
  for (const { app, sink, alias } of shipped) {
    const name = (kind: string) => (app === "--global" ? `docker-global-${kind}` : `docker-${kind}:${app.replaceAll(".", "-")}`);
    const [source, relabel] = [name("source"), name("relabel")];
    config.sources[source] = { type: "docker_logs", include_labels: [app === "--global" ? LABEL : `${LABEL}=${app}`] };
    if (alias !== LABEL)
      config.transforms[relabel] = { type: "remap", inputs: [source], source: `.label."${alias}" = del(.label."${LABEL}")` };
    config.sinks[name("sink")] = { ...parseSink(sink), inputs: [alias === LABEL ? source : relabel] };
  }
  if (!shipped.length) {
    // Vector does not start without a source and a sink.
    config.sources["docker-null-source"] = { type: "docker_logs", include_labels: ["com.dokku.vector-null"] };
    config.sinks["docker-null-sink"] = { type: "blackhole", inputs: ["docker-null-source"] };
  }
  const { transforms, ...rest } = config;
  return Object.keys(transforms).length ? { ...rest, transforms } : rest;
}
