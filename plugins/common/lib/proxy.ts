import type { Io } from "../../../core/execute.ts";

/**
 * What serves apps to the world, as one file: a plugin `<type>-vhosts`, `<type>-proxy` or `<type>` exports it from its `proxy.ts`, and
 * `proxy:set <app> type <type>` chooses it. The plugin `proxy` calls it when Dokku's triggers are fired; proxies in bash answer those themselves.
 */
export interface AppProxy {
  /**
   * Serves an app as it is by now: its containers, domains, ports and certificates, and whether its proxy is enabled at all. After each deploy and
   * change; the app may have nothing to serve yet.
   */
  readonly refresh: (io: Io, app: string) => void | Promise<void>;
  /** What the last source brought for the proxy counts from now on: it is live. */
  readonly settle?: (io: Io, app: string) => void | Promise<void>;
  /** Takes away what was made for an app. */
  readonly clear?: (io: Io, app: string) => void | Promise<void>;
  /** Where apps are reached, if not by their domains: whole addresses. */
  readonly urls?: (io: Io, app: string) => readonly string[] | Promise<readonly string[]>;
  /** Labels that an app's web containers get when they are made, for a proxy that goes by those. */
  readonly labels?: (io: Io, app: string) => readonly string[] | Promise<readonly string[]>;
  /** Whether apps are served by https without a certificate of their own. */
  readonly bringsCertificates?: (io: Io, app: string) => boolean;
}

/** Declares a proxy. */
export const proxy = (declared: AppProxy): AppProxy => declared;
