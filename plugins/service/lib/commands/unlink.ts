import { command, detail, Exit, trigger } from "hokku";
import { readEnvironment } from "hokku/environment";
import { MISSING, NO_RESTART } from "../flags.ts";
import { changeLinks, dockerLink, variablesWith, withoutApp } from "../links.ts";
import type { Kind } from "../service.ts";
import { existing, forApp } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:unlink`,
    summary: `Unlink the ${kind.title} service from an app, which is restarted`,
    args: "<service> <app>",
    missing: MISSING,
    flags: { "no-restart": NO_RESTART },
    examples: [`dokku ${kind.plugin}:unlink lollipop playground`],
    run: async ({ words: { service: name, app }, flags, io }) => {
      await existing(io, kind, name);
      const variables = readEnvironment(app, io.env);
      const service = forApp(kind, name, io.env, variables);
      const found = variablesWith(kind.url(service), variables);
      await trigger(io, "service-action", "pre-unlink", kind.plugin, name, app);
      await changeLinks(io, kind.plugin, name, (apps) => apps.delete(app));
      await dockerLink(io, "remove", app, service);
      if (!found.length) throw new Exit(1, `Not linked to app ${app}`);
      await trigger(io, "service-action", "post-unlink", kind.plugin, name, app);
      const stays = flags["no-restart"] ? ["--no-restart"] : [];
      await trigger(withoutApp(io), "config-unset", ...stays, app, ...found);
      if (stays.length) detail(io, "Skipping restart of linked app");
      await trigger(io, "service-action", "post-unlink-complete", kind.plugin, name, app);
      return { service: name, app, variables: found };
    },
    text: () => {},
  });
