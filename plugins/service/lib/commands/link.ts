import { command, detail, Exit, trigger } from "hokku";
import { readEnvironment } from "hokku/environment";
import { MISSING, NO_RESTART } from "../flags.ts";
import { changeLinks, dockerLink, otherAlias, usualAlias, variablesWith, withoutApp } from "../links.ts";
import type { Kind } from "../service.ts";
import { existing, forApp } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:link`,
    summary: `Link the ${kind.title} service to an app: it gets the URL as ${usualAlias(kind)}_URL, and is restarted`,
    args: "<service> <app>",
    missing: MISSING,
    flags: {
      alias: { type: "string", short: "a", value: "NAME", summary: "name of the variable, without _URL" },
      querystring: { type: "string", short: "q", value: "KEY=VALUE&...", summary: "what is put behind the URL and a ?" },
      "no-restart": NO_RESTART,
    },
    examples: [
      `dokku ${kind.plugin}:link lollipop playground`,
      `dokku ${kind.plugin}:link lollipop playground --alias BLUE --querystring pool=5`,
    ],
    run: async ({ words: { service: name, app }, flags, io }) => {
      await existing(io, kind, name);
      const variables = readEnvironment(app, io.env);
      const service = forApp(kind, name, io.env, variables);
      const url = kind.url(service);
      const [already] = variablesWith(url, variables);
      const variable = `${aliasFor(kind, flags.alias, variables)}_URL`;
      if (already) throw new Exit(1, `Already linked as ${already}`);
      await trigger(io, "service-action", "pre-link", kind.plugin, name, app);
      await changeLinks(io, kind.plugin, name, (apps) => apps.add(app));
      await dockerLink(io, "add", app, service);
      await trigger(io, "service-action", "post-link", kind.plugin, name, app);
      const query = flags.querystring?.replace(/^\?/, "");
      const stays = flags["no-restart"] ? ["--no-restart"] : [];
      await trigger(withoutApp(io), "config-set", ...stays, app, `${variable}=${url}${query ? `?${query}` : ""}`);
      if (stays.length) detail(io, "Skipping restart of linked app");
      await trigger(io, "service-action", "post-link-complete", kind.plugin, name, app);
      return { service: name, app, variable };
    },
    text: () => {},
  });

function aliasFor(kind: Kind, given: string | undefined, variables: ReadonlyMap<string, string>): string {
  const alias = given?.toUpperCase().replace(/_URL$/, "");
  if (alias === undefined) return variables.has(`${usualAlias(kind)}_URL`) ? otherAlias(kind, variables) : usualAlias(kind);
  if (!/^[A-Z_][A-Z0-9_]*$/.test(alias))
    throw new Exit(1, `${JSON.stringify(given)} cannot be the name of a variable; use letters, digits and _`);
  if (variables.has(`${alias}_URL`)) throw new Exit(1, `Specified alias ${alias} already in use`);
  return alias;
}
