import { answer } from "hokku";
import { dataFolder, type LabelProxy } from "hokku/label-proxy";
import { GLOBAL } from "hokku/scope";
import settings from "./settings.ts";

/** By caddy-docker-proxy, which makes a Caddyfile of labels. */
const caddy: LabelProxy<keyof typeof settings.known> = {
  name: "caddy",
  settings,
  labels: ({ env }, app, { domains, http, https }) => {
    if (!domains.length) return [];
    const isInternal = settings.of(app, "tls-internal", env) === "true";
    const tls = isInternal ? ["caddy.tls=internal"] : [];
    const isSecure = settings.of(GLOBAL, "letsencrypt-email", env) !== "" && https;
    if (isSecure) return [...tls, `caddy=${domains.join(", ")}`, `caddy.reverse_proxy={{ upstreams ${https} }}`];
    if (!http) return tls;
    return [...tls, `caddy=${domains.map((domain) => `${domain}:80`).join(", ")}`, `caddy.reverse_proxy={{ upstreams ${http} }}`];
  },
  template: (io) => answer(io, "caddy-template-source", ""),
  compose: ({ env }) => {
    const of = (key: keyof typeof settings.known) => settings.of(GLOBAL, key, env);
    const mail = of("letsencrypt-email");
    return {
      image: of("image"),
      environment: ["CADDY_INGRESS_NETWORKS=bridge", `CADDY_DOCKER_POLLING_INTERVAL=${of("polling-interval")}`],
      labels: [
        ...["caddy.log.format=json", `caddy.log.level=${of("log-level").toUpperCase()}`],
        ...(mail ? [`caddy.email=${mail}`, `caddy.acme_ca=${of("letsencrypt-server")}`] : ["caddy.auto_https=off"]),
      ],
      network_mode: "bridge",
      ports: ["80:80", ...(mail ? ["443:443"] : [])],
      restart: "unless-stopped",
      volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro", `${dataFolder("caddy", env)}:/data`],
    };
  },
  warning: ({ env }, app) =>
    settings.of(app, "tls-internal", env) === "true"
      ? "Its certificate is signed by caddy itself, which browsers do not trust by themselves"
      : undefined,
};

export default caddy;
