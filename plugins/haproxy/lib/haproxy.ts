import { answer } from "hokku";
import type { LabelProxy } from "hokku/label-proxy";
import { GLOBAL } from "hokku/scope";
import settings from "./settings.ts";

/** By EasyHAProxy, which makes haproxy.cfg of labels. */
const haproxy: LabelProxy<keyof typeof settings.known> = {
  name: "haproxy",
  settings,
  labels: (_io, app, { domains, http, https }) => {
    const host = (name: string) => (domains.length ? [`haproxy.${name}.host=${domains.join(",")}`] : []);
    const [plain, secure] = [`${app}-web`, `${app}-web-https`];
    const labels = [`haproxy.${plain}.redirect_ssl=${https !== undefined}`];
    if (http)
      labels.push(`haproxy.${plain}.localport=${http}`, `haproxy.${plain}.mode=http`, `haproxy.${plain}.port=80`, ...host(plain));
    if (https)
      labels.push(
        ...[`haproxy.${secure}.localport=${https}`, `haproxy.${secure}.letsencrypt=true`],
        ...[`haproxy.${secure}.mode=http`, `haproxy.${secure}.port=443`, ...host(secure)],
      );
    return labels;
  },
  template: (io) => answer(io, "haproxy-template-source", ""),
  compose: ({ env }) => {
    const of = (key: keyof typeof settings.known) => settings.of(GLOBAL, key, env);
    const [mail, level] = [of("letsencrypt-email"), of("log-level").toUpperCase()];
    return {
      image: of("image"),
      environment: [
        ...["EASYHAPROXY_DISCOVER=docker", "EASYHAPROXY_LABEL_PREFIX=haproxy", `EASYHAPROXY_LOG_LEVEL=${level}`],
        ...[`EASYHAPROXY_REFRESH_CONF=${of("refresh-conf")}`, `CERTBOT_LOG_LEVEL=${level}`, `HAPROXY_LOG_LEVEL=${level}`],
        ...(mail ? [`EASYHAPROXY_LETSENCRYPT_EMAIL=${mail}`, `EASYHAPROXY_LETSENCRYPT_SERVER=${of("letsencrypt-server")}`] : []),
        "HAPROXY_STATS_PORT=false",
      ],
      network_mode: "bridge",
      ports: ["80:80", ...(mail ? ["443:443"] : [])],
      restart: "unless-stopped",
      volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"],
    };
  },
};

export default haproxy;
