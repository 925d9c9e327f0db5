import { parseSink, type Settings } from "./sink.ts";

/** Where the logs of one app go, or of all that are left: then `app` is `--global`. */
export interface Shipped {
  readonly app: string;
  /** "" for nowhere, as of the next. */
  readonly sink: string;
  /** Where what its cron jobs print goes instead. */
  readonly cronSink: string;
  /** The label under which the app's name is sent. */
  readonly alias: string;
  /** Of `--global`, whose source has all apps: those that are sent under another label than its own. */
  readonly aliases?: readonly Alias[];
}

/** The label under which an app's name is sent. */
export interface Alias {
  readonly app: string;
  readonly alias: string;
}

const LABEL = "com.dokku.app-name";

/** What a cron sink's address may be filled in with, as in `file://?path=/var/log/dokku/apps/{{ dokku_cron_id }}.log`. */
const CRON_FIELDS = [
  `.dokku_app = to_string(.label."${LABEL}") ?? ""`,
  '.dokku_cron_id = to_string(.label."com.dokku.cron-id") ?? ""',
];

/** Vector's configuration. Contract: the names of Dokku's sources, transforms and sinks, which people's dashboards know. */
export function vectorConfig(shipped: readonly Shipped[]): Settings {
  const config = { data_dir: "/etc/vector/data", sources: {} as Settings, transforms: {} as Settings, sinks: {} as Settings };
  for (const { app, sink, cronSink, alias, aliases = [] } of shipped) {
    const name = (kind: string) => (app === "--global" ? `docker-global-${kind}` : `docker-${kind}:${app.replaceAll(".", "-")}`);
    const [source, relabel, router, remap] = [name("source"), name("relabel"), name("router"), name("cron-remap")];
    const relabelled = relabelling(alias, aliases);
    config.sources[source] = { type: "docker_logs", include_labels: [app === "--global" ? LABEL : `${LABEL}=${app}`] };
    let rest = source;
    if (cronSink) {
      const route = { cron: { type: "vrl", source: '.label."com.dokku.container-type" == "cron"' } };
      config.transforms[router] = { type: "route", inputs: [source], reroute_unmatched: sink !== "", route };
      config.transforms[remap] = {
        type: "remap",
        inputs: [`${router}.cron`],
        source: [...CRON_FIELDS, relabelled].filter(Boolean).join("\n"),
      };
      config.sinks[name("cron-sink")] = { ...parseSink(cronSink), inputs: [remap] };
      rest = `${router}._unmatched`;
    }
    if (!sink) continue;
    if (relabelled) config.transforms[relabel] = { type: "remap", inputs: [rest], source: relabelled };
    config.sinks[name("sink")] = { ...parseSink(sink), inputs: [relabelled ? relabel : rest] };
  }
  if (!shipped.length) {
    // Vector does not start without a source and a sink.
    config.sources["docker-null-source"] = { type: "docker_logs", include_labels: ["com.dokku.vector-null"] };
    config.sinks["docker-null-sink"] = { type: "blackhole", inputs: ["docker-null-source"] };
  }
  const { transforms, ...rest } = config;
  return Object.keys(transforms).length ? { ...rest, transforms } : rest;
}

/** The program that moves the apps' names to their labels; "" where they stay. Contract: Dokku's, line by line. */
function relabelling(alias: string, aliases: readonly Alias[]): string {
  const move = (to: string) => `.label."${to}" = del(.label."${LABEL}")`;
  if (!aliases.length) return alias === LABEL ? "" : move(alias);
  const [kept, moved] = [aliases.filter((one) => one.alias === LABEL), aliases.filter((one) => one.alias !== LABEL)];
  const branches = moved.map((one) => [`app == "${one.app}"`, one.alias]);
  if (alias !== LABEL) branches.push([kept.map(({ app }) => `app != "${app}"`).join(" && "), alias]);
  const written = branches.map(([when = "", to = ""]) => `${when && `if ${when} `}{\n  ${move(to)}\n}`);
  return `app = to_string(.label."${LABEL}") ?? ""\n${written.join(" else ")}`;
}
