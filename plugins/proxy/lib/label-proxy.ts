import type { Io } from "hokku";
import { detail, step } from "hokku";
import { isInside } from "hokku/deploy/lock";
import { type AppProxy, proxy } from "hokku/proxy";
import { GLOBAL } from "hokku/scope";
import { matching, type Setting, type Settings } from "hokku/settings";
import { labelsOf } from "./labels/app-labels.ts";
import type { Compose } from "./labels/compose.ts";
import type { Route } from "./labels/route.ts";

export { logsCommand, showConfigCommand, startCommand, stopCommand } from "./labels/commands.ts";
export { dataFolder, restored } from "./labels/container.ts";
export { extraLabels, labelsAdd, labelsRemove, labelsShow } from "./labels/extra.ts";
export { labelProxyReport } from "./labels/report.ts";
export type { Compose, Route };

/**
 * A proxy that runs in a container of its own and goes by the labels of the apps' containers, as Caddy, Traefik, HAProxy and OpenResty do.
 * Contract: Dokku's plugins of these names, their labels, and the container that `docker compose` would make.
 */
export interface LabelProxy<K extends string = string> {
  /** The plugin, the commands and Docker's project: `caddy`. */
  readonly name: string;
  /** Its settings, and those that every one of them has. */
  readonly settings: Settings<K | Common>;
  /** What an app's web containers say to it. */
  readonly labels: (io: Io, app: string, route: Route) => readonly string[] | Promise<readonly string[]>;
  /** Its own container. */
  readonly compose: (io: Io) => Compose | Promise<Compose>;
  /** The path of a compose file in the language of Sigil that somebody offers in its place, or "". Contract: `<proxy>-template-source`. */
  readonly template?: (io: Io) => Promise<string>;
  /** Said after a deploy that it serves. */
  readonly warning?: (io: Io, app: string) => string | undefined;
}

/** The settings that every one of them has. */
export type Common = "image" | "letsencrypt-email" | "letsencrypt-server" | "log-level";

/** Declares those settings. */
export const commonSettings = (image: string): Record<Common, Setting> => ({
  image: matching("the image of its container", /^[A-Za-z0-9][\w./:@-]*$/, `use an image's name, such as ${image}`, {
    is: "image",
    default: image,
    scope: "global",
  }),
  "letsencrypt-email": matching(
    "where Let's Encrypt writes to; with it, https is served with its certificates",
    /^[^\s@'"]+@[^\s@'"]+$/,
    "use an address such as you@example.com",
    { scope: "global" },
  ),
  "letsencrypt-server": matching("the ACME server that certificates come from", /^https:\/\/[\w.:/-]+$/, "use an https address", {
    is: "address",
    default: "https://acme-v02.api.letsencrypt.org/directory",
    scope: "global",
  }),
  "log-level": matching("how much it logs", /^[A-Za-z]+$/, "use a word such as ERROR, INFO or DEBUG", {
    default: "ERROR",
    scope: "global",
  }),
});

/** What `proxy.ts` of such a plugin exports. */
export const labelProxy = <K extends string>(of: LabelProxy<K>): AppProxy =>
  proxy({
    refresh: (io, app) => {
      // Labels are given to a container when it is made.
      if (!isInside(app, io.env)) return detail(io, `${of.name} goes by this from the next start on: dokku ps:restart ${app}`);
      step(io, `Routing app via ${of.name}`);
      const warning = of.warning?.(io, app);
      if (warning) detail(io, warning);
    },
    labels: (io, app) => labelsOf(of, io, app),
    bringsCertificates: ({ env }) => of.settings.of(GLOBAL, "letsencrypt-email", env) !== "",
  });
