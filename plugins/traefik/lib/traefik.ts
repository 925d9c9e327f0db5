import { answer, type Io } from "hokku";
import { providerVariables } from "hokku/dns-provider";
import { type Compose, dataFolder, type LabelProxy } from "hokku/label-proxy";
import { output } from "hokku/run";
import { GLOBAL } from "hokku/scope";
import { healthLabels } from "./health.ts";
import settings from "./settings.ts";

type Key = keyof typeof settings.known;

/** By Traefik's own provider for Docker. */
const traefik: LabelProxy<Key> = {
  name: "traefik",
  settings,
  labels: async (io, app, { domains, http, https }) => {
    const rule = domains.map((domain) => `Host(\`${domain}\`)`).join(" || ");
    const served = (scheme: "http" | "https", port: string) => {
      const [name, entry] = [`${app}-web-${scheme}`, settings.of(GLOBAL, `${scheme}-entry-point`, io.env)];
      return [
        `traefik.http.services.${name}.loadbalancer.server.port=${port}`,
        `traefik.http.routers.${name}.entrypoints=${entry}`,
        `traefik.http.routers.${name}.service=${name}`,
        ...(scheme === "https" ? [`traefik.http.routers.${name}.tls.certresolver=leresolver`] : []),
        ...(rule ? [`traefik.http.routers.${name}.rule=${rule}`] : []),
      ];
    };
    const labels = ["traefik.enable=true"];
    if (http) labels.push(...served("http", http), ...(await healthLabels(io, app, `${app}-web-http`)));
    if (https) labels.push(...served("https", https), ...(await healthLabels(io, app, `${app}-web-https`)));
    return labels;
  },
  template: (io) => answer(io, "traefik-template-source", ""),
  compose: async (io) => {
    const of = (key: Key) => settings.of(GLOBAL, key, io.env);
    const [mail, entry, address] = [of("letsencrypt-email"), of("api-entry-point"), of("api-entry-point-address")];
    const hasEntry = entry !== "" && address !== "";
    const isDns = of("challenge-mode") === "dns" && of("dns-provider") !== "";
    return {
      image: of("image"),
      command: [
        "--entrypoints.http.address=:80",
        ...(mail
          ? [
              "--entrypoints.http.http.redirections.entrypoint.to=https",
              "--entrypoints.http.http.redirections.entrypoint.scheme=https",
              "--entrypoints.https.address=:443",
            ]
          : []),
        ...(hasEntry ? [`--entrypoints.${entry}.address=${address}`] : []),
        ...["--providers.docker", "--providers.docker.exposedByDefault=false"],
        ...[`--api=${of("api-enabled")}`, `--api.dashboard=${of("dashboard-enabled")}`],
        ...[`--log.level=${of("log-level").toUpperCase()}`, "--log.format=json"],
        ...(mail ? resolver(mail, of("letsencrypt-server"), isDns ? of("dns-provider") : undefined) : []),
      ],
      environment: of("dns-provider") ? variables(io.env) : [],
      labels: await ownLabels(io, of, mail),
      network_mode: "bridge",
      ports: ["80:80", ...(mail ? ["443:443"] : []), ...(hasEntry ? [`${address}:${address.replace(/^.*:/, "")}`] : [])],
      restart: "unless-stopped",
      volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro", `${dataFolder("traefik", io.env)}:/data`],
    } satisfies Compose;
  },
};

export default traefik;

/** Contract: Traefik's variables are in capitals, however the property is written. */
const variables = (env: Io["env"]): string[] =>
  Object.entries(providerVariables("traefik", GLOBAL, env)).map(([name, value]) => `${name.toUpperCase()}=${value}`);

const resolver = (mail: string, server: string, provider: string | undefined): string[] =>
  [
    ...[`caserver=${server}`, `email=${mail}`, "storage=/data/acme.json"],
    ...(provider ? ["dnschallenge=true", `dnschallenge.provider=${provider}`] : ["tlschallenge=true"]),
  ].map((option) => `--certificatesresolvers.leresolver.acme.${option}`);

/** What it says of its own API and dashboard. */
async function ownLabels(io: Io, of: (key: Key) => string, mail: string): Promise<string[]> {
  const [entry, user, password] = [of("api-entry-point"), of("basic-auth-username"), of("basic-auth-password")];
  const labels: string[] = [];
  if (of("api-enabled") === "true")
    labels.push(
      ...["traefik.enable=true", `traefik.http.routers.api.rule=Host(\`${of("api-vhost")}\`)`],
      ...[
        "traefik.http.routers.api.service=api@internal",
        `traefik.http.routers.api.entrypoints=${entry || (mail ? "https" : "http")}`,
      ],
    );
  if (user && password) {
    const hashed = await output(io, "openssl", ["passwd", "-apr1", "-stdin"], { input: `${password}\n` });
    labels.push("traefik.http.routers.api.middlewares=auth", `traefik.http.middlewares.auth.basicauth.users=${user}:${hashed}`);
  }
  if (mail && !entry) labels.push("traefik.http.routers.api.tls.certresolver=leresolver");
  return labels;
}
