import type { Io } from "hokku";
import { properties } from "hokku/properties";
import registry, { fromTemplate } from "./settings.ts";

type Env = Io["env"];

/** The registry an app's images go to as the beginning of their names: `registry.example.com/`, "" for Docker Hub. */
export function serverPrefix(env: Env, app: string): string {
  const server = registry.of(app, "server", env).trim().replace(/\/+$/, "");
  return server === "" || server === "hub.docker.com" || server === "docker.io" ? "" : `${server}/`;
}

/** The repository of an app's images: its own, else the template's, else `dokku/<app>`. */
export function repository(env: Env, app: string): string {
  const template = registry.of(app, "image-repo-template", env);
  return registry.own(app, "image-repo", env).trim() || fromTemplate(template, app) || `dokku/${app}`;
}

/** Whether every release is pushed. */
export const isPushed = (env: Env, app: string): boolean => registry.of(app, "push-on-release", env) === "true";

/** Number of the last release that was pushed, 0 where none was. */
export const lastTag = (env: Env, app: string): number => Number(properties("registry", env).get(app, "tag-version").trim()) || 0;

/** Number of the pushed release that the app runs, 0 where it runs what was built here. */
export const pushedTag = (env: Env, app: string): number => (isPushed(env, app) ? lastTag(env, app) : 0);
