import { settings, yesNo } from "hokku/settings";

/** A template with the app's name filled in. Contract: Go's `{{ .AppName }}`; `{{ APP }}` is taken too, of which Dokku makes `dokku/<app>`. */
export const fromTemplate = (template: string, app: string): string => template.replace(APP_NAME, app).trim();

const APP_NAME = /\{\{-?\s*(\.AppName|APP)\s*-?\}\}/g;

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

export default settings("registry", {
  "image-repo": { is: "image", summary: "repository of the app's images", scope: "app", refuse: notRepository },
  "image-repo-template": { is: "image", summary: "repositories of all apps, with {{ .AppName }}", refuse: notTemplate },
  "push-extra-tags": { is: "value", summary: "further tags of what is pushed, with commas", refuse: notTags },
  "push-on-release": yesNo("whether each release is pushed to the registry", { default: "false" }),
  server: { is: "address", summary: "the registry, as host or host:port; Docker Hub where unset", refuse: notServer },
});
