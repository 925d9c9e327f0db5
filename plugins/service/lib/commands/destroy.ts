import { command, detail, Exit, headline, trigger } from "hokku";
import { confirmDestroying } from "hokku/confirm";
import { properties } from "hokku/properties";
import { refuseUnderWay } from "../create.ts";
import { dropFolder } from "../drop-folder.ts";
import { removeContainer } from "../engine.ts";
import { MISSING } from "../flags.ts";
import { linksOf } from "../links.ts";
import { announce, pause } from "../run-state.ts";
import { unschedule } from "../schedule.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:destroy`,
    summary: `Delete the ${kind.title} service, its data and its container, if no app is linked to it`,
    args: "<service>",
    missing: MISSING,
    flags: { force: { type: "boolean", short: "f", summary: "do not ask for the name once more" } },
    examples: [`dokku ${kind.plugin}:destroy lollipop`, `dokku ${kind.plugin}:destroy lollipop --force`],
    run: async ({ words: { service: name }, flags: { force }, io }) => {
      const { plugin, title } = kind;
      const service = await existing(io, kind, name, { unfinished: true });
      refuseUnderWay(io, kind, name);
      const linked = linksOf(service.root);
      if (linked.length)
        throw new Exit(
          1,
          `Cannot delete linked service; unlink it first: ${linked.map((app) => `dokku ${plugin}:unlink ${name} ${app}`).join("; ")}`,
        );
      await confirmDestroying(io, `${title} service`, name, force);
      headline(io, `Deleting ${name}`);
      await trigger(io, "service-action", "pre-delete", plugin, name);
      await unschedule(io, kind, service);
      await pause(io, service);
      for (const its of [`${service.container}.ambassador`, service.container]) await removeContainer(io, its);
      detail(io, "Removing data");
      await dropFolder(io, service);
      properties(plugin, io.env).destroy(name);
      await trigger(io, "service-action", "post-delete", plugin, name);
      announce(io, `${title} container deleted: ${name}`);
      return { service: name };
    },
    text: () => {},
  });
