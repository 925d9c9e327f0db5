import { answer } from "hokku";
import { dataFolder, type LabelProxy } from "hokku/label-proxy";
import { GLOBAL } from "hokku/scope";
import settings from "./settings.ts";

type Key = keyof typeof settings.known;

/** Settings whose label has their name, but for one that its proxy spells otherwise. */
const LABELLED = (Object.keys(settings.known) as Key[]).filter((key) => settings.known[key].scope !== "global");
const SPELT: Partial<Record<Key, string>> = { "proxy-busy-buffers-size": "proxy-busy-buffer-size" };

/** By openresty-docker-proxy, which makes nginx.conf of labels. */
const openresty: LabelProxy<Key> = {
  name: "openresty",
  settings,
  labels: async (io, app, { domains, https }) => {
    const hasCertificate = settings.of(GLOBAL, "letsencrypt-email", io.env) !== "" && https !== undefined;
    const ports = (await answer(io, "ports-get", app, "stdout")).split("\n").filter(Boolean);
    const own = LABELLED.map((key) => [SPELT[key] ?? key, settings.of(app, key, io.env)] as const);
    const labels = [
      ["letsencrypt", String(hasCertificate)],
      ...own,
      ["https-port", "443"],
      ["domains", domains.join(" ")],
      ["initial-network", await answer(io, "network-get-property", app, "initial-network")],
      ["port-mapping", ports.join(" ")],
    ];
    return labels.flatMap(([name, value]) => (value ? [`openresty.${name}=${value}`] : []));
  },
  template: (io) => answer(io, "openresty-template-source", ""),
  compose: ({ env }) => {
    const of = (key: Key) => settings.of(GLOBAL, key, env);
    const [mail, allowed] = [of("letsencrypt-email"), of("allowed-letsencrypt-domains-func-base64")];
    return {
      image: of("image"),
      environment: [
        "OPENRESTY_LABEL_PREFIX=openresty.",
        ...(mail ? [`OPENRESTY_LETSENCRYPT_EMAIL=${mail}`, `OPENRESTY_LETSENCRYPT_CA=${of("letsencrypt-server")}`] : []),
        ...(mail ? [`OPENRESTY_LETSENCRYPT_ALLOWED_DOMAINS_FUNC_BASE64=${allowed}`] : []),
      ],
      network_mode: "bridge",
      ports: ["80:80", ...(mail ? ["443:443"] : [])],
      restart: "unless-stopped",
      volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro", `${dataFolder("openresty", env)}:/etc/resty-auto-ssl`],
    };
  },
};

export default openresty;
