import type { Io } from "hokku";
import { properties } from "hokku/properties";

type Env = Io["env"];

/** The registry an app's images go to as the beginning of their names: `registry.example.com/`, "" for Docker Hub. */
export function serverPrefix(env: Env, app: string): string {
  const server = properties("registry", env).computed(app, "server").trim().replace(/\/+$/, "");
  return server === "" || server === "hub.docker.com" || server === "docker.io" ? "" : `${server}/`;
}

/** The repository of an app's images: its own, else the template's, else `dokku/<app>`. */
export function repository(env: Env, app: string): string {
  const store = properties("registry", env);
  return store.get(app, "image-repo").trim() || fromTemplate(store.computed(app, "image-repo-template"), app) || `dokku/${app}`;
}

/** A template with the app's name filled in. Contract: Go's `{{ .AppName }}`, the one thing Dokku gives to it. */
export const fromTemplate = (template: string, app: string): string => template.replace(APP_NAME, app).trim();

const APP_NAME = /\{\{-?\s*\.AppName\s*-?\}\}/g;

/** What is wrong with a template, if anything. */
export function notTemplate(template: string): string | undefined {
  const sample = fromTemplate(template, "app");
  if (/[{}]/.test(sample)) return "the one thing that can be filled in is {{ .AppName }}";
  return (
    notRepository(sample) ?? (template.includes("{{") ? undefined : "without {{ .AppName }} all apps would share one repository")
  );
}

/** What is wrong with a repository's name, if anything. Contract: Docker's reference grammar, without registry and tag. */
export const notRepository = (name: string): string | undefined =>
  /^[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/.test(name)
    ? undefined
    : "use lower-case letters, digits, and . _ - / between them";

/** What is wrong with a registry's address, if anything. */
export const notServer = (server: string): string | undefined =>
  /^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-f:]+\])(:\d{1,5})?(\/[a-z0-9][a-z0-9._/-]*)?\/?$/.test(server)
    ? undefined
    : "use host or host:port, as in registry.example.com:5000, without https://";

/** What is wrong with a list of tags, if anything. */
export const notTags = (tags: string): string | undefined =>
  tags.split(",").every((tag) => /^\w[\w.-]{0,127}$/.test(tag))
    ? undefined
    : 'use tags with commas and no spaces, as in "latest,stable"';

/** Whether every release is pushed. */
export const isPushed = (env: Env, app: string): boolean =>
  properties("registry", env).computed(app, "push-on-release") === "true";

/** Number of the last release that was pushed, 0 where none was. */
export const lastTag = (env: Env, app: string): number => Number(properties("registry", env).get(app, "tag-version").trim()) || 0;

/** Number of the pushed release that the app runs, 0 where it runs what was built here. */
export const pushedTag = (env: Env, app: string): number => (isPushed(env, app) ? lastTag(env, app) : 0);
